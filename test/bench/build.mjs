import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { root } from "../package/install.mjs";

/** Builds the package as `npm test` and `npm pack` do, when it is not built or older than its source. */
export function ensureBuilt() {
  const built = join(root, "dist/index.js");
  const sources = ["src", "devtools", "package.json", "vite.config.ts"].map((name) => newest(join(root, name)));
  if (existsSync(built) && statSync(built).mtimeMs >= Math.max(...sources)) return;
  const { status } = spawnSync(process.execPath, [join(root, "test/package/run.mjs"), "build"], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error("The package could not be built; there is nothing to measure.");
}

/** When the newest file in a folder, or a single file, was changed last. @param {string} path @returns {number} */
function newest(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}
