import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("../", import.meta.url));
/** The entries that processes of tests stand on. */
const entries = { eventdeck: "src/index.ts", "eventdeck/queue": "src/queue/index.ts", "eventdeck/store/level": "src/store/level.ts" };

/**
 * Bundles what a process of a test runs, from the source, for a Node that reads no TypeScript.
 *
 * @param {URL} entry
 * @param {string} outDir
 * @returns {Promise<string>} its file
 */
export async function bundleChild(entry, outDir) {
  await build({
    configFile: false,
    root,
    logLevel: "warn",
    resolve: { alias: Object.entries(entries).map(([name, file]) => ({ find: new RegExp(`^${name}$`), replacement: root + file })) },
    ssr: { noExternal: true, external: ["classic-level"] },
    build: {
      ssr: fileURLToPath(entry),
      outDir,
      emptyOutDir: true,
      target: "node20",
      rolldownOptions: {
        // By its address, since a temporary folder has no packages.
        output: { entryFileNames: "child.mjs", paths: { "classic-level": pathToFileURL(createRequire(import.meta.url).resolve("classic-level")).href } },
      },
    },
  });
  return `${outDir}/child.mjs`;
}
