import { existsSync } from "node:fs";
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

const budgets = [
  { what: "createBus + defineEvent, our own code", code: core, external: ["rxjs", ...dependencies], budgetBytes: 12 * kB, limitBytes: 33.3 * kB },
  { what: "createBus + defineEvent, all but RxJS", code: core, external: ["rxjs"], budgetBytes: 25 * kB, limitBytes: 36 * kB },
  {
    what: "the React hooks, all but React and the core",
    code: 'export * from "eventdeck/react";',
    external: ["react", "rxjs", ...["bus", "event", "history", "projection", "routing", "scheduling"].map((folder) => `../${folder}`)],
    budgetBytes: 2 * kB,
    limitBytes: 2 * kB,
  },
  {
    what: "the panel, all but React",
    code: 'export * from "eventdeck/devtools";',
    external: ["react", "react-dom"],
    budgetBytes: 60 * kB,
    limitBytes: 60 * kB,
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
  for (const { code, external, ...row } of budgets) sizes.push({ ...row, ...(await bundle(code, external)) });
  return sizes;
}

/** @param {string} code @param {readonly string[]} external */
async function bundle(code, external) {
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
        // "use client" means nothing to the one file that is measured here.
        checks: { moduleLevelDirective: false },
        output: { minify: true },
      },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((bundled) => ("output" in bundled ? bundled.output : []));
  const chunks = outputs.filter((output) => output.type === "chunk");
  const first = new Set(chunks.filter((chunk) => chunk.isEntry).flatMap((chunk) => [chunk.fileName, ...chunk.imports]));
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
