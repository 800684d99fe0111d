import { type Bus, createBus, defineRequest, payload } from "eventdeck";
import * as projection from "eventdeck/projection";
import { expect, test } from "vitest";
import { PluginUnderTest } from "./evaluate.ts";

const ask = defineRequest("ask", payload<number>(), payload<number>());

/** A module that can be edited, of an application with one bus. */
function open(head = "import { bus } from './bus';\n") {
  const bus = createBus();
  const heard: unknown[] = [];
  const plugin = new PluginUnderTest();
  const globals = { heard: (what: unknown) => void heard.push(what), ask };
  const modules = { "./bus": { bus }, "eventdeck/projection": projection };
  const evaluate = (body: string, id = "src/handlers.ts") => plugin.evaluate(id, head + body, { modules, globals });
  const names = () => bus.subscriptions().map(({ name }) => name);
  return { bus, heard, plugin, modules, evaluate, names };
}
function emit(bus: Bus, type: string, input?: unknown): void {
  bus.emit({ type, input, options: { priority: "immediate" } });
}

test("a subscription without a name is called by its file and line", async () => {
  const { evaluate, names } = open();
  await evaluate(`bus.subscribe("a", () => {});
bus.subscribe("b", () => {}, { name: "mine" });
bus
  .subscribe("c", function handle() {});
bus.respond(ask, () => 1);
bus.stream("d").subscribe();`);
  expect(names()).toEqual(["src/handlers.ts:2", "mine", "handle (src/handlers.ts:5)", "src/handlers.ts:6", "src/handlers.ts:7"]);
});

test("a module that is replaced three times handles an event once", async () => {
  const { bus, heard, evaluate, names } = open();
  for (const version of [1, 2, 3, 4]) await evaluate(`bus.subscribe("a", () => heard(${version}));`);
  emit(bus, "a");
  expect(heard).toEqual([4]);
  expect(names()).toEqual(["src/handlers.ts:2"]);
});

test("another module's subscriptions stay", async () => {
  const { bus, heard, evaluate } = open();
  await evaluate(`bus.subscribe("a", () => heard("other"));`, "src/other.ts");
  for (const version of [1, 2]) await evaluate(`bus.subscribe("a", () => heard(${version}));`);
  emit(bus, "a");
  expect(heard).toEqual(["other", 2]);
});

test("a replaced module that subscribes to nothing any more leaves nothing behind", async () => {
  const { evaluate, names } = open();
  await evaluate(`bus.subscribe("a", () => {});`);
  await evaluate(`export {};`);
  expect(names()).toEqual([]);
});

test("what a module's functions subscribe later ends with it, and a replaced module's at once", async () => {
  const { bus, heard, evaluate, names } = open("");
  const body = (version: number) => `export const register = (bus, suffix) => bus.subscribe("a", () => heard("${version}" + suffix));
export async function later(bus) { await Promise.resolve(); register(bus, " later"); }`;
  const first = (await evaluate(body(1))) as Record<"register" | "later", (bus: Bus, suffix?: string) => Promise<void>>;
  void first.register(bus, "");
  const waiting = first.later(bus);
  const second = (await evaluate(body(2))) as typeof first;
  void second.register(bus, "");
  await waiting;
  await first.later(bus);
  emit(bus, "a");
  expect(heard).toEqual(["2"]);
  expect(names()).toEqual(["src/handlers.ts:1"]);
});

