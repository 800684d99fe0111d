import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { root } from "./install.mjs";

/**
 * `gzipBytes` is loaded with the import, `laterBytes` when first used. `budgetBytes` is where the package wants to be, `limitBytes` what fails the test: where a
 * budget is out of reach, the limit keeps the package from growing further.
 *
 * @typedef {{ what: string, gzipBytes: number, laterBytes: number, budgetBytes: number, limitBytes: number, modules: string[] }} Size
 */

const kB = 1000;
const dependencies = ["zod", "devalue", "@standard-schema/spec"];
const core = 'export { createBus, defineEvent } from "eventdeck";';

const react = ["react", "react-dom", "rxjs"];
const coreFolders = ["bus", "event", "history", "routing", "scheduling"];
/** A store's own code; the events and the errors that it knows come with the bus. */
const stores = ["rxjs", ...dependencies, ...coreFolders.map((folder) => `../${folder}`)];
/** The panel's own code: React and RxJS belong to the application, and so does the core, whose bus the panel looks at. */
const panel = {
  // By this name also in a build for production, as this one is.
  code: 'export * from "eventdeck/devtools/production";',
  external: [...react, ...dependencies, "immer", "../src", "../../src", "../../../src"],
};
/** What is loaded by and by, named by a module of each chunk. */
const panelOpened = ["dist/devtools/panel/areas/panel.js", "dist/devtools/model/deck.js"];
const panelSelected = ["dist/devtools/panel/areas/detail.js"];

/** @type {readonly (Pick<Size, "what" | "budgetBytes" | "limitBytes"> & ({ code: string, external: readonly string[], opened?: readonly string[] | "all", file?: undefined } | { file: string, code?: undefined, external?: undefined, opened?: undefined }))[]} */
const budgets = [
  { what: "createBus + defineEvent, our own code", code: core, external: ["rxjs", ...dependencies], budgetBytes: 12 * kB, limitBytes: 32.8 * kB },
  { what: "createBus + defineEvent, all but RxJS", code: core, external: ["rxjs"], budgetBytes: 25 * kB, limitBytes: 35.4 * kB },
  {
    what: "the React hooks, all but React and the core",
    code: 'export * from "eventdeck/react";',
    external: ["react", "rxjs", ...["bus", "event", "history", "projection", "routing", "scheduling"].map((folder) => `../${folder}`)],
    budgetBytes: 2 * kB,
    limitBytes: 2 * kB,
  },
  {
    what: "levelStore in a browser, all but the core",
    code: 'export * from "eventdeck/store/level";',
    external: stores,
    budgetBytes: 7 * kB,
    limitBytes: 7 * kB,
  },
  {
    what: "memoryStore and persistHistory, all but the core",
    code: 'export * from "eventdeck/store";',
    external: stores,
    budgetBytes: 8.5 * kB,
    limitBytes: 8.5 * kB,
  },
  {
    what: "connect, the host of all links, its own code",
    code: 'export * from "eventdeck/transport";',
    external: ["../event", "../routing", "../scheduling", "../bus", ...dependencies, "rxjs"],
    budgetBytes: 12 * kB,
    limitBytes: 15 * kB,
  },
  {
    what: "messagePort and windowPort, their own code",
    code: 'export * from "eventdeck/transport/message-port";',
    external: ["../event"],
    budgetBytes: 1.2 * kB,
    limitBytes: 1.2 * kB,
  },
  {
    what: "the WebSocket transport, its own code",
    code: 'export * from "eventdeck/transport/websocket";',
    external: ["../../event", "../../scheduling"],
    budgetBytes: 2.8 * kB,
    limitBytes: 3 * kB,
  },
  {
    what: "the Electron transport of a page, its own code",
    code: 'export * from "eventdeck/transport/electron-renderer";',
    external: ["../../event", "../../scheduling"],
    budgetBytes: 1.9 * kB,
    limitBytes: 1.9 * kB,
  },
  {
    what: "the Electron transport in a preload script, all of it",
    code: 'export * from "eventdeck/transport/electron-preload";',
    external: [],
    budgetBytes: 0.7 * kB,
    limitBytes: 0.7 * kB,
  },
  {
    what: "createTransport, loaded with the import, its own code",
    code: 'export * from "eventdeck/transport/create";',
    external: ["../event", "../scheduling", "../../event", "../../scheduling"],
    budgetBytes: 1.9 * kB,
    limitBytes: 1.9 * kB,
  },
  {
    what: "openQueue, all but the core and the stores",
    code: 'export * from "eventdeck/queue";',
    external: [...stores, ...coreFolders.map((folder) => `../../${folder}`), "../store", "../../store"],
    budgetBytes: 12 * kB,
    limitBytes: 12.3 * kB,
  },
  { what: "the panel, loaded with the import", ...panel, budgetBytes: 25 * kB, limitBytes: 23.9 * kB },
  { what: "the panel, that and what opening it loads", ...panel, opened: panelOpened, budgetBytes: 60 * kB, limitBytes: 79 * kB },
  {
    what: "the panel, that and what selecting an event loads",
    ...panel,
    opened: [...panelOpened, ...panelSelected],
    budgetBytes: 90 * kB,
    limitBytes: 110.5 * kB,
  },
  { what: "the panel, all of it", ...panel, opened: "all", budgetBytes: 184 * kB, limitBytes: 240 * kB },
  { what: "the panel with the core inside, loaded with the import", ...panel, external: react, budgetBytes: 60 * kB, limitBytes: 33.1 * kB },
  {
    what: "the panel in a production build",
    code: 'export * from "eventdeck/devtools";',
    external: [],
    budgetBytes: 0.2 * kB,
    limitBytes: 0.2 * kB,
  },
  {
    what: "the panel with React and all else inside, a module",
    code: 'export * from "eventdeck/devtools/standalone";',
    external: [],
    budgetBytes: 160 * kB,
    limitBytes: 333 * kB,
  },
  {
    what: "the same, a script",
    file: "dist/devtools/eventdeck-devtools.global.js",
    budgetBytes: 160 * kB,
    limitBytes: 333 * kB,
  },
];

