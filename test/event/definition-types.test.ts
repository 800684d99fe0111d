import { type BusEvent, createBus, defineEvent, defineRequest, type EventDraft, payload, type RequestDraft, type Selector } from "eventdeck";
import * as v from "valibot";
import type { Observable } from "rxjs";
import { describe, expectTypeOf, it } from "vitest";
import { z } from "zod";
import * as mini from "zod/mini";

interface Item {
  readonly sku: string;
}
const added = defineEvent("cart.added", payload<Item>());
const sized = defineEvent("list.sized", z.object({ rows: z.number().default(20), at: z.string().transform((text) => new Date(text)) }));
const checked = defineEvent("list.checked", v.object({ row: v.number() }));
const small = defineEvent("list.small", mini.object({ row: mini.number() }));
const opened = defineEvent("app.opened", payload<void>());
const filtered = defineEvent("list.filtered", z.string().optional());
const loose = defineEvent("loose", payload<unknown>());
const moved = defineEvent("window.moved", payload<{ x: number }>(), { topic: "ui.window" });
const priced = defineRequest("price.get", payload<Item>(), z.object({ cents: z.string().transform(Number) }));

// Nothing here runs: the compiler is the test. `toEqualTypeOf` tells `any` from everything else.
describe("a definition's types", () => {
  it("take their payload from the schema's output, its input from the schema's input", () => {
    expectTypeOf(added({ sku: "A" })).toEqualTypeOf<EventDraft<"cart.added", Item>>();
    expectTypeOf(sized).parameter(0).toEqualTypeOf<{ rows?: number | undefined; at: string }>();
    expectTypeOf(sized({ at: "now" })).toEqualTypeOf<EventDraft<"list.sized", { rows: number; at: Date }>>();
    expectTypeOf(checked({ row: 1 })).toEqualTypeOf<EventDraft<"list.checked", { row: number }>>();
    expectTypeOf(small({ row: 1 })).toEqualTypeOf<EventDraft<"list.small", { row: number }>>();
  });

  it("want the input unless it may be undefined", () => {
    expectTypeOf(opened).toBeCallableWith();
    expectTypeOf(opened).toBeCallableWith(undefined, { subject: "a" });
    expectTypeOf(filtered).toBeCallableWith();
    expectTypeOf(filtered).toBeCallableWith("a");
    expectTypeOf(loose).toBeCallableWith();
    expectTypeOf(added).toBeCallableWith({ sku: "A" }, { ttlMs: 5 });
    // @ts-expect-error -- the input is missing
    added();
    // @ts-expect-error -- the input is wrong
    added({ sku: 5 });
    // @ts-expect-error -- the option is unknown
    added({ sku: "A" }, { urgent: true });
  });

  it("keep type and topic as literals", () => {
    expectTypeOf(added.type).toEqualTypeOf<"cart.added">();
    expectTypeOf(moved.topic).toEqualTypeOf<"ui.window" | ((payload: never) => "ui.window")>();
  });

  it("check options against the payload", () => {
    const roomy = defineEvent("a", payload<{ room: string }>(), { topic: ({ room }) => `rooms.${room}` });
    expectTypeOf(roomy.type).toEqualTypeOf<"a">();
    // @ts-expect-error -- there is no such member
    defineEvent("a", payload<{ room: string }>(), { topic: ({ floor }) => `floors.${floor}` });
  });

  it("narrow an event by `is`", () => {
    const event: BusEvent = createBus().emit(added({ sku: "A" }));
    if (added.is(event)) expectTypeOf(event.payload).toEqualTypeOf<Item>();
    else expectTypeOf(event.payload).toEqualTypeOf<unknown>();
  });

  it("carry a request's reply", () => {
    expectTypeOf(priced({ sku: "A" })).toEqualTypeOf<RequestDraft<"price.get", Item, { cents: number }>>();
  });
});

// A bus is asked for types only, so that nothing is emitted or waits.
const bus = createBus({ events: [added, sized, moved, priced] });
type Added = BusEvent<"cart.added", Item>;
type Moved = BusEvent<"window.moved", { x: number }>;
type Sized = BusEvent<"list.sized", { rows: number; at: Date }>;
type Priced = BusEvent<"price.get", Item>;

