import { join } from "node:path";
import { ensureInstalled, root } from "../../test/package/install.mjs";

ensureInstalled();
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

await build({ ...shared, root: folder, base: "./", build: { outDir: join(outDir, "page"), emptyOutDir: true, target: "es2022" } });
await bundle("main.ts", "es", "main.js");
await bundle("preload.ts", "cjs", "preload.cjs");
console.log("Built. Now: npx electron dist-electron/main.js");
