import { SourceMap } from "node:module";
import { createBus } from "eventdeck";
import { expect, test } from "vitest";
import { PluginUnderTest } from "./evaluate.ts";

test.each([
  ["a string", `export const text = "bus.subscribe('a', () => {})";`],
  ["a comment", `// bus.subscribe("a", () => {});\n/* bus.emit(a()) */ export {};`],
  ["a pattern", `export const pattern = /bus.subscribe(1, 2)/;`],
  ["a template", "export const text = `bus.emit(a())`;"],
  ["types", `export interface Bus { subscribe(selector: string, handler: () => void): void }\nexport type Emit = ReturnType<typeof import("x").subscribe>;`],
  ["a name of its own", `export class Bus { subscribe(a: unknown, b: unknown) { return [a, b]; } }`],
  ["a private name", `export class Bus { #emit(a: unknown) { return a; } go() { return this.#emit(1); } }`],
  ["text in JSX", `export const view = <p>bus.emit(a())</p>;`],
])("%s that looks like a call stays as it is", (_, code) => {
  expect(new PluginUnderTest().transform("a.tsx", code)).toBeUndefined();
});

test.each(["export const a = ;\nbus.subscribe('a', () => {});", "bus.subscribe('a', () => {}", "<<<<<<< mine\nbus.emit(a());"])(
  "a mistake is left for Vite to report",
  (code) => {
    expect(new PluginUnderTest().transform("a.ts", code)).toBeUndefined();
  },
);

test.each([
  "styles.css",
  "data.json",
  "page.html",
  "view.vue",
  "view.vue?vue&type=script&lang.ts",
  "a.ts?worker",
  "node_modules/lib/index.js",
  "a.d.css.ts.map",
])("%s is not read", (file) => {
  expect(new PluginUnderTest().transform(file, "bus.subscribe('a', () => {});")).toBeUndefined();
});

test.each(["a.js", "a.mjs", "a.cjs", "a.jsx", "a.ts", "a.mts", "a.cts", "a.tsx", "deep/er/a.ts"])("%s is read", (file) => {
  expect(new PluginUnderTest().transform(file, "bus.subscribe('a', () => {});")).toBeDefined();
});

test("syntax of every kind goes on meaning what it meant", async () => {
  const bus = createBus();
  const heard: unknown[] = [];
  const decorate = (value: unknown) => value;
  const code = `"use client";
import { bus as shop } from "./bus";
enum Kind { A = "a", B = "b" }
const typed = <T,>(value: T): T => value;
function h(tag: string, properties: { onClick(): void }) { return properties; }
abstract class Base { constructor(readonly bus = shop) {} listen() { return this.bus!.subscribe<string>(Kind.A as string, ({ payload }) => heard(payload)); } }
class Handlers extends Base { static shared = shop.subscribe("static", () => heard("static")); override listen() { return super.listen(); } }
const view = <button onClick={() => shop.emit({ type: "b", input: "clicked", options: { priority: "immediate" } })}>b</button>;
(typed(shop) satisfies object).subscribe("b", ({ payload }) => heard(payload))
;[shop].forEach((one) => one.subscribe(...(["c", () => heard("c")] as const)));
const maybe = { bus: shop, none: undefined as undefined | typeof shop };
maybe?.bus?.subscribe("d", () => heard("d")); maybe.none?.subscribe("d", () => heard("never")); maybe?.none?.emit({ type: "d", input: 1 });
new Handlers().listen();
view.onClick();
label: for (const type of ["a", "c", "d", "static"]) { shop.emitMany([{ type, input: type, options: { priority: "immediate" } }]); continue label; }
export const last = await (await shop.publish({ type: "a", input: "🎉" , options: { priority: "immediate" } })).event.payload // at the very end`;
  const { last } = await new PluginUnderTest().evaluate("all.tsx", code, {
    modules: { "./bus": { bus } },
    globals: { heard: (what: unknown) => heard.push(what), decorate },
  });
  expect(heard).toEqual(["clicked", "a", "c", "d", "static", "🎉"]);
  expect(last).toBe("🎉");
  expect(bus.subscriptions().map(({ name }) => name)).toEqual(["all.tsx:7", "all.tsx:9", "all.tsx:10", "d", "all.tsx:6"]);
});