/**
 * What an application pays for the built package: bundled, minified, gzipped.
 *
 * @returns {Promise<Size[]>}
 * @throws when the package is not built
 */
export async function measureSizes() {
  if (!existsSync(join(root, "dist"))) throw new Error("There is no built package to measure. Build it first: node test/package/run.mjs build");
  const sizes = [];
  for (const { code, external, file, opened, ...row } of budgets)
    sizes.push({ ...row, ...(file === undefined ? await bundle(code, external, opened) : measureFile(file)) });
  return sizes;
}

/** What is loaded as it is. @param {string} file */
function measureFile(file) {
  return { gzipBytes: gzipSync(readFileSync(join(root, file)), { level: 9 }).length, laterBytes: 0, modules: [] };
}

/**
 * @param {string} code
 * @param {readonly string[]} external
 * @param {readonly string[] | "all"} [opened] modules whose chunks count as loaded
 */
async function bundle(code, external, opened = []) {
  const entry = join(root, "size-entry.js");
  const result = await build({
    configFile: false,
    root,
    logLevel: "warn",
    plugins: [{ name: "size-entry", resolveId: (id) => (id === entry ? id : undefined), load: (id) => (id === entry ? code : undefined) }],
    build: {
      write: false,
      lib: { entry, formats: ["es"] },
      rolldownOptions: {
        external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)),
        // As in an application's build: what chunks share with the entry is in the entry, and annotations for tree shaking have been read.
        preserveEntrySignatures: "allow-extension",
        // "use client" means nothing to the one file that is measured here.
        checks: { moduleLevelDirective: false },
        output: { minify: true, comments: { annotation: false } },
      },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((bundled) => ("output" in bundled ? bundled.output : []));
  const chunks = outputs.filter((output) => output.type === "chunk");
  const first = opened === "all" ? new Set(chunks.map(({ fileName }) => fileName)) : loaded(chunks, opened);
  /** @param {boolean} now */
  const bytes = (now) =>
    chunks.filter(({ fileName }) => first.has(fileName) === now).reduce((sum, chunk) => sum + gzipSync(chunk.code, { level: 9 }).length, 0);
  return {
    gzipBytes: bytes(true),
    laterBytes: bytes(false),
    modules: chunks.flatMap((chunk) => Object.entries(chunk.modules).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : []))),
  };
}

/**
 * The chunks that are loaded with the entry, and with chunks that have these modules inside.
 *
 * @param {readonly import("vite").Rolldown.OutputChunk[]} chunks
 * @param {readonly string[]} opened
 */
function loaded(chunks, opened) {
  const holders = opened.map((path) => {
    const holder = chunks.find(({ modules }) => Object.keys(modules).some((id) => id.replaceAll("\\", "/").endsWith(path)));
    if (!holder) throw new Error(`No chunk has ${path} inside: the panel is split otherwise now. Name the module that stands for it.`);
    return holder.fileName;
  });
  const waiting = [...chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName), ...holders];
  /** @type {Set<string>} */
  const names = new Set();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (names.has(name)) continue;
    names.add(name);
    waiting.push(...(chunks.find(({ fileName }) => fileName === name)?.imports ?? []));
  }
  return names;
}

/**
 * zod's classic face brings in every schema that it knows; `zod/mini` does not.
 *
 * @param {Size} size
 */
function wholeOfZod({ modules }) {
  return modules.filter((id) => /node_modules\/zod\/v\d\/classic\//.test(id.replaceAll("\\", "/")));
}

async function main() {
  const sizes = await measureSizes();
  console.table(
    Object.fromEntries(
      sizes.map(({ what, gzipBytes, laterBytes, budgetBytes, limitBytes }) => [
        what,
        {
          "kB gzipped": gzipBytes / kB,
          "loaded later, kB": laterBytes / kB,
          "budget, kB": budgetBytes / kB,
          "limit, kB": limitBytes / kB,
          met: gzipBytes <= budgetBytes,
        },
      ]),
    ),
  );
  const zod = [...new Set(sizes.flatMap(wholeOfZod))];
  if (zod.length > 0) console.error(`All of zod is in the bundle; import from "zod/mini" instead:\n  ${zod.join("\n  ")}`);
  if (zod.length > 0 || sizes.some(({ gzipBytes, limitBytes }) => gzipBytes > limitBytes)) process.exitCode = 1;
}

if (resolve(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) await main();
