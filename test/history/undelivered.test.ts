import { type BusEvent, defineEvent, EventValidationError, LaneOverflowError, type Undelivered } from "eventdeck";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { openBus } from "../scheduling/virtual-bus.ts";
import { draft, emitSome } from "./deck.ts";

const added = defineEvent("cart.added", z.object({ quantity: z.number() }), { priority: "immediate" });
const invalid = { type: "cart.added", definition: added, input: { quantity: "two", password: "hunter2" } };

function last(attempts: readonly Undelivered[]): Undelivered | undefined {
  return attempts.at(-1);
}

describe("what reached nobody is kept beside", () => {
  it("because its payload is invalid, as the draft, with the validation's message", () => {
    const { bus } = openBus();
    let thrown: unknown;
    try {
      bus.emit(invalid);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(EventValidationError);
    const attempt = last(bus.history.undelivered());
    expect(attempt).toMatchObject({ reason: "invalid", draft: { type: "cart.added", input: invalid.input } });
    expect(attempt?.by).toBe(thrown instanceof Error ? thrown.message : undefined);
    expect(attempt?.event).toBeUndefined();
  });
  it("because a middleware stopped it, by its name", () => {
    const { bus } = openBus({ middleware: [{ name: "quota", beforePublish: () => false }] });
    const event = bus.emit(draft("t"));
    expect(last(bus.history.undelivered())).toMatchObject({ reason: "stopped", by: "quota", event: { id: event.id } });
  });
  it("because a middleware threw before publication", () => {
    const middleware = {
      name: "broken",
      beforePublish() {
        throw new Error("no");
      },
    };
    const { bus } = openBus({ middleware: [middleware] });
    expect(() => bus.emit(draft("t"))).toThrow("no");
    expect(last(bus.history.undelivered())).toMatchObject({ reason: "stopped", by: "broken" });
  });
  it("because its time to live ran out in the lane", async () => {
    const { bus, clock } = openBus();
    bus.pause();
    const event = bus.emit({ type: "t", input: 1, options: { ttlMs: 100 } });
    clock.spend(100);
    bus.resume();
    await clock.advance();
    expect(last(bus.history.undelivered())).toMatchObject({ reason: "expired", event: { id: event.id }, at: clock.now() });
    expect(bus.history.size).toBe(0);
  });
  it("because its signal aborted", () => {
    const { bus } = openBus();
    const controller = new AbortController();
    bus.emit({ type: "waits", input: 1 }, { signal: controller.signal });
    controller.abort();
    bus.emit(draft("t"), { signal: AbortSignal.abort() });
    expect(bus.history.undelivered()).toMatchObject([
      { reason: "cancelled", by: "signal", event: { type: "waits" } },
      { reason: "cancelled", by: "signal", event: { type: "t" } },
    ]);
  });
  it("because the bus closed", async () => {
    const { bus } = openBus();
    bus.emit({ type: "waits", input: 1 });
    await bus.close({ drain: false });
    expect(last(bus.history.undelivered())).toMatchObject({ reason: "cancelled", by: "close" });
  });
  it("because a newer event of its key took its place", async () => {
    const { bus, clock } = openBus();
    for (const n of [1, 2, 3]) bus.emit({ type: "t", input: n }, { conflateKey: "k" });
    await clock.advance();
    expect(bus.history.undelivered()).toMatchObject([
      { reason: "conflated", event: { payload: 1 } },
      { reason: "conflated", event: { payload: 2 } },
    ]);
    expect(bus.history.get(1)?.event.payload).toBe(3);
  });
  it.each([
    ["reject", 3],
    ["drop-newest", 3],
    ["drop-oldest", 1],
  ] as const)("because its lane was full: %s", (overflow, lost) => {
    const { bus } = openBus({ lanes: { capacity: 2, overflow } });
    for (const n of [1, 2]) bus.emit({ type: "t", input: n });
    const third = () => bus.emit({ type: "t", input: 3 });
    if (overflow === "reject") expect(third).toThrow(LaneOverflowError);
    else third();
    expect(bus.history.undelivered()).toMatchObject([{ reason: "overflow", event: { payload: lost } }]);
  });
});

describe("an undelivered attempt", () => {
  it("says when it was made and after which recorded event", () => {
    const { bus, clock } = openBus();
    const abort = () => bus.emit(draft("lost"), { signal: AbortSignal.abort() });
    abort();
    emitSome(bus, 4);
    clock.spend(250);
    abort();
    const startedAt = clock.now() - 250;
    expect(bus.history.undelivered().map(({ at, after }) => [at - startedAt, after])).toEqual([
      [0, 0],
      [250, 4],
    ]);
    expect(bus.history.lastPosition).toBe(4);
  });
  it("is what beforeRecord leaves of an event and of a draft", () => {
    const hide = { name: "hide", beforeRecord: (event: BusEvent) => ({ ...event, payload: "hidden" }) };
    const { bus } = openBus({ middleware: [hide] });
    expect(() => bus.emit(invalid)).toThrow(EventValidationError);
    bus.emit(draft("t", "secret"), { signal: AbortSignal.abort() });
    const [first, second] = bus.history.undelivered();
    expect(first?.draft?.input).toBe("hidden");
    expect(second?.event?.payload).toBe("hidden");
    expect(JSON.stringify(bus.history.undelivered())).not.toMatch(/hunter2|secret/);
  });
  it("is absent when beforeRecord keeps its event out, and counted all the same", () => {
    const { bus } = openBus({ middleware: [{ name: "private", beforeRecord: () => false }] });
    bus.emit(draft("t"), { signal: AbortSignal.abort() });
    expect(() => bus.emit(invalid)).toThrow(EventValidationError);
    expect(bus.history.undelivered()).toEqual([]);
    expect(bus.metrics().undelivered).toMatchObject({ cancelled: 1, invalid: 1 });
  });
});

describe("the attempts", () => {
  it("are bounded, the oldest going first, and cleared with the rest", () => {
    const { bus } = openBus({ history: { maxUndelivered: 3 } });
    for (let n = 1; n <= 5; n++) bus.emit(draft("t", n), { signal: AbortSignal.abort() });
    expect(bus.history.undelivered().map(({ event }) => event?.payload)).toEqual([3, 4, 5]);
    bus.history.clear();
    expect(bus.history.undelivered()).toEqual([]);
  });
  it("are 1,000 at most unless given, and none when none are wanted", () => {
    const { bus } = openBus();
    const { bus: without } = openBus({ history: { maxUndelivered: 0 } });
    for (const each of [bus, without]) for (let n = 0; n < 1001; n++) each.emit(draft("t", n), { signal: AbortSignal.abort() });
    expect(bus.history.undelivered()).toHaveLength(1000);
    expect(without.history.undelivered()).toEqual([]);
  });
  it("are a snapshot", () => {
    const { bus } = openBus();
    const before = bus.history.undelivered();
    bus.emit(draft("t"), { signal: AbortSignal.abort() });
    expect(before).toEqual([]);
    expect(bus.history.undelivered()).toHaveLength(1);
  });
  it("survive the eviction of the events around them", () => {
    const { bus } = openBus({ history: { maxEvents: 2 } });
    bus.emit(draft("lost"), { signal: AbortSignal.abort() });
    emitSome(bus, 10);
    expect(bus.history.undelivered()).toHaveLength(1);
    expect(bus.history.evicted).toBe(8);
  });
});
