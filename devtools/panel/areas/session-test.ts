export { SessionTest as View } from "../session/session-test.tsx";
export { session as styles } from "../styles/session.ts";
