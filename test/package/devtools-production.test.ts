import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { build } from "vite";
import { describe, expect, test } from "vitest";
import { root } from "./install.mjs";

const bare = 'import { createBus } from "eventdeck"; const bus = createBus(); globalThis.start = () => bus;';
const application = `
  import { createBus } from "eventdeck";
  import { BusDevtools, mountDevtools, registerBus } from "FROM";
  const bus = createBus();
  globalThis.start = () => bus;
  globalThis.view = [BusDevtools({ bus }), mountDevtools({ bus }).isOpen, registerBus(bus, "shop")];
`;
const small = `
  import { createBus } from "eventdeck";
  import { registerBus } from "FROM";
  const bus = createBus();
  globalThis.start = () => bus;
  globalThis.view = registerBus(bus, "shop");
`;
const isOutside = (id: string) => /^(react|react-dom|rxjs|zod|devalue)(\/|$)/.test(id);
const mark = "eventdeck-devtools";

type Bundle = (code: string, environment: "production" | "development") => Promise<string>;

/** Answers one module of the project's folder, in which the package finds itself by its name. */
function inProject(code: string) {
  const entry = join(root, "application-entry.js");
  return {
    entry,
    plugin: { name: "application", resolveId: (id: string) => (id === entry ? id : undefined), load: (id: string) => (id === entry ? code : undefined) },
  };
}

/** Knows the conditions "production" and "development"; what the package decides is decided by resolving it. */
const withVite: Bundle = async (code, environment) => {
  const { entry, plugin } = inProject(code);
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = environment;
  try {
    const result = await build({
      configFile: false,
      root,
      mode: environment,
      logLevel: "warn",
      plugins: [plugin],
      build: { write: false, rolldownOptions: { input: entry, external: isOutside, preserveEntrySignatures: false, output: { minify: true } } },
    });
    const outputs = (Array.isArray(result) ? result : [result]).flatMap((bundled) => ("output" in bundled ? bundled.output : []));
    return outputs.map((output) => (output.type === "chunk" ? output.code : "")).join("\n");
  } finally {
    process.env["NODE_ENV"] = before;
  }
};

/** As esbuild and Rollup are set up: no such conditions, but an environment that is written into the code. */
const withoutConditions: Bundle = async (code, environment) => {
  const { entry, plugin } = inProject(code);
  const bundle = await rolldown({
    input: entry,
    plugins: [plugin],
    external: isOutside,
    platform: "browser",
    resolve: { conditionNames: ["module", "import", "browser"] },
    transform: { define: { "process.env.NODE_ENV": JSON.stringify(environment) } },
  });
  const { output } = await bundle.generate({ minify: true });
  return output.map((each) => (each.type === "chunk" ? each.code : "")).join("\n");
};

const bytes = (code: string) => gzipSync(code, { level: 9 }).length;

describe.each([
  ["Vite", withVite],
  ["a bundler without conditions", withoutConditions],
] as const)("an application bundled by %s", (_, bundle) => {
  test.each([
    ["eventdeck/devtools", application],
    ["eventdeck/devtools/register", small],
  ])("pays at most 0.2 kB for %s in production", async (from, code) => {
    const [without, withDevtools] = [await bundle(bare, "production"), await bundle(code.replace("FROM", from), "production")];
    expect(withDevtools).not.toContain(mark);
    expect(bytes(withDevtools) - bytes(without)).toBeLessThanOrEqual(200);
  });

  test("has the panel in development", async () => {
    const code = await bundle(application.replace("FROM", "eventdeck/devtools"), "development");
    expect(code).toContain(mark);
  });

  test("has the panel in production when it asks for it", async () => {
    const code = await bundle(application.replace("FROM", "eventdeck/devtools/production"), "production");
    expect(code).toContain(mark);
  });

  test("has nothing of React's renderer when it only registers buses", async () => {
    const code = await bundle(small.replace("FROM", "eventdeck/devtools/register"), "development");
    expect(code).not.toMatch(/["'`]react/);
  });
});

test("without a bundler nothing of the panel asks for `process`, which a browser does not have", async () => {
  const { entry, plugin } = inProject('export * from "eventdeck/devtools";');
  const bundle = await rolldown({
    input: entry,
    plugins: [plugin],
    external: isOutside,
    platform: "browser",
    resolve: { conditionNames: ["import", "browser"] },
  });
  const { output } = await bundle.generate({});
  const code = output.map((each) => (each.type === "chunk" ? each.code : "")).join("\n");
  expect(code).toContain(mark);
  expect(code).not.toMatch(/\bprocess\s*\.\s*env/);
});
