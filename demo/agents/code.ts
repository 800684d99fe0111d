import type { SourceFile } from "../scene.ts";

// Like demo/flood/code.ts: `import scenario from "./scenario.ts?raw"`.
export const files: readonly SourceFile[] = [];