test.each([
  ["an effect", `useEffect(() => { const subscription = bus.subscribe("a", () => heard("a")); return () => subscription.unsubscribe(); }, []);`],
  ["an effect of a namespace", `React.useLayoutEffect(function () { if (bus) [1].map(() => bus.subscribe("a", () => heard("a"))); });`],
  [
    "a projection in a memo",
    `import { createProjection } from "eventdeck/projection";
useMemo(() => createProjection(bus, { name: "n", initial: 0, reducers: (on) => on("a", () => heard("a")) }));`,
  ],
  ["a loop", `useEffect(() => void (async () => { for await (const { type } of bus.iterate("a")) heard(type); })());`],
])("%s of a component ends with the component, and not with the module", async (_, body) => {
  const { bus, heard, plugin, modules } = open();
  const run = (effect: () => void) => effect();
  const globals = { heard: (what: unknown) => void heard.push(what), useEffect: run, useMemo: run, React: { useLayoutEffect: run } };
  const head = `import { bus } from "./bus";\n`;
  await plugin.evaluate("counter.tsx", head + body, { modules, globals });
  // An update after which React runs no effect again.
  await plugin.evaluate("counter.tsx", head, { modules, globals });
  emit(bus, "a");
  await Promise.resolve();
  expect(heard).toEqual(["a"]);
});

test("what a component subscribes bears its place all the same", async () => {
  const { evaluate, names } = open("import { bus } from './bus';\nconst useEffect = (effect) => effect();\n");
  await evaluate(`useEffect(() => { bus.subscribe("a", () => {}); });`);
  expect(names()).toEqual(["src/handlers.ts:3"]);
});

test("what a module has others make while it is evaluated is replaced with it, and what it has them make later stays theirs", async () => {
  const { bus, heard, plugin, modules } = open();
  const globals = { heard: (what: unknown) => void heard.push(what) };
  const factory = `import { createProjection } from "eventdeck/projection";
export const count = (bus, name) => createProjection(bus, { name, initial: 0, reducers: (on) => on("a", () => heard(name)) });
export const listen = (bus, name) => bus.subscribe("a", () => heard(name));`;
  const made = { "./factory": await plugin.evaluate("factory.ts", factory, { modules, globals }) };
  const text = `import { bus } from "./bus";
import { count, listen } from "./factory";
bus.subscribe("a", () => heard("own"));
count(bus, "projection");
listen(bus, "made");
export const later = () => listen(bus, "later");`;
  for (const version of [1, 2, 3]) {
    const { later } = await plugin.evaluate("registering.ts", text, { modules: { ...modules, ...made }, globals });
    if (version === 1) (later as () => void)();
  }
  emit(bus, "a");
  expect(heard).toEqual(["projection", "later", "own", "made"]);
});

test("nor does a module that fails to evaluate own what is made afterwards", async () => {
  const { bus, heard, plugin, modules } = open();
  const globals = { heard: (what: unknown) => void heard.push(what) };
  const { listen } = await plugin.evaluate("factory.ts", `export const listen = (bus) => bus.subscribe("a", () => heard("a"));`, { modules, globals });
  await expect(plugin.evaluate("failing.ts", `bus.use({ name: "m" }); throw new Error("no");`, { globals: { bus } })).rejects.toThrow("no");
  (listen as (bus: Bus) => void)(bus);
  await plugin.evaluate("failing.ts", `bus.use({ name: "m" });`, { globals: { bus } });
  emit(bus, "a");
  expect(heard).toEqual(["a"]);
});

test("responders, middleware and projections are replaced as well", async () => {
  const { bus, evaluate } = open(`import { bus } from './bus'; import { createProjection } from "eventdeck/projection";\n`);
  const body = (version: number) => `
bus.respond(ask, ({ payload }) => payload * ${version});
bus.use({ name: "m", beforePublish: (event) => ({ ...event, headers: { version: (event.headers.version ?? 0) + ${version} } }) });
export const count = createProjection(bus, { name: "count", initial: 0, reducers: (on) => on("a", (total) => total + ${version}) });`;
  const first = await evaluate(body(1));
  emit(bus, "a");
  const second = await evaluate(body(10));
  emit(bus, "a");
  const states = [first, second].map(({ count }) => (count as projection.Projection<number>).state);
  expect(states).toEqual([1, 20]);
  await expect(bus.request(ask(2, { priority: "immediate" }))).resolves.toBe(20);
  expect(bus.history.query("type:a").map(({ event }) => event.headers["version"])).toEqual([1, 10]);
});

