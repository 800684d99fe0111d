import { createBus, defineEvent, payload, SessionFormatError } from "eventdeck";
import { VirtualClock } from "eventdeck/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { openBus, watch } from "../scheduling/virtual-bus.ts";
import { draft, emitSome, payloadsOf, positionsOf } from "./deck.ts";

const moved = defineEvent("moved", z.object({ x: z.number(), y: z.number() }), {
  version: 3,
  upcast: {
    1: (old) => ({ x: old, y: 0 }),
    2: (old) => ({ ...(typeof old === "object" ? old : {}), y: 7 }),
  },
});
function openWithKinds() {
  const clock = new VirtualClock();
  const bus = createBus({ events: [moved], clock });
  onTestFinished(() => bus.close({ drain: false, timeoutMs: 0 }));
  return { bus, clock };
}
function line(over: Record<string, unknown> = {}): string {
  return JSON.stringify({
    specversion: "1.0",
    id: "e-1",
    source: "elsewhere",
    type: "moved",
    time: "2026-01-01T00:00:00.000Z",
    schemaversion: 3,
    data: { x: 1, y: 2 },
    ...over,
  });
}

describe("export and import through the bus", () => {
  it("carry every event over, in order, with what JSON has no form for", async () => {
    const { bus } = openBus();
    const { bus: other } = openBus();
    const payloads = [1n, new Map([["a", new Set([1])]]), new Date(0), Number.NaN, undefined, [-0, Infinity], new Uint8Array([1, 2])];
    for (const [index, input] of payloads.entries()) {
      bus.emit(draft("t", input, { topic: `topic.${index}`, headers: { index }, subject: "s", partitionKey: "p", ttlMs: 1e6 }));
    }
    const lines = [...bus.history.export()];
    expect(await other.history.import(lines)).toEqual({ added: payloads.length });
    expect(payloadsOf(other.history)).toEqual(payloads);
    expect(Array.from(other.history, ({ event }) => event)).toEqual(Array.from(bus.history, ({ event }) => event));
    expect([...other.history.export()]).toEqual(lines);
  });
  it("export only what a query finds", () => {
    const { bus } = openBus();
    emitSome(bus, 4, "a");
    emitSome(bus, 4, "b");
    expect([...bus.history.export("type:b")]).toHaveLength(4);
    expect([...bus.history.export(({ payload: n }) => n === 1)]).toHaveLength(2);
    expect(() => [...bus.history.export("nope:1")]).toThrow(/Unknown key/);
  });
  it("take files, iterables of lines and async iterables", async () => {
    const { bus } = openBus();
    const { bus: source } = openBus();
    emitSome(source, 3);
    const lines = [...source.history.export()];
    const arriving = (async function* () {
      for (const each of lines) yield each;
    })();
    expect(await bus.history.import([lines.join("\n")])).toEqual({ added: 3 });
    expect(await bus.history.import(new Set(lines))).toEqual({ added: 3 });
    expect(await bus.history.import(arriving)).toEqual({ added: 3 });
    expect(payloadsOf(bus.history)).toEqual([1, 2, 3, 1, 2, 3, 1, 2, 3]);
  });
  it("hide and leave out what beforeRecord and keep do", async () => {
    const { bus } = openBus();
    for (const [type, secret] of [
      ["kept", "s3cret"],
      ["left", "x"],
      ["hidden", "x"],
    ] as const) {
      bus.emit(draft(type, { secret }, { priority: "immediate" }));
    }
    const { bus: other } = openBus({
      history: { keep: ["kept", "hidden"] },
      middleware: [{ name: "redact", beforeRecord: (event) => event.type !== "hidden" && { ...event, payload: { secret: "***" } } }],
    });
    expect(await other.history.import(bus.history.export())).toEqual({ added: 1 });
    expect(payloadsOf(other.history.query(""))).toEqual([{ secret: "***" }]);
  });
  it("keep the new events within bounds", async () => {
    const { bus } = openBus({ history: { maxEvents: 4 } });
    const { bus: source } = openBus();
    emitSome(bus, 2);
    emitSome(source, 10);
    expect(await bus.history.import(source.history.export())).toEqual({ added: 10 });
    expect([bus.history.size, bus.history.evicted, bus.history.lastPosition]).toEqual([4, 8, 12]);
    expect(payloadsOf(bus.history)).toEqual([7, 8, 9, 10]);
  });
});

