import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { binaryOf, root } from "./install.mjs";

const relativeTsImport = /(\b(?:from|import)\s*\(?\s*["']\.{1,2}\/[^"']*?)\.tsx?(?=["'])/g;

const { status } = spawnSync(process.execPath, [binaryOf("typescript", "tsc"), "-p", "test/package/tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
if (status !== 0) process.exit(1);

// The compiler rewrites ".ts" to ".js" in modules but not in declarations, and there are no ".ts" files in the package.
const folder = join(root, "dist/types");
for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
  if (!name.endsWith(".d.ts")) continue;
  const file = join(folder, name);
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(relativeTsImport, "$1.js"));
}
