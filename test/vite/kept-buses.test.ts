import * as deck from "eventdeck";
import { expect, test } from "vitest";
import { PluginUnderTest } from "./evaluate.ts";

const modules = { eventdeck: deck };
const make = (source: string) => `import { createBus } from "eventdeck";\nexport const bus = createBus({ source: "${source}" });`;
function busOf(exported: Record<string, unknown>, name = "bus"): deck.Bus {
  return exported[name] as deck.Bus;
}

test("a bus stays when its module is evaluated again, with history and subscriptions", async () => {
  const plugin = new PluginUnderTest();
  const first = busOf(await plugin.evaluate("bus.ts", make("one"), { modules }));
  first.emit({ type: "a", input: 1, options: { priority: "immediate" } });
  first.subscribe("a", () => {});
  const second = busOf(await plugin.evaluate("bus.ts", `\n\n${make("one")}`, { modules }));
  expect(second).toBe(first);
  expect([second.history.size, second.subscriptions().length]).toEqual([1, 1]);
  expect(plugin.warnings).toEqual([]);
});

test("options that are edited wait for the page to be loaded again, and that is said", async () => {
  const plugin = new PluginUnderTest();
  const first = busOf(await plugin.evaluate("bus.ts", make("one"), { modules }));
  const second = busOf(await plugin.evaluate("bus.ts", make("two"), { modules }));
  expect(second).toBe(first);
  expect(second.source).toBe("one");
  expect(plugin.warnings).toEqual([expect.stringMatching(/^bus\.ts:2: .*Reload the page/)]);
});

test("several buses are told apart by where they are declared", async () => {
  const plugin = new PluginUnderTest();
  const lines = [
    `export const a = createBus({ source: "a" });`,
    `const b = deck.createBus({ source: "b" }) satisfies object;`,
    `export const more = { c: createBus({ source: "c" }), d: [createBus({ source: "d" })] };`,
    `export default createBus({ source: "e" });`,
  ];
  const text = (order: readonly string[]) => `import { createBus } from "eventdeck"; import * as deck from "eventdeck";\nexport { b };\n${order.join("\n")}`;
  const all = ({ a, b, more, default: e }: Record<string, unknown>) => {
    const { c, d } = more as { readonly c: deck.Bus; readonly d: readonly deck.Bus[] };
    return [a, b, c, d[0], e] as readonly deck.Bus[];
  };
  const first = all(await plugin.evaluate("bus.ts", text(lines), { modules }));
  const second = all(await plugin.evaluate("bus.ts", text(lines.toReversed()), { modules }));
  expect(first.map(({ source }) => source)).toEqual(["a", "b", "c", "d", "e"]);
  expect(second.map((bus, index) => bus === first[index])).toEqual([true, true, true, true, true]);
});

test("so are those that no declaration names", async () => {
  const plugin = new PluginUnderTest();
  const page: Record<string, deck.Bus> = {};
  const text = `import { createBus } from "eventdeck"
page.one = createBus({ source: "one" })
page.two = createBus({ source: "two" })
const [three] = [createBus({ source: "three" })], { four } = { four: createBus({ source: "four" }) }
createBus({ source: "five" }).subscribe("a", () => {})
Object.assign(page, { three, four })`;
  await plugin.evaluate("bus.ts", text, { modules, globals: { page } });
  const first = { ...page };
  expect(Object.entries(first).map(([name, { source }]) => [name, source])).toEqual(["one", "two", "three", "four"].map((name) => [name, name]));
  await plugin.evaluate("bus.ts", text, { modules, globals: { page } });
  expect(Object.keys(page).filter((name) => page[name] !== first[name])).toEqual([]);
});

test("a bus that was closed is made anew", async () => {
  const plugin = new PluginUnderTest();
  const first = busOf(await plugin.evaluate("bus.ts", make("one"), { modules }));
  await first.close();
  expect(busOf(await plugin.evaluate("bus.ts", make("two"), { modules })).source).toBe("two");
});

test("a bus of another module or another name is another bus, and one made in a function is made anew", async () => {
  const plugin = new PluginUnderTest();
  const text = `${make("one")}\nexport const made = () => createBus();`;
  const first = await plugin.evaluate("bus.ts", text, { modules });
  const second = await plugin.evaluate("other.ts", text, { modules });
  expect(busOf(first)).not.toBe(busOf(second));
  const { made } = first as { readonly made: () => deck.Bus };
  expect(made()).not.toBe(made());
  const renamed = await plugin.evaluate("bus.ts", make("one").replace("const bus", "const shop"), { modules });
  expect(busOf(renamed, "shop")).not.toBe(busOf(first));
});

test("options may be awaited", async () => {
  const plugin = new PluginUnderTest();
  const text = `import { createBus } from "eventdeck";\nexport const bus = createBus({ source: await Promise.resolve("later") });`;
  const first = busOf(await plugin.evaluate("bus.ts", text, { modules }));
  expect(first.source).toBe("later");
  expect(busOf(await plugin.evaluate("bus.ts", text, { modules }))).toBe(first);
});

test("a bus is kept where no semicolon stands before it", async () => {
  const text = `import { createBus } from "eventdeck"\nconst count = 1\ncreateBus()\nexport { count }`;
  expect(await new PluginUnderTest().evaluate("bus.ts", text, { modules })).toEqual({ count: 1 });
});

test("a createBus of somebody else is nobody's business", async () => {
  const plugin = new PluginUnderTest();
  const others = { "other-package": { createBus: () => ({}) } };
  const text = `import { createBus } from "other-package";\nexport const bus = createBus();`;
  expect(plugin.transform("bus.ts", text)).toBeUndefined();
  const [first, second] = [await plugin.evaluate("bus.ts", text, { modules: others }), await plugin.evaluate("bus.ts", text, { modules: others })];
  expect(first["bus"]).not.toBe(second["bus"]);
});

test("what the bus module itself subscribes is there once", async () => {
  const plugin = new PluginUnderTest();
  const text = `${make("one")}\nbus.subscribe("a", () => {});\nbus.use({ name: "m", beforePublish: (event) => ({ ...event, headers: { ...event.headers, times: (event.headers.times ?? 0) + 1 } }) });`;
  const bus = busOf(await plugin.evaluate("bus.ts", text, { modules }));
  await plugin.evaluate("bus.ts", text, { modules });
  expect(bus.subscriptions()).toHaveLength(1);
  expect(bus.emit({ type: "a", input: 1 }).headers).toEqual({ times: 1 });
});
