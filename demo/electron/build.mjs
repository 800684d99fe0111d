import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled, root } from "../../test/package/install.mjs";

ensureInstalled();
// The devtools window loads its files from the package, as an application has it in its node_modules.
if (!existsSync(join(root, "dist/devtools/electron-window.html"))) {
  const { status } = spawnSync(process.execPath, [join(root, "test/package/run.mjs"), "build"], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(1);
}
// Not imported at the top: on a fresh machine it is not there before the line above.
const { build } = await import("vite");
const folder = join(root, "demo/electron");
const outDir = join(root, "dist-electron");
const shared = /** @type {const} */ ({ configFile: false, logLevel: "warn", resolve: { tsconfigPaths: true } });

/**
 * One file of the main process or of a preload script, with all that it needs inside but Electron.
 *
 * @param {string} entry
 * @param {"es" | "cjs"} format - a sandboxed preload script has to be "cjs"
 * @param {string} fileName
 */
const bundle = (entry, format, fileName) =>
  build({
    ...shared,
    root: folder,
    ssr: { noExternal: true, target: "node" },
    build: {
      ssr: join(folder, entry),
      outDir,
      emptyOutDir: false,
      target: "es2022",
      rolldownOptions: { external: ["electron"], output: { format, entryFileNames: fileName, codeSplitting: false } },
    },
  });

// As while it is developed: in a build for production, pages take no part in devtools.
const conditions = ["module", "browser", "development"];
await build({
  ...shared,
  resolve: { ...shared.resolve, conditions },
  root: folder,
  base: "./",
  build: { outDir: join(outDir, "page"), emptyOutDir: true, target: "es2022" },
});
await bundle("main.ts", "es", "main.js");
await bundle("preload.ts", "cjs", "preload.cjs");
console.log("Built. Now: npx electron dist-electron/main.js");