test("what takes a middleware back still does", async () => {
  const { bus, evaluate } = open();
  const { remove } = await evaluate(`export const remove = bus.use({ name: "m", beforePublish: () => false });`);
  (remove as () => void)();
  (remove as () => void)();
  expect(bus.emit({ type: "a", input: 1, options: { priority: "immediate" } }).type).toBe("a");
  expect(bus.history.size).toBe(1);
  await evaluate(`export {};`);
});

test("streams complete, loops end, and a function that waits goes no further", async () => {
  const { bus, heard, evaluate, names } = open();
  await evaluate(`
bus.stream("a").subscribe({ complete: () => heard("completed") });
(async () => { for await (const event of bus.iterate("a")) heard(event.type); heard("loop ended"); })();
(async () => { for (;;) { await bus.next("a"); heard("went on"); } })().catch(heard);`);
  expect(names()).toHaveLength(3);
  await evaluate(`export {};`);
  emit(bus, "a");
  await bus.flush();
  await new Promise((resolve) => setImmediate(resolve));
  expect(heard).toEqual(["completed", "loop ended"]);
  expect(names()).toEqual([]);
});

test("waiting still resolves, times out and heeds its own signal", async () => {
  const { bus, evaluate } = open();
  const exported = (await evaluate(`export const next = (options) => bus.next("a", options);`)) as { next: (options?: object) => Promise<{ type: string }> };
  const next = exported.next();
  emit(bus, "a");
  expect((await next).type).toBe("a");
  const reason = new Error("enough");
  await expect(exported.next({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  await expect(exported.next({ timeoutMs: -1 })).rejects.toThrow(RangeError);
});

test("a subscription still heeds its own options and signal", async () => {
  const { bus, heard, evaluate, names } = open();
  const { stop } = await evaluate(`const controller = new AbortController();
bus.subscribe("a", ({ payload }) => heard(payload), { filter: ({ payload }) => payload > 1, signal: controller.signal });
export const stop = () => controller.abort();`);
  for (const input of [1, 2, 3]) emit(bus, "a", input);
  (stop as () => void)();
  emit(bus, "a", 4);
  expect(heard).toEqual([2, 3]);
  expect(names()).toEqual([]);
});

test("a mistake is refused as it is without the plugin", async () => {
  const { evaluate } = open();
  await expect(evaluate(`bus.subscribe("a", undefined);`)).rejects.toThrow(TypeError);
  await expect(evaluate(`bus.subscribe("a", () => {}, { maxPending: -1 });`)).rejects.toThrow(RangeError);
});

test("a module that is removed ends its subscriptions", async () => {
  const bus = createBus();
  const pruned: (() => void)[] = [];
  const hot = { prune: (callback: () => void) => pruned.push(callback), accept: () => {} };
  await new PluginUnderTest().evaluate("a.ts", `import { bus } from "./bus"; bus.subscribe("a", () => {});`, { modules: { "./bus": { bus } }, hot });
  expect(bus.subscriptions()).toHaveLength(1);
  for (const callback of pruned) callback();
  expect(bus.subscriptions()).toHaveLength(0);
});

test("useEvent gets a name when its handler has none", async () => {
  const called: unknown[][] = [];
  const modules = { "eventdeck/react": { useEvent: (...given: unknown[]) => called.push(given) } };
  const globals = { bus: { emit: () => {} } };
  await new PluginUnderTest().evaluate(
    "cart.tsx",
    `import { useEvent } from "eventdeck/react";
useEvent("a", () => bus.emit("x"));
useEvent("a", function () {},);
useEvent("a", function named() {});
useEvent("a", () => {}, { once: true });`,
    { modules, globals },
  );
  expect(called.map(([, , options]) => options)).toEqual([{ name: "cart.tsx:2" }, { name: "cart.tsx:3" }, undefined, { once: true }]);
});
