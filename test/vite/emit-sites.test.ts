import { type Bus, type BusEvent, createBus, defineEvent, defineRequest, NoResponderError, payload, type Subscription } from "eventdeck";
import { redact } from "eventdeck/middleware";
import { expect, test, vi } from "vitest";
import { PluginUnderTest } from "./evaluate.ts";

const ask = defineRequest("ask", payload<number>(), payload<number>(), { priority: "immediate" });
const old = defineEvent("old", payload<undefined>(), { deprecated: "Use another.", priority: "immediate" });

/** What the panel does to find a place. */
function siteOf(what: object | undefined): unknown {
  const find: unknown = Reflect.get(globalThis, Symbol.for("eventdeck.siteOf"));
  return typeof find === "function" ? find(what) : undefined;
}
function evaluate(bus: Bus, body: string) {
  return new PluginUnderTest().evaluate("src/cart.ts", `import { bus } from "./bus";\n${body}`, {
    modules: { "./bus": { bus } },
    globals: { ask, old, of: (type: string, priority = "immediate") => ({ type, input: 1, options: { priority } }) },
  });
}
const lines = (bus: Bus) => bus.history.query("").map(({ event }) => (siteOf(event) as { readonly line: number } | undefined)?.line);

test("an event knows the line that emitted it", async () => {
  const bus = createBus();
  await evaluate(
    bus,
    `bus.emit(of("a"));
bus.emitMany([of("b"), of("c")]);
void bus.publish(of("d"));
void bus
  .publishMany([of("e"), of("f")]);`,
  );
  expect(lines(bus)).toEqual([2, 3, 3, 4, 6, 6]);
  expect(siteOf(bus.history.get(1)?.event)).toEqual({ file: expect.stringMatching(/^\/app\d+\/src\/cart\.ts$/), line: 2 });
});

test("what handlers emit has the handler's line, also while it is published", async () => {
  const bus = createBus();
  await evaluate(
    bus,
    `bus.subscribe("a", (event, context) => context.emit(of("b")));
bus.subscribe("a", () => bus.emit(of("c")));
bus.respond(ask, () => 1);
void bus.publish(of("a"));
void bus.request(ask(1));`,
  );
  await bus.flush();
  const found = new Map(bus.history.query("").map(({ event }) => [event.type, (siteOf(event) as { readonly line: number } | undefined)?.line]));
  expect(found).toEqual(
    new Map([
      ["a", 5],
      ["b", 2],
      ["c", 3],
      ["ask", 6],
      ["ask.reply", undefined],
    ]),
  );
});

test("an event that a handler emits in answer to one of its kind has the handler's line", async () => {
  const bus = createBus();
  await evaluate(bus, `bus.subscribe("a", () => bus.emit(of("a")), { once: true });\n\nvoid bus.publish(of("a"));`);
  expect(lines(bus)).toEqual([4, 2]);
});

test("it does so as redaction has left it, and when it waits in its lane", async () => {
  const bus = createBus({ middleware: [redact({ paths: ["payload.secret"] })] });
  await evaluate(bus, `bus.emit({ type: "a", input: { secret: 1 } });\nvoid bus.publish({ type: "b", input: { secret: 1 } });`);
  await bus.flush();
  expect(bus.history.get(1)?.event.payload).not.toEqual({ secret: 1 });
  expect(lines(bus)).toEqual([2, 3]);
});

test("an event that is emitted again keeps its first line", async () => {
  const bus = createBus();
  await evaluate(bus, `const event = bus.emit(of("a"));\nbus.emit(event);`);
  expect(lines(bus)).toEqual([2, 2]);
});

test("what useEmit returns has the line of the hook, and stays the same", async () => {
  const bus = createBus();
  const emit = (input: unknown) => bus.emit({ type: "a", input, options: { priority: "immediate" } });
  const { use } = await new PluginUnderTest().evaluate("cart.tsx", `import { useEmit } from "eventdeck/react";\n\nexport const use = () => useEmit(1);`, {
    modules: { "eventdeck/react": { useEmit: () => emit } },
  });
  const [first, second] = [(use as () => typeof emit)(), (use as () => typeof emit)()];
  expect(first).toBe(second);
  expect(first(1).payload).toBe(1);
  expect(lines(bus)).toEqual([3]);
});

test("nothing is added to an event", async () => {
  const [named, plain] = [createBus(), createBus()];
  await evaluate(named, `bus.emit(of("a"));`);
  plain.emit({ type: "a", input: 1, options: { priority: "immediate" } });
  const keys = (bus: Bus) => Reflect.ownKeys(bus.history.get(1)!.event);
  expect(keys(named)).toEqual(keys(plain));
});

test("a subscription knows the line that made it", async () => {
  const bus = createBus();
  await evaluate(bus, `\nbus.subscribe("a", () => {}, { name: "mine" });`);
  expect(bus.subscriptions().map((subscription: Subscription) => siteOf(subscription))).toEqual([
    { file: expect.stringMatching(/^\/app\d+\/src\/cart\.ts$/), line: 3 },
  ]);
});

test("the newest ten thousand events are known", { timeout: 60_000 }, async () => {
  const bus = createBus();
  const { first } = await evaluate(bus, `export const first = bus.emit(of("a"));\nfor (let count = 0; count < 10_000; count++) bus.emit(of("a"));`);
  expect(siteOf(first as BusEvent)).toBeUndefined();
  expect(siteOf(bus.history.get(2)?.event)).toBeDefined();
});

test("what publish and request reject with is as without the plugin", async () => {
  const bus = createBus();
  const { all } = await evaluate(bus, `export const all = () => [bus.publish(), bus.request(ask(1)), bus.publish({ type: "a", input: 1 }, { delayMs: -1 })];`);
  const results = await Promise.allSettled((all as () => Promise<unknown>[])());
  const reasons = results.map((result) => result.status === "rejected" && (result.reason as unknown));
  expect([TypeError, NoResponderError, RangeError].map((type, index) => reasons[index] instanceof type)).toEqual([true, true, true]);
});

test("a deprecated event that is published is warned of with the place in the source", async () => {
  const bus = createBus();
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  await evaluate(bus, `void bus.publish(old());`);
  expect(warn.mock.calls.flat().join("\n")).toContain("src/cart.ts:2");
  warn.mockRestore();
});
