import { type Bus, createBus, defineRequest, payload } from "eventdeck";
import * as projection from "eventdeck/projection";
import { hotSubscriptions } from "eventdeck/vite";
import { expect, test } from "vitest";
import { evaluate, PluginUnderTest } from "./evaluate.ts";

const ask = defineRequest("ask", payload<number>(), payload<number>(), { priority: "immediate" });
let apps = 0;

/** What Vite hands to a module. */
class Hot {
  readonly disposers: (() => void)[] = [];
  dispose(callback: () => void): void {
    this.disposers.push(callback);
  }
}

function open() {
  const bus = createBus();
  const heard: unknown[] = [];
  const folder = `/hot${++apps}`;
  const modules = { "./bus": { bus }, "eventdeck/vite": { hotSubscriptions }, "eventdeck/projection": projection };
  const load = (body: string, file = "handlers.ts", hot: Hot | undefined = new Hot()) =>
    evaluate(
      `${folder}/${file}`,
      `import { hotSubscriptions } from "eventdeck/vite"; import { bus } from "./bus"; hotSubscriptions(import.meta.hot);\n${body}`,
      {
        modules,
        globals: { heard: (what: unknown) => void heard.push(what), ask },
        hot,
      },
    );
  return { bus, heard, folder, modules, load };
}
function emit(bus: Bus): void {
  bus.emit({ type: "a", input: 1, options: { priority: "immediate" } });
}

test("what a module has subscribed ends when it is disposed of", async () => {
  const { bus, load } = open();
  const hot = new Hot();
  await load(
    `bus.subscribe("a", () => {}); bus.stream("a").subscribe(); bus.respond(ask, () => 1); bus.use({ name: "m", beforePublish: () => false });`,
    "handlers.ts",
    hot,
  );
  expect(bus.subscriptions()).toHaveLength(3);
  for (const dispose of hot.disposers) dispose();
  expect(bus.subscriptions()).toHaveLength(0);
  emit(bus);
  expect(bus.history.size).toBe(1);
});

test("or when it is evaluated again, where Vite does not say that it was replaced", async () => {
  const { bus, heard, load } = open();
  for (const version of [1, 2, 3, 4]) await load(`bus.subscribe("a", () => heard(${version}));`);
  emit(bus);
  expect(heard).toEqual([4]);
});

test("the plugin may be at work on the same module", async () => {
  const { bus, heard, modules } = open();
  const plugin = new PluginUnderTest();
  const text = (version: number) =>
    `import { hotSubscriptions } from "eventdeck/vite"; import { bus } from "./bus"; hotSubscriptions(import.meta.hot);\nbus.subscribe("a", () => heard(${version}));`;
  const globals = { heard: (what: unknown) => void heard.push(what) };
  for (const version of [1, 2, 3]) {
    const { code } = plugin.transform("handlers.ts", text(version))!;
    // Where the address is the file, as test runners have it.
    await evaluate(`${plugin.root}/handlers.ts`, code, { modules, globals, hot: new Hot(), origin: "" });
    emit(bus);
  }
  expect(heard).toEqual([1, 2, 3]);
});

test("nobody else's subscriptions end, whenever they were made", async () => {
  const { bus, heard, folder, modules, load } = open();
  const hot = new Hot();
  const globals = { heard: (what: unknown) => void heard.push(what) };
  const exported = await load(
    `bus.subscribe("a", () => heard("own"));
export const call = (other) => { other(); bus.subscribe("a", () => heard("own, later")); };`,
    "handlers.ts",
    hot,
  );
  const other = await evaluate(`${folder}/other.ts`, `import { bus } from "./bus"; export const subscribe = () => bus.subscribe("a", () => heard("other"));`, {
    modules,
    globals,
  });
  bus.subscribe("a", () => void heard.push("test"));
  (exported["call"] as (other: unknown) => void)(other["subscribe"]);
  for (const dispose of hot.disposers) dispose();
  emit(bus);
  expect(heard).toEqual(["test", "other"]);
});

test("what its functions subscribe after it was replaced ends at once", async () => {
  const { bus, heard, load } = open();
  const body = (version: number) => `export const later = async () => { await null; bus.subscribe("a", () => heard(${version})); };`;
  const [first, second] = [await load(body(1)), await load(body(2))];
  await (first["later"] as () => Promise<void>)();
  await (second["later"] as () => Promise<void>)();
  emit(bus);
  expect(heard).toEqual([2]);
});

test("loops end, waiting goes no further, and a projection makes room for the next of its name", async () => {
  const { bus, heard, load } = open();
  const body = `import { createProjection } from "eventdeck/projection";
(async () => { for await (const event of bus.iterate("a")) heard(event.type); heard("loop ended"); })();
(async () => { await bus.next("a"); heard("went on"); })().catch(heard);
export const count = createProjection(bus, { name: "count", initial: 0, reducers: (on) => on("a", (total) => total + 1) });`;
  await load(body);
  const { count } = await load(body.replace("total + 1", "total + 10"));
  emit(bus);
  await bus.flush();
  await new Promise((resolve) => setImmediate(resolve));
  expect((count as projection.Projection<number>).state).toBe(10);
  expect(heard.map(String).toSorted()).toEqual(["a", "loop ended", "went on"]);
});

test("names, options and results are as without it", async () => {
  const { bus, load } = open();
  const { made } = await load(`export const made = bus.subscribe("a.*", () => {}, { priority: "deferred" });`);
  expect(bus.subscriptions()).toEqual([made]);
  expect(bus.subscriptions()[0]?.name).toBe("a.*");
  expect(bus.explain({ type: "a.b", input: 1 })).toMatchObject([{ verdict: "wrong-priority" }]);
  await expect(load(`bus.subscribe("a", undefined);`)).rejects.toThrow(TypeError);
});

test("in production it does nothing", async () => {
  const { bus, heard, folder, modules } = open();
  const code = `import { hotSubscriptions } from "eventdeck/vite"; import { bus } from "./bus"; hotSubscriptions(import.meta.hot);
bus.subscribe("a", () => heard(1));`;
  for (let times = 0; times < 2; times++)
    await evaluate(`${folder}/handlers.ts`, code, { modules, globals: { heard: (what: unknown) => void heard.push(what) } });
  emit(bus);
  expect(heard).toEqual([1, 1]);
});
