// What writes session files, loaded with the first that is written.
export { GrowingFile } from "./growing-file.ts";
export { SessionExport, sessionName } from "./session-export.ts";