describe("a bus of registered definitions", () => {
  it("gives handlers the events that a selector matches", () => {
    bus.subscribe("cart.added", (event) => expectTypeOf(event).toEqualTypeOf<Added>());
    bus.subscribe("cart.*", (event) => expectTypeOf(event.payload).toEqualTypeOf<Item>());
    bus.subscribe("ui.#", (event) => expectTypeOf(event).toEqualTypeOf<Moved>());
    bus.subscribe("#", (event) => expectTypeOf(event).toEqualTypeOf<Added | Sized | Moved | Priced>());
    bus.subscribe(["cart.*", "ui.*"], (event) => expectTypeOf(event).toEqualTypeOf<Added | Moved>());
    bus.subscribe([added, moved], (event) => expectTypeOf(event).toEqualTypeOf<Added | Moved>());
    bus.subscribe(/./, (event) => expectTypeOf(event).toEqualTypeOf<Added | Sized | Moved | Priced>());
    bus.subscribe({ glob: "cart*" }, (event) => expectTypeOf(event).toEqualTypeOf<Added | Sized | Moved | Priced>());
  });

  it("gives handlers any of its events for a selector that is not known more closely", () => {
    const subscribeTo = (selector: Selector, more: readonly Selector[], topic: string) => {
      bus.subscribe(selector, (event) => expectTypeOf(event).toEqualTypeOf<Added | Sized | Moved | Priced>());
      bus.subscribe(more, (event) => expectTypeOf(event).toEqualTypeOf<Added | Sized | Moved | Priced>());
      bus.subscribe(topic, (event) => expectTypeOf(event).toEqualTypeOf<Added | Sized | Moved | Priced>());
      return bus.stream(selector);
    };
    expectTypeOf(subscribeTo).returns.toEqualTypeOf<Observable<Added | Sized | Moved | Priced>>();
  });

  it("knows a definition's events, registered or not", () => {
    bus.subscribe(added, (event) => expectTypeOf(event).toEqualTypeOf<Added>());
    bus.subscribe(checked, (event) => expectTypeOf(event).toEqualTypeOf<BusEvent<"list.checked", { row: number }>>());
  });

  it("narrows a union by its type", () => {
    const payloadOf = (event: Added | Moved) => (event.type === "window.moved" ? event.payload : undefined);
    expectTypeOf(payloadOf).returns.toEqualTypeOf<{ x: number } | undefined>();
  });

  it("types filters, streams, waiting and iteration alike", () => {
    bus.subscribe("cart.*", () => {}, { filter: (event) => expectTypeOf(event).toEqualTypeOf<Added>() === undefined });
    expectTypeOf(streamOf).returns.toEqualTypeOf<Observable<Moved>>();
    expectTypeOf(nextOf).returns.resolves.toEqualTypeOf<Added>();
    expectTypeOf(iterateOf).returns.toEqualTypeOf<AsyncIterableIterator<Added | Moved>>();
    function streamOf() {
      return bus.stream("ui.*");
    }
    function nextOf() {
      return bus.next(added, { filter: ({ payload: { sku } }) => sku === "A" });
    }
    function iterateOf() {
      return bus.iterate(["cart.*", moved]);
    }
  });

  it("knows what emit and publish return", () => {
    const emitOf = () => bus.emit(added({ sku: "A" }));
    const publishOf = () => bus.publish(sized({ at: "now" }));
    expectTypeOf(emitOf).returns.toEqualTypeOf<Added>();
    expectTypeOf(publishOf).returns.resolves.toHaveProperty("event").toEqualTypeOf<Sized>();
  });

  it("emits one of several, when only their union is known", () => {
    const oneOf = (many: boolean) => (many ? sized({ at: "now" }) : added({ sku: "A" }));
    const emitOf = () => bus.emit(oneOf(true));
    expectTypeOf(emitOf).returns.toEqualTypeOf<BusEvent>();
    bus.subscribe(added, (_, context) => {
      const publishOf = () => context.publish(oneOf(false));
      expectTypeOf(publishOf).returns.resolves.toHaveProperty("event").toEqualTypeOf<BusEvent>();
    });
  });

  it("knows a reply's type, in a handler too", () => {
    const requestOf = () => bus.request(priced({ sku: "A" }));
    expectTypeOf(requestOf).returns.resolves.toEqualTypeOf<{ cents: number }>();
    bus.subscribe(added, (event, { request }) => {
      const ask = () => request(priced(event.payload));
      expectTypeOf(ask).returns.resolves.toEqualTypeOf<{ cents: number }>();
    });
    const unknownOf = () => bus.request(added({ sku: "A" }));
    expectTypeOf(unknownOf).returns.resolves.toEqualTypeOf<unknown>();
    bus.respond(priced, ({ payload: item }) => expectTypeOf(item).toEqualTypeOf<Item>());
  });

  it("is a bus of anything where none is registered", () => {
    createBus().subscribe("a.b", (event) => expectTypeOf(event).toEqualTypeOf<BusEvent>());
    createBus().subscribe(added, (event) => expectTypeOf(event).toEqualTypeOf<Added>());
  });

  it("hands out events that cannot be changed, to the compiler either", () => {
    bus.subscribe(added, (event) => {
      // @ts-expect-error -- read-only
      const change = () => (event.topic = "other");
      expectTypeOf(change).toBeFunction();
    });
  });
});
