import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { eventdeck, hotSubscriptions } from "eventdeck/vite";
import { build, createLogger, createServer, defineConfig, type Plugin, type PluginOption } from "vite";
import { expect, expectTypeOf, onTestFinished, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url))
  .replaceAll("\\", "/")
  .replace(/\/$/, "");

/** The source, for the browser's side of it as well; what is built is tested end to end. */
const sourceOf = (url: URL) => fileURLToPath(url).replaceAll("\\", "/");
const entry = sourceOf(new URL("../../src/vite/index.ts", import.meta.url));
const pluginAlias = { find: /^eventdeck\/vite$/, replacement: entry };
const coreAlias = { find: /^eventdeck$/, replacement: sourceOf(new URL("../../src/index.ts", import.meta.url)) };

/** Modules that are in no file. */
function virtual(modules: Readonly<Record<string, string>>): Plugin {
  const fileOf = (name: string) => `${root}/virtual/${name}`;
  return {
    name: "virtual",
    resolveId: (id) =>
      Object.keys(modules)
        .find((name) => id === `/virtual/${name}` || id === `./${name}` || id === fileOf(name))
        ?.replace(/^/, fileOf("")),
    load: (id) => Object.entries(modules).find(([name]) => id === fileOf(name))?.[1],
  };
}

async function serve(plugins: PluginOption[], hmr = true) {
  const warnings: string[] = [];
  const server = await createServer({
    configFile: false,
    root,
    customLogger: { ...createLogger("silent"), warn: (message) => void warnings.push(message) },
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, ws: false, watch: null, ...(!hmr && { hmr }) },
    resolve: { alias: [pluginAlias, coreAlias] },
    plugins,
  });
  onTestFinished(async () => {
    await server.close();
    expect(warnings).toEqual([]);
  });
  return server;
}

async function bundle(modules: Readonly<Record<string, string>>, plugins: PluginOption[]): Promise<string> {
  const result = await build({
    configFile: false,
    root,
    logLevel: "silent",
    plugins: [virtual(modules), ...plugins],
    build: {
      write: false,
      sourcemap: true,
      rolldownOptions: { input: `/virtual/${Object.keys(modules)[0]}`, external: ["eventdeck", "rxjs"] },
    },
    resolve: { alias: [pluginAlias, coreAlias] },
  });
  const outputs = [result].flat().flatMap((bundled) => ("output" in bundled ? bundled.output : []));
  return outputs.map((output) => (output.type === "chunk" ? output.code + JSON.stringify(output.map) : String(output.source))).join("\n");
}

const handlers = `import { createBus } from "eventdeck";
export const bus = createBus();
bus.subscribe("a", (event, context) => context.emit({ type: "b", input: event.payload }));
bus.emit({ type: "a", input: 1 });
`;

test("a user's configuration takes it without a cast", () => {
  expectTypeOf(eventdeck()).toExtend<PluginOption>();
  expectTypeOf(eventdeck()).toExtend<Plugin>();
  expect(defineConfig({ plugins: [eventdeck(), react()] }).plugins).toHaveLength(2);
  expectTypeOf(hotSubscriptions).toBeCallableWith(import.meta.hot);
});

test("an older Vite is told apart", () => {
  const warnings: string[] = [];
  const plugin: unknown = eventdeck();
  const { buildStart } = plugin as { buildStart(this: unknown): void };
  for (const meta of [{ rollupVersion: "4" }, { rollupVersion: "4", rolldownVersion: "1" }])
    buildStart.call({ meta, warn: (message: string) => warnings.push(message) });
  expect(warnings).toEqual([expect.stringContaining("hotSubscriptions(import.meta.hot)")]);
});

test("a build is the same with the plugin and without", { timeout: 60_000 }, async () => {
  const modules = { "main.ts": `import "./handlers.ts";`, "handlers.ts": handlers };
  const [plain, plugged] = [await bundle(modules, []), await bundle(modules, [eventdeck()])];
  expect(plain).toContain("subscribe");
  expect(plugged).toBe(plain);
});