describe("an imported event", () => {
  it("is delivered to nobody", async () => {
    const { bus } = openBus();
    const { bus: source } = openBus();
    emitSome(source, 2);
    let heard = 0;
    bus.subscribe("#", () => heard++);
    await bus.history.import(source.history.export());
    await bus.flush();
    expect(heard).toBe(0);
    expect(bus.metrics()).toMatchObject({ emitted: 0, delivered: 0 });
  });
  it("is marked, and is not unheard: nobody here was asked to handle it", async () => {
    const { bus } = openBus();
    emitSome(bus, 1);
    await bus.history.import([...bus.history.export()]);
    expect(Array.from(bus.history, ({ imported }) => imported)).toEqual([undefined, true]);
    expect(bus.history.get(2)).toMatchObject({ outcome: { handlers: 0, failed: 0, skipped: 0, pending: 0 } });
    expect(positionsOf(bus.history.query("is:unheard"))).toEqual([1]);
    emitSome(bus, 1);
    expect(bus.history.get(3)?.imported).toBeUndefined();
  });
  it("keeps its own time; it was recorded when its file was read", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 1);
    const time = clock.now();
    clock.spend(5000);
    await bus.history.import([...bus.history.export()]);
    expect(bus.history.get(2)).toMatchObject({ event: { time }, recordedAt: time + 5000 });
  });
  it("names no actor", async () => {
    const { bus } = openBus();
    bus.emit(draft("t", 1, { actor: { userId: "u" } }));
    await bus.history.import(bus.history.export());
    expect(Array.from(bus.history, ({ event }) => event.actor)).toEqual([{ userId: "u" }, undefined]);
  });
});

describe("importing with registered definitions", () => {
  it("lifts old payloads to the current version", async () => {
    const { bus } = openWithKinds();
    await bus.history.import([line({ schemaversion: 1, data: 5 }), line({ schemaversion: 2, data: { x: 6 } }), line()]);
    expect(Array.from(bus.history, ({ event }) => [event.version, event.payload])).toEqual([
      [3, { x: 5, y: 7 }],
      [3, { x: 6, y: 7 }],
      [3, { x: 1, y: 2 }],
    ]);
    expect(Object.isFrozen(bus.history.get(1)?.event.payload)).toBe(true);
  });
  it("takes unregistered types as they are", async () => {
    const { bus } = openWithKinds();
    expect(await bus.history.import([line({ type: "unknown", data: "anything" })])).toEqual({ added: 1 });
  });
});

describe("a session that is refused", () => {
  it.each([
    ["no JSON", [line(), line(), "{ nonsense"], 3],
    ["an invalid payload", [line(), line({ data: { x: "no" } }), line()], 2],
    ["no event", [JSON.stringify({ hello: "world" })], 1],
    ["a line after blank ones", [line(), "", "", "oops"], 4],
  ])("for %s adds nothing at all and says which line", async (_, lines, number) => {
    const { bus } = openWithKinds();
    bus.emit(moved({ x: 0, y: 0 }, { priority: "immediate" }));
    const changes: unknown[] = [];
    bus.history.changes$.subscribe((change) => changes.push(change));
    const error: unknown = await bus.history.import(lines).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SessionFormatError);
    expect(error).toMatchObject({ line: number, code: expect.stringMatching(/^ERR_/) });
    expect([bus.history.size, bus.history.lastPosition, changes.length]).toEqual([1, 1, 0]);
  });
  it("because its source fails adds nothing either", async () => {
    const { bus } = openBus();
    const failing = (async function* () {
      yield line();
      throw new Error("disk");
    })();
    await expect(bus.history.import(failing)).rejects.toThrow("disk");
    expect(bus.history.size).toBe(0);
  });
  it("leaves what was recorded while it was read", async () => {
    const { bus } = openBus();
    const arriving = (async function* () {
      yield line();
      emitSome(bus, 2);
      yield "{";
    })();
    await expect(bus.history.import(arriving)).rejects.toBeInstanceOf(SessionFormatError);
    expect(positionsOf(bus.history)).toEqual([1, 2]);
  });
});

describe("a long session", () => {
  it("is read by the bus's clock: it pauses for the host when that says so, and not otherwise", async () => {
    const { bus, clock } = openBus();
    const plain = defineEvent("plain", payload<number>());
    const lines = Array.from({ length: 3000 }, (_, n) => line({ id: `e-${n}`, type: plain.type, data: n }));
    expect(await bus.history.import(lines)).toEqual({ added: 3000 });
    const slow = (function* () {
      for (const each of lines.slice(0, 40)) {
        clock.spend(1);
        yield each;
      }
    })();
    const importing = bus.history.import(slow);
    const watched = watch(importing);
    for (let turns = 0; watched.state === "pending" && turns < 100; turns++) await clock.turn();
    expect(await importing).toEqual({ added: 40 });
    expect(clock.monotonic()).toBe(40);
  });
});
