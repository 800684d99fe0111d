import * as deck from "eventdeck";
import * as middleware from "eventdeck/middleware";
import * as projection from "eventdeck/projection";
import * as rxjs from "rxjs";
import { expect, test } from "vitest";
import * as zod from "zod";
import { PluginUnderTest } from "./evaluate.ts";

/** Hot updates as a module sees them. */
class Hot {
  invalidated = 0;
  accepting: ((next: object | undefined) => void) | undefined;

  accept(callback: (next: object | undefined) => void): void {
    this.accepting = callback;
  }
  prune(): void {}
  invalidate(): void {
    this.invalidated++;
  }
}
const head = `import { bus } from "./bus";\nimport { createBus, defineEvent, payload } from "eventdeck";\n`;

function open() {
  const plugin = new PluginUnderTest();
  const modules = { "./bus": { bus: deck.createBus() }, eventdeck: deck, rxjs, zod, "eventdeck/projection": projection, "eventdeck/middleware": middleware };
  const globals = { store: { subscribe: () => {} }, later: () => {} };
  const evaluate = async (code: string, hot: Hot) => plugin.evaluate("a.ts", code, { modules, globals, hot });
  /** Whether a module takes its own place. */
  const update = async (code: string, next = code) => {
    const [before, after] = [new Hot(), new Hot()];
    await evaluate(code, before);
    const exported = await evaluate(next, after);
    before.accepting?.(exported);
    return before.accepting === undefined ? "is left to importers" : before.invalidated > 0 ? "goes on to importers" : "accepts itself";
  };
  return { plugin, update };
}

test.each([
  ["subscribes", `bus.subscribe("a", () => later());`],
  ["answers", `bus.respond(defineEvent("a", payload()), async (event) => later(event));`],
  [
    "declares",
    `const count = 0; let last; type A = string; interface B {} const names = ["a", \`b\`, -1, ...[1]]; function take() { later(); }\nbus.subscribe(names[0], take);`,
  ],
  ["has classes", `class Handlers { static never() {} count = later(); handle() {} }\nbus.subscribe("a", () => new Handlers());`],
  ["keeps a map", `const seen = new Map<string, number>([["a", 1]]); bus.subscribe("a", ({ id }) => void seen.set(id, 1));`],
  [
    "pipes a stream",
    `import { map } from "rxjs";\nconst all$ = bus.stream("#").pipe(map((event) => event.type)); all$.subscribe(() => {}); bus.stream("a").subscribe(later);`,
  ],
  [
    "uses zod",
    `import { z } from "zod";\nconst a = defineEvent("a", z.object({ n: z.number().optional() }).strict(), { priority: "immediate" });\nbus.subscribe(a, () => {});`,
  ],
  ["uses middleware", `import { dedupe } from "eventdeck/middleware";\nbus.use(dedupe());`],
  [
    "projects",
    `import { createProjection } from "eventdeck/projection";\nconst count = createProjection(bus, { name: "n", initial: 0, reducers: (on) => on("a", (n) => n + 1) });`,
  ],
  ["exports types", `export type A = string; export interface B {}\nexport type { Bus } from "eventdeck"; export {};\nbus.subscribe("a", () => {});`],
  ["exports a bus", `export const shop = createBus();`],
  ["exports buses", `const one = createBus(); export const two = createBus() as object; export { one, one as first }; export default createBus();`],
])("a module that %s takes its own place", async (_, code) => {
  expect(await open().update(head + code)).toBe("accepts itself");
});

test.each([
  ["exports a function", `export function register() { bus.subscribe("a", () => {}); }`],
  ["exports a constant", `export const selector = "a"; bus.subscribe(selector, () => {});`],
  ["exports a definition beside its bus", `export const a = defineEvent("a", payload()); export const shop = createBus({ events: [a] });`],
  ["exports a bus in a variable", `export let shop = createBus();`],
  ["exports a bus of another module", `export { bus }; bus.subscribe("a", () => {});`],
  ["exports all of another module", `export * from "./bus"; bus.subscribe("a", () => {});`],
  ["exports a class", `export class A { go() { bus.emit(1); } }`],
  ["exports an enum", `export enum A { B }\nbus.subscribe("a", () => {});`],
  ["calls somebody else", `later(); bus.subscribe("a", () => {});`],
  ["calls somebody else for a value", `const id = later(); bus.subscribe("a", () => {});`],
  ["makes something", `const worker = new Object(); bus.subscribe("a", () => {});`],
  ["writes something", `globalThis.x = 1; bus.subscribe("a", () => {});`],
  ["emits", `bus.emit({ type: "a", input: 1 });`],
  ["waits", `await null; bus.subscribe("a", () => {});`],
  ["branches", `if (globalThis.never) bus.subscribe("a", () => {});`],
  ["has a static block", `class A { static { later(); } } bus.subscribe("a", () => {});`],
  ["has a static field", `class A { static a = later(); } bus.subscribe("a", () => {});`],
  ["subscribes to something else", `import { of } from "rxjs";\nof(1).subscribe(later); bus.subscribe("a", () => {});`],
  ["awaits a stream", `import { firstValueFrom } from "rxjs";\nconst first = firstValueFrom(bus.stream("a")).catch(later);`],
  ["takes its bus apart", `const { source } = bus; bus.subscribe("a", () => {});`],
])("a module that %s is left to those who import it", async (_, code) => {
  expect(await open().update(head + code)).toBe("is left to importers");
});

test("a module that has its own way with updates keeps it", () => {
  const { plugin } = open();
  const own = `${head}bus.subscribe("a", () => {});\nif (import.meta.hot) import.meta.hot.decline();`;
  expect(plugin.transform("own.ts", own)?.code).not.toContain("hot.accept");
});

test("who turns out to subscribe to something that is no bus is passed on", async () => {
  expect(await open().update(`store.subscribe("a", () => {});`)).toBe("goes on to importers");
});

test("so is who exports another bus than before, or more, or less", async () => {
  const text = `${head}export const shop = createBus();`;
  expect(await open().update(text, `${text} export const more = 1;`)).toBe("goes on to importers");
  expect(await open().update(text, `${head}export const other = createBus();`)).toBe("goes on to importers");
  expect(await open().update(text, head)).toBe("goes on to importers");
  expect(await open().update(text, `${head}export const shop = null;`)).toBe("goes on to importers");
});