test("hotSubscriptions is left out of a build", { timeout: 60_000 }, async () => {
  const hot = `import { hotSubscriptions } from "eventdeck/vite";\nhotSubscriptions(import.meta.hot);\n`;
  const code = async (head: string) => (await bundle({ "main.ts": head + handlers }, [])).split("\n")[0];
  expect(await code(hot)).toBe(await code(""));
});

const counter = `import { useState } from "react";
import { bus } from "./handlers.ts";

interface Properties { readonly start: number }
export function Counter({ start }: Properties) {
  const [count, setCount] = useState(start);
  return <button onClick={() => { setCount(count + 1); bus.emit({ type: "clicked", input: count }); }}>{count}</button>;
}
`;

test.each([
  ["before", () => [eventdeck(), react()]],
  ["after", () => [react(), eventdeck()]],
])("it reads what is written, whether it stands %s React's plugin", { timeout: 60_000 }, async (_, plugins) => {
  const server = await serve([virtual({ "counter.tsx": counter, "handlers.ts": handlers }), ...plugins()]);
  const served = (await server.transformRequest("/virtual/counter.tsx"))!;
  expect(served.code).toContain("$RefreshReg$");
  expect(served.code).toMatch(/emitted\(\(?bus\.emit\([^)]*\)\)?, 7\)/);
  expect(served.code).toContain(`"virtual/counter.tsx"`);
  // Down to the words, through all that has been done to it.
  const lines = served.code.split("\n");
  const line = lines.findIndex((text) => text.includes("bus.emit"));
  const map = new SourceMap(served.map as ConstructorParameters<typeof SourceMap>[0]);
  const original = counter.split("\n").findIndex((text) => text.includes("bus.emit"));
  expect(map.findEntry(line, lines[line]!.indexOf("bus.emit"))).toMatchObject({
    originalLine: original,
    originalColumn: counter.split("\n")[original]!.indexOf("bus.emit"),
  });
});

test("a handler file accepts itself as far as Vite is concerned, a component through React", { timeout: 60_000 }, async () => {
  const side = `import { bus } from "./handlers.ts";\nbus.subscribe("b", () => {});\n`;
  const server = await serve([virtual({ "counter.tsx": counter, "handlers.ts": handlers, "side.ts": side }), eventdeck(), react()]);
  for (const name of ["counter.tsx", "handlers.ts", "side.ts"]) await server.transformRequest(`/virtual/${name}`);
  const accepts = async (name: string) => (await server.environments.client.moduleGraph.getModuleByUrl(`/virtual/${name}`))?.isSelfAccepting;
  expect([await accepts("side.ts"), await accepts("counter.tsx"), await accepts("handlers.ts")]).toEqual([true, true, false]);
});

test("where nothing is replaced while it runs, as in a test runner, it does nothing", { timeout: 60_000 }, async () => {
  const server = await serve([virtual({ "handlers.ts": handlers }), eventdeck()], false);
  expect((await server.environments.client.transformRequest("/virtual/handlers.ts"))?.code).not.toContain("__eventdeck__");
});

test("it is found from wherever it is asked for, and stays out of the server and of itself", { timeout: 60_000 }, async () => {
  const server = await serve([virtual({ "handlers.ts": handlers }), eventdeck()]);
  const { client, ssr } = server.environments;
  expect((await client.pluginContainer.resolveId("virtual:eventdeck/hot-module", "/elsewhere/module.ts"))?.id).toBe(entry);
  expect((await client.transformRequest("/virtual/handlers.ts"))?.code).toContain("__eventdeck__");
  expect((await ssr.transformRequest("/virtual/handlers.ts"))?.code).not.toContain("__eventdeck__");
  expect((await client.transformRequest("/src/vite/through.ts"))?.code).not.toContain("__eventdeck__");
});