test("directives and the line for the shell stay first", () => {
  const transformed = new PluginUnderTest().transform("a.ts", `#!/usr/bin/env node\n"use client"\nimport { bus } from "./bus"\nbus.emit(1)`);
  expect(transformed?.code).toMatch(/^#!\/usr\/bin\/env node\n"use client"\nimport [^\n]+;import \{ bus \} from ".\/bus"\n;__eventdeck__/);
});

test("decorators, which have a grammar of their own, stay as they are", () => {
  const transformed = new PluginUnderTest().transform("a.ts", `@bus.subscribe("a", 1) @bus.emit("b")\nexport class A { @bus.use(1) b() { bus.emit(1); } }`);
  expect(transformed?.code).toContain(`@bus.subscribe("a", 1) @bus.emit("b")\nexport class A { @bus.use(1) b() {`);
  expect(transformed?.code).toMatch(/^import [^\n]+;__eventdeck__\(\)\.begin\(import\.meta\.hot\);@bus/);
});

test("a function that is called before its module is evaluated, in a cycle of imports, subscribes", async () => {
  const bus = createBus();
  const code = `early(register);\nexport function register() { bus.subscribe("a", () => {}); }`;
  const hot = { accept: () => {} };
  await new PluginUnderTest().evaluate("a.ts", code, { globals: { bus, early: (register: () => void) => register() }, hot });
  expect(bus.subscriptions().map(({ name }) => name)).toEqual(["a.ts:2"]);
});

test("what is added is there before anything that the module imports can call the module back", () => {
  const transformed = new PluginUnderTest().transform("a.ts", `import "./calls-back";\nexport function register(bus) { bus.subscribe("a", () => {}); }`);
  expect(Array.from(transformed?.code.matchAll(/\bimport [^;"]*"([^"]+)"/g) ?? [], ([, source]) => source)).toEqual([
    "virtual:eventdeck/hot-module",
    "./calls-back",
  ]);
});

test("lines keep their numbers, and the source map leads to the very word", () => {
  const code = `import { bus } from "./bus";\r\n\nbus.subscribe("🎉", () => bus.emit(a())); after(1);\n  bus\n    .publish(b()).then(done);\nlast();`;
  const { code: edited, map } = new PluginUnderTest().transform("a.ts", code)!;
  const sourceMap = new SourceMap({ version: 3, file: "a.ts", sources: ["a.ts"], sourcesContent: [code], names: [], sourceRoot: "", mappings: map.mappings });
  for (const word of ["{ bus }", "subscribe", "emit(", "a()", "after", "publish", "b()", "done", "last"]) {
    const place = (text: string) => {
      const before = text.slice(0, text.indexOf(word)).split("\n");
      return { line: before.length - 1, column: before.at(-1)!.length };
    };
    const [from, to] = [place(edited), place(code)];
    expect(from.line).toBe(to.line);
    expect(sourceMap.findEntry(from.line, from.column)).toMatchObject({ originalLine: to.line, originalColumn: to.column });
  }
});

test("generated code may be long and deep", { timeout: 60_000 }, () => {
  const long = Array.from({ length: 1000 }, (_, index) => `bus.emit({ type: "a", input: ${index} });`).join("\n");
  const deep = Array.from({ length: 1500 }, () => `"a"`).join(" + ");
  const transformed = new PluginUnderTest().transform("a.ts", `${long}\nbus.subscribe(${deep}, () => {});\nexport const last = ${deep};`);
  expect(transformed?.code.match(/\.emitted\(/g)).toHaveLength(1000);
  expect(transformed?.code).toContain("__eventdeck__().through((bus), 1001).subscribe(");
});

test("what was transformed is not transformed again", () => {
  const plugin = new PluginUnderTest();
  const { code } = plugin.transform("a.ts", "bus.subscribe('a', () => {});")!;
  expect(plugin.transform("a.ts", code)).toBeUndefined();
});
