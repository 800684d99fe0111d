import type { InspectRecord } from "eventdeck";
import { describe, expect, it, vi } from "vitest";
import { normal, openBus } from "../scheduling/virtual-bus.ts";
import { draft, emitSome } from "../history/deck.ts";

function type(record: InspectRecord): string | undefined {
  if ("event" in record) return record.event.type;
  return record.kind === "recorded" ? record.entry.event.type : undefined;
}

describe("who inspects", () => {
  it("sees what happens from then on, until it has unsubscribed", () => {
    const { bus } = openBus();
    bus.subscribe("t", () => {});
    emitSome(bus, 1);
    const one: InspectRecord[] = [];
    const two: InspectRecord[] = [];
    const first = bus.inspect$.subscribe((record) => one.push(record));
    emitSome(bus, 1);
    bus.inspect$.subscribe((record) => two.push(record));
    emitSome(bus, 1);
    first.unsubscribe();
    emitSome(bus, 1);
    expect([one.length, two.length]).toEqual([6, 6]);
    expect(two.map(({ kind }) => kind)).toEqual(["accepted", "recorded", "delivered", "accepted", "recorded", "delivered"]);
  });
  it("costs nothing while nobody does: no entry is made, no clock read for it", () => {
    const { bus, clock } = openBus();
    bus.subscribe("t", () => {});
    emitSome(bus, 100);
    const reads = vi.spyOn(clock, "monotonic");
    emitSome(bus, 1000);
    const unwatched = reads.mock.calls.length;
    reads.mockClear();
    bus.inspect$.subscribe();
    emitSome(bus, 1000);
    expect(reads.mock.calls.length).toBeGreaterThan(unwatched * 1.5);
  });
  it("may publish: every event still reaches everybody before the next", async () => {
    const { bus, clock } = openBus();
    const order: string[] = [];
    for (const name of ["first", "second"]) bus.subscribe("#", (event) => order.push(`${name} ${event.type}`));
    bus.inspect$.subscribe((record) => {
      if (type(record) !== "t") return;
      if (record.kind === "accepted" || record.kind === "recorded") bus.emit(draft(`on.${record.kind}`));
      if (record.kind === "delivered" && record.subscription.id.endsWith("-1")) bus.emit(draft(`on.${record.kind}`));
    });
    bus.emit(draft("t"));
    const both = (event: string) => [`first ${event}`, `second ${event}`];
    expect(order).toEqual(["t", "on.accepted", "on.recorded", "on.delivered"].flatMap(both));
    order.length = 0;
    bus.emit(normal("t"));
    await clock.advance();
    expect(order).toEqual(["on.accepted", "t", "on.recorded", "on.delivered"].flatMap(both));
    expect(Array.from(bus.history, ({ event }) => event.type)).toEqual([
      "t",
      "on.accepted",
      "on.recorded",
      "on.delivered",
      "on.accepted",
      "t",
      "on.recorded",
      "on.delivered",
    ]);
  });
  it("may subscribe, unsubscribe, pause and clear meanwhile", () => {
    const { bus } = openBus();
    const heard: string[] = [];
    const subscription = bus.subscribe("t", () => heard.push("old"));
    const watching = bus.inspect$.subscribe(({ kind }) => {
      if (kind !== "recorded") return;
      watching.unsubscribe();
      subscription.unsubscribe();
      bus.subscribe("t", () => heard.push("new"));
      bus.pause();
      bus.history.clear();
    });
    emitSome(bus, 2);
    expect(heard).toEqual(["new"]);
    expect([bus.paused, bus.history.size]).toEqual([true, 1]);
  });
});

describe("what inspection must not show", () => {
  const secret = "hunter2";

  it("is hidden by beforeRecord in every record", async () => {
    const hide = { name: "hide", beforeRecord: (event: InspectEvent) => ({ ...event, payload: "hidden" }) };
    const wrap = { name: "wrap", beforePublish: (event: InspectEvent) => ({ ...event, payload: { wrapped: event.payload } }) };
    const { bus, clock } = openBus({ middleware: [hide, wrap], onError: () => {} });
    const records: InspectRecord[] = [];
    bus.inspect$.subscribe((record) => records.push(record));
    const heard: unknown[] = [];
    bus.subscribe("t", ({ payload }) => heard.push(payload));
    bus.subscribe("t", () => Promise.reject(new Error("no")));
    bus.subscribe("t", () => {}, { concurrency: "serial" });
    bus.emit(draft("t", secret));
    bus.emit({ type: "t", input: secret }, { signal: AbortSignal.abort() });
    bus.emit({ type: "t", input: secret });
    await clock.advance();
    expect(heard).toContainEqual({ wrapped: secret });
    expect(new Set(records.map(({ kind }) => kind))).toEqual(new Set(["subscribed", "accepted", "recorded", "delivered", "failed", "undelivered"]));
    expect(JSON.stringify(records)).not.toContain(secret);
  });
  it("is kept out with its event, whose handlers run all the same", () => {
    const { bus } = openBus({ middleware: [{ name: "private", beforeRecord: ({ type: name }) => (name === "private" ? false : undefined) }] });
    const kinds: string[] = [];
    let heard = 0;
    bus.subscribe("private", () => heard++);
    bus.inspect$.subscribe(({ kind }) => kinds.push(kind));
    bus.emit(draft("private", secret));
    bus.emit(draft("private", secret), { signal: AbortSignal.abort() });
    expect([heard, kinds, bus.history.size]).toEqual([1, [], 0]);
    bus.emit(draft("public"));
    expect(kinds).toEqual(["accepted", "recorded"]);
  });
});

type InspectEvent = Extract<InspectRecord, { kind: "accepted" }>["event"];
