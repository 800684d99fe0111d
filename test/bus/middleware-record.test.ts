import { type BusEvent, defineEvent, EventValidationError, type HistoryEntry, type InspectRecord, type Middleware } from "eventdeck";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { garbage } from "../garbage.ts";
import { immediate, normal, openBus } from "../scheduling/virtual-bus.ts";

const redact: Middleware = { name: "redact", beforeRecord: (event) => ({ ...event, subject: event.subject && "•", payload: "•" }) };
const keepOut: Middleware = { name: "keep out", beforeRecord: ({ topic }) => (topic === "private" ? false : undefined) };
const eventsOf = (records: readonly InspectRecord[]) =>
  records.flatMap((record) =>
    "event" in record
      ? [record.event]
      : record.kind === "recorded"
        ? [record.entry.event]
        : record.kind === "undelivered" && record.attempt.event
          ? [record.attempt.event]
          : [],
  );

describe("beforeRecord that replaces an event", () => {
  it("changes what history and inspection see; handlers, the emitter and the report get the event itself", async () => {
    const { bus } = openBus({ middleware: [redact] });
    const heard: BusEvent[] = [];
    const records: InspectRecord[] = [];
    bus.inspect$.subscribe((record) => records.push(record));
    bus.subscribe("#", (event) => heard.push(event));
    const { event } = await bus.publish(immediate("a", { subject: "secret" }));
    expect(event.subject).toBe("secret");
    expect(heard[0]).toBe(event);
    expect(bus.history.get(1)?.event).toMatchObject({ id: event.id, subject: "•", payload: "•" });
    expect(Object.isFrozen(bus.history.get(1)?.event)).toBe(true);
    expect(records.map(({ kind }) => kind)).toEqual(["subscribed", "accepted", "recorded", "delivered"]);
    for (const seen of eventsOf(records)) expect(seen.subject).toBe("•");
    expect([...bus.history.export()].join()).not.toContain("secret");
    expect(bus.history.query("secret")).toEqual([]);
  });

  it("is asked once per event and sees what beforePublish made", async () => {
    const asked: string[] = [];
    const { bus, clock } = openBus({
      middleware: [
        { name: "m", beforePublish: (event) => ({ ...event, subject: "published" }) },
        { name: "once", beforeRecord: ({ topic, subject }) => void asked.push(`${topic} ${subject}`) },
      ],
    });
    bus.emitMany([immediate("i"), normal("n")]);
    await clock.advance();
    expect(asked).toEqual(["i published", "n published"]);
  });

  it("hides what changed before, too", () => {
    const { bus } = openBus({ middleware: [{ name: "m", beforePublish: (event) => ({ ...event, subject: "secret 2" }) }, redact] });
    const records: InspectRecord[] = [];
    bus.inspect$.subscribe((record) => records.push(record));
    bus.emit(immediate("a", { subject: "secret 1" }));
    expect(records[0]).toMatchObject({ kind: "accepted", changes: [{ by: "m" }] });
    expect(JSON.stringify(records)).not.toContain("secret");
  });

  it("hides what reached nobody: stopped, expired and refused", () => {
    const { bus } = openBus({ middleware: [redact, { name: "guard", beforePublish: ({ topic }) => (topic === "stopped" ? false : undefined) }] });
    bus.emit(immediate("stopped", { subject: "secret" }));
    bus.emit(immediate("expired", { subject: "secret", ttlMs: 0 }));
    const strict = defineEvent("invalid", z.number());
    expect(() => bus.emit(strict(garbage("secret")))).toThrow(EventValidationError);
    expect(bus.history.undelivered().map(({ reason }) => reason)).toEqual(["stopped", "expired", "invalid"]);
    expect(JSON.stringify(bus.history.undelivered().map(({ event, draft }) => [event, draft?.input]))).not.toContain("secret");
  });
});

describe("beforeRecord that returns `false`", () => {
  it("keeps the event out of history, inspection and undelivered, not from handlers, reports and counts", async () => {
    const { bus, heard, listen } = openBus({
      middleware: [keepOut, { name: "guard", beforePublish: ({ subject }) => (subject === "stop" ? false : undefined) }],
    });
    const records: InspectRecord[] = [];
    listen();
    bus.inspect$.subscribe((record) => records.push(record));
    const { status, deliveries } = await bus.publish(immediate("private"));
    bus.emit(immediate("private", { subject: "stop" }));
    bus.emit(immediate("private", { ttlMs: 0 }));
    expect({ status, outcome: deliveries[0]?.outcome, heard }).toEqual({ status: "delivered", outcome: "ok", heard: ["private"] });
    expect(records).toEqual([]);
    expect(bus.history.undelivered()).toEqual([]);
    expect(bus.history.size).toBe(0);
    expect(bus.metrics()).toMatchObject({ delivered: 1, undelivered: { stopped: 1, expired: 1 } });
    bus.emit(immediate("a"));
    expect(bus.history.get(1)?.event.topic).toBe("a");
  });

  it("ends the asking", () => {
    const asked: string[] = [];
    const { bus } = openBus({ middleware: [keepOut, { name: "later", beforeRecord: ({ topic }) => void asked.push(topic) }] });
    bus.emitMany([immediate("private"), immediate("a")]);
    expect(asked).toEqual(["a"]);
  });

  it("still has failures of its handlers heard, with the event itself", () => {
    const { bus, failures } = openBus({ middleware: [keepOut] });
    bus.subscribe("#", () => {
      throw new Error("no");
    });
    const event = bus.emit(immediate("private"));
    expect(failures).toMatchObject([{ event: { id: event.id } }]);
  });
});

describe("onRecord", () => {
  it("runs once per recorded event, in order of adding, before the first handler", () => {
    const { bus, heard, listen } = openBus({ middleware: [keepOut] });
    for (const name of ["1", "2"]) bus.use({ name, onRecord: ({ position, event }) => heard.push(`${name}: ${position} ${event.topic}`) });
    listen();
    listen();
    bus.emitMany([immediate("a"), immediate("private"), immediate("b")]);
    expect(heard).toEqual(["1: 1 a", "2: 1 a", "a", "a", "private", "private", "1: 2 b", "2: 2 b", "b", "b"]);
  });

  it("gets the entry that history holds, whose outcome fills in later", async () => {
    const { bus, clock } = openBus();
    const entries: HistoryEntry[] = [];
    const handlers: number[] = [];
    bus.use({ name: "m", onRecord: (entry) => (handlers.push(entry.outcome.handlers), entries.push(entry)) });
    bus.subscribe("#", async () => {});
    bus.emit(immediate("a"));
    expect(handlers).toEqual([0]);
    expect(entries[0]).toBe(bus.history.get(1));
    expect(entries[0]?.outcome).toMatchObject({ handlers: 1, pending: 1 });
    await clock.advance();
    expect(entries[0]?.outcome).toMatchObject({ handlers: 1, pending: 0 });
  });

  it("sees the redacted event, and positions also where no history is kept", () => {
    const seen: unknown[] = [];
    const { bus } = openBus({ history: false, middleware: [redact, { name: "m", onRecord: ({ position, event }) => seen.push([position, event.payload]) }] });
    bus.emitMany([immediate("a"), immediate("b")]);
    expect(seen).toEqual([
      [1, "•"],
      [2, "•"],
    ]);
    expect(bus.history.size).toBe(0);
  });
});
