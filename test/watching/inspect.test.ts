import { defineEvent, type InspectRecord, payload } from "eventdeck";
import { microtasks } from "eventdeck/testing";
import { describe, expect, it } from "vitest";
import { gate, normal, openBus } from "../scheduling/virtual-bus.ts";
import { draft, emitSome } from "../history/deck.ts";

function inspected(options: Parameters<typeof openBus>[0] = {}) {
  const opened = openBus(options);
  const records: InspectRecord[] = [];
  const watching = opened.bus.inspect$.subscribe((record) => records.push(record));
  return { ...opened, records, watching, kinds: () => records.map(({ kind }) => kind) };
}

describe("inspection", () => {
  it("follows an event from its acceptance to its handlers", async () => {
    const { bus, clock, records, kinds } = inspected();
    const subscription = bus.subscribe("t", () => clock.spend(7));
    const event = bus.emit(normal("t"));
    expect(kinds()).toEqual(["subscribed", "accepted"]);
    clock.spend(40);
    await clock.advance();
    const at = clock.now();
    expect(records).toEqual([
      { kind: "subscribed", subscription, at: at - 47 },
      { kind: "accepted", event, at: at - 47 },
      { kind: "recorded", entry: bus.history.get(1), at: at - 7 },
      { kind: "delivered", event, position: 1, subscription, at, waitedMs: 40, durationMs: 7 },
    ]);
  });
  it("shows what each middleware made of an event", () => {
    const { bus, records } = inspected({
      middleware: [
        { name: "one", beforePublish: (event) => ({ ...event, payload: 1 }) },
        { name: "none", beforePublish: () => {} },
        { name: "two", beforePublish: (event) => ({ ...event, payload: 2 }) },
      ],
    });
    bus.emit(draft("t", 0));
    expect(records[0]).toMatchObject({
      kind: "accepted",
      event: { payload: 2 },
      changes: [
        { by: "one", before: { payload: 0 }, after: { payload: 1 } },
        { by: "two", before: { payload: 1 }, after: { payload: 2 } },
      ],
    });
  });
  it("shows who was asked and did not want the event, and why", () => {
    const { bus, records } = inspected();
    const picky = bus.subscribe("t", () => {}, { filter: () => false });
    const deferred = bus.subscribe("t", () => {}, { priority: "deferred" });
    bus.subscribe("other", () => {});
    const event = bus.emit(draft("t"));
    expect(records.filter(({ kind }) => kind === "refused")).toEqual([
      { kind: "refused", event, position: 1, subscription: picky, reason: "filtered", at: records.at(-1)?.at },
      { kind: "refused", event, position: 1, subscription: deferred, reason: "wrong-priority", at: records.at(-1)?.at },
    ]);
  });
  it("says of a draft that became no event whose handler published it", () => {
    const strict = defineEvent("strict", { "~standard": { version: 1, vendor: "test", validate: () => ({ issues: [{ message: "no" }] }) } });
    const { bus } = inspected({ onError: () => {} });
    bus.subscribe("t", () => void bus.emit(strict({})));
    const event = bus.emit(draft("t"));
    expect(bus.history.undelivered()).toMatchObject([{ draft: { type: "strict" }, reason: "invalid", causationId: event.id }]);
  });
  it("shows failures with their error, async ones when they happen", async () => {
    const { bus, clock, records, failures } = inspected();
    const { open, opened } = gate();
    const error = new Error("no");
    const subscription = bus.subscribe("t", () => opened.then(() => Promise.reject(error)));
    bus.emit(draft("t"));
    expect(records.some(({ kind }) => kind === "failed")).toBe(false);
    clock.spend(30);
    open();
    await microtasks();
    expect(records.at(-1)).toMatchObject({ kind: "failed", subscription, position: 1, durationMs: 30, waitedMs: 0, error, at: clock.now() });
    expect(failures).toHaveLength(1);
  });
  it("shows calls that were called off", async () => {
    const { bus, records } = inspected();
    const { open, opened } = gate();
    const subscription = bus.subscribe("t", () => opened);
    bus.emit(draft("t"));
    subscription.unsubscribe();
    open();
    await microtasks();
    expect(records.slice(-2)).toMatchObject([
      { kind: "unsubscribed", subscription },
      { kind: "cancelled", subscription, position: 1 },
    ]);
  });
  it("shows skips and by what", async () => {
    const { bus, records } = inspected({ middleware: [{ name: "gatekeeper", beforeHandle: (_, { name }) => (name === "kept out" ? false : undefined) }] });
    const { open, opened } = gate();
    bus.subscribe("t", () => {}, { name: "kept out" });
    bus.subscribe("t", () => opened, { name: "busy", concurrency: "exhaust" });
    bus.subscribe("t", () => opened, { name: "queue", concurrency: "serial", maxPending: 0 });
    emitSome(bus, 2);
    const skips = records.flatMap((record) => (record.kind === "skipped" ? [[record.subscription.name, record.by, record.position]] : []));
    expect(skips).toEqual([
      ["kept out", "gatekeeper", 1],
      ["kept out", "gatekeeper", 2],
      ["busy", "exhaust", 2],
      ["queue", "maxPending", 2],
    ]);
    open();
    await microtasks();
  });
  it("shows what reached nobody, as history keeps it", () => {
    const { bus, records } = inspected();
    bus.emit(draft("t"), { signal: AbortSignal.abort() });
    const [attempt] = bus.history.undelivered();
    expect(records).toEqual([{ kind: "undelivered", attempt, at: attempt?.at }]);
  });
  it("shows the bus pausing, going on and closing, and then ends", async () => {
    const { bus, kinds, watching } = inspected();
    bus.pause();
    bus.pause();
    bus.resume();
    bus.resume();
    await bus.close();
    expect(kinds()).toEqual(["paused", "resumed", "closed"]);
    expect(watching.closed).toBe(true);
  });
  it("shows every subscription that ends, by whatever", async () => {
    const { bus, records } = inspected();
    const controller = new AbortController();
    bus.subscribe("t", () => {}, { name: "once", once: true });
    bus.subscribe("t", () => {}, { name: "signal", signal: controller.signal });
    bus.subscribe("t", () => {}, { name: "close" });
    bus.emit(draft("t"));
    controller.abort();
    await bus.close();
    const ended = records.flatMap((record) => (record.kind === "unsubscribed" ? [record.subscription.name] : []));
    expect(ended).toEqual(["once", "signal", "close"]);
  });
  it("shows replayed deliveries without a position of their own", async () => {
    const { bus, clock, records, kinds } = inspected();
    bus.subscribe("t", () => {});
    emitSome(bus, 1);
    records.length = 0;
    bus.history.replay();
    await clock.advance();
    expect(kinds()).toEqual(["delivered"]);
    expect(records[0]).toMatchObject({ event: { replay: { position: 1 } } });
    expect(records[0]).not.toHaveProperty("position", expect.any(Number));
  });
  it("shows events that history does not keep, without a position", () => {
    const { bus, kinds, records } = inspected({ history: { keep: "kept" } });
    bus.subscribe("#", () => {});
    bus.emit(draft("t"));
    expect(kinds()).toEqual(["subscribed", "accepted", "delivered"]);
    expect(records[2]).toMatchObject({ event: { type: "t" }, position: undefined });
  });
  it("shows what is recorded also when history keeps nothing", () => {
    const { bus, records } = inspected({ history: false });
    const known = defineEvent("known", payload<number>(), { priority: "immediate" });
    bus.emit(known(1));
    bus.emit(known(2));
    const entries = records.flatMap((record) => (record.kind === "recorded" ? [record.entry] : []));
    expect(entries.map(({ position, event }) => [position, event.payload])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });
});
