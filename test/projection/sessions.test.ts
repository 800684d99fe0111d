import { type Bus, defineEvent, payload, SessionFormatError } from "eventdeck";
import { createProjection, exportSession } from "eventdeck/projection";
import { expect, it } from "vitest";
import { z } from "zod/mini";
import { draft, emitSome } from "../history/deck.ts";
import { openBus } from "../scheduling/virtual-bus.ts";
import { countOf, logOf, toldBy } from "./logs.ts";

/** A session of 10 events of which history has kept 4. */
function evicted() {
  const { bus } = openBus({ history: { maxEvents: 4 } });
  const projections = { log: logOf(bus), count: countOf(bus) };
  emitSome(bus, 10);
  return { bus, ...projections };
}
function damaged(lines: Iterable<string>, change: (snapshot: Record<string, unknown>) => void): string[] {
  const [first = "", ...rest] = lines;
  const snapshot: Record<string, unknown> = JSON.parse(first);
  change(snapshot);
  return [JSON.stringify(snapshot), ...rest];
}
const typesOf = (bus: Bus) => Array.from(bus.history, ({ event }) => event.type);

it("folds imported events at once, and tells listeners when all are in", async () => {
  const { bus } = openBus();
  const log = logOf(bus);
  const told = toldBy(log);
  const { bus: other } = openBus();
  emitSome(other, 3);
  await bus.history.import(other.history.export());
  expect([log.state, told, log.at(2)]).toEqual([[1, 2, 3], [[1, 2, 3]], [1, 2]]);
  log.rebuild();
  expect(log.state).toEqual([1, 2, 3]);
});

it("folds more imported events than history retains", async () => {
  const { bus } = openBus({ history: { maxEvents: 2 } });
  const log = logOf(bus, "log", { checkpointEvery: 3 });
  const { bus: other } = openBus();
  emitSome(other, 8);
  await bus.history.import(exportSession(other));
  expect([log.state.length, log.at(6).length]).toEqual([8, 6]);
  expect(() => log.at(5)).toThrow(RangeError);
});

it("folds no imported events on a bus without history: they have no position", async () => {
  const { bus } = openBus({ history: false });
  const log = logOf(bus);
  const { bus: other } = evicted();
  await bus.history.import(exportSession(other));
  expect(log.state).toEqual([]);
});

it("lifts payloads of old versions before reducers see them", async () => {
  const old = defineEvent("named", payload<{ name: string }>(), { priority: "immediate" });
  const now = defineEvent("named", payload<{ first: string; last: string }>(), {
    version: 2,
    upcast: {
      1: (from) => {
        const [first, last] = (from as { name: string }).name.split(" ");
        return { first, last };
      },
    },
  });
  const { bus: before } = openBus();
  before.emit(old({ name: "Ada Lovelace" }));
  const { createBus } = await import("eventdeck");
  await using bus = createBus({ events: [now] });
  const names = createProjection<readonly string[]>(bus, {
    name: "names",
    initial: [],
    reducers: (on) => on(now, (state, { payload: { last } }) => void state.push(last)),
  });
  await bus.history.import(before.history.export());
  expect(names.state).toEqual(["Lovelace"]);
});

it("carries the states that a session begins with, so that it comes to the same in another bus", async () => {
  const { bus, log, count } = evicted();
  const lines = [...exportSession(bus)];
  expect(lines.map((line) => (JSON.parse(line) as { specversion: string; type: string }).type)).toEqual([
    "eventdeck.projection.snapshot",
    "eventdeck.projection.snapshot",
    "t",
    "t",
    "t",
    "t",
  ]);
  const { bus: other } = openBus();
  const here = logOf(other);
  const there = countOf(other, "count", "t");
  const told = toldBy(here);
  await other.history.import(lines);
  expect([here.state, there.state]).toEqual([log.state, count.state]);
  expect(told).toEqual([log.state]);
  expect(here.at(2)).toEqual(log.at(6));
  here.rebuild();
  expect(here.state).toEqual(log.state);
  emitSome(other, 1);
  expect([here.state.length, there.state]).toEqual([11, 11]);
});

it("lets a projection that is made after the import take its state over too", async () => {
  const { bus, log } = evicted();
  const { bus: other } = openBus();
  await other.history.import(exportSession(bus));
  expect(logOf(other).state).toEqual(log.state);
  const { bus: third } = openBus();
  await third.history.import(other.history.export());
  expect(logOf(third).state).toEqual(log.state);
});

it("begins with the state before the first event that a query chooses", async () => {
  const { bus } = openBus();
  const log = logOf(bus);
  emitSome(bus, 6);
  const { bus: other } = openBus();
  const here = logOf(other);
  await other.history.import(exportSession(bus, "position:4..5"));
  expect(here.state).toEqual([1, 2, 3, 4, 5]);
  const { bus: third } = openBus();
  const present = logOf(third);
  await third.history.import(exportSession(bus, "type:none"));
  expect(present.state).toEqual(log.state);
});

it("is taken when it is asked for, whatever happens before it is read", async () => {
  const { bus, log } = evicted();
  const state = log.state;
  const lines = exportSession(bus);
  emitSome(bus, 5);
  const { bus: other } = openBus();
  const here = logOf(other);
  await other.history.import(lines);
  expect(here.state).toEqual(state);
});

it("carries values that JSON has no form for", async () => {
  const initial = {
    map: new Map<unknown, unknown>([[1, new Set(["a"])]]),
    date: new Date(5),
    big: 10n,
    missing: undefined,
    nan: NaN,
    bytes: new Uint8Array([1, 2]),
  };
  const create = (bus: Bus) =>
    createProjection<typeof initial | undefined>(bus, {
      name: "rich",
      initial: undefined,
      reducers: (on) => {
        on("set", () => initial);
        on("more", (state) => void state?.map.set("more", 1));
      },
    });
  const { bus } = openBus({ history: { maxEvents: 1 } });
  const rich = create(bus);
  bus.emit(draft("set"));
  bus.emit(draft("more"));
  const { bus: other } = openBus();
  const here = create(other);
  await other.history.import(exportSession(bus));
  expect(here.state).toEqual(rich.state);
  other.emit(draft("more"));
  expect(here.failures).toBe(0);
});

it("refuses to write a state that no file can hold", () => {
  const { bus } = openBus();
  createProjection<{ call?: () => void }>(bus, { name: "odd", initial: { call: () => {} }, reducers: () => {} });
  expect(() => exportSession(bus)).toThrow(SessionFormatError);
  expect(() => exportSession(bus)).toThrow(/projection "odd" cannot be written to a session file: state\.call is function call\. Keep that out/);
});

it("is a file of events to a bus without projections, and reads files without snapshots", async () => {
  const { bus } = evicted();
  const { bus: plain } = openBus();
  expect(await plain.history.import(exportSession(bus))).toEqual({ added: 6 });
  expect(typesOf(plain)).toEqual(["eventdeck.projection.snapshot", "eventdeck.projection.snapshot", "t", "t", "t", "t"]);
  const { bus: other } = openBus();
  const log = logOf(other);
  await other.history.import(bus.history.export());
  expect(log.state).toEqual([7, 8, 9, 10]);
});

it.each([
  ["no name", (snapshot: Record<string, unknown>) => void (snapshot["data"] = { state: [] })],
  ["no state", (snapshot: Record<string, unknown>) => void (snapshot["data"] = { projection: "log" })],
  ["no data", (snapshot: Record<string, unknown>) => void delete snapshot["data"]],
  ["a newer version", (snapshot: Record<string, unknown>) => void (snapshot["schemaversion"] = 9)],
  ["__proto__", (snapshot: Record<string, unknown>) => void (snapshot["data"] = JSON.parse('{"projection":"log","state":{"__proto__":{"a":1}}}'))],
])("refuses a file with a damaged snapshot whole: %s", async (_, damage) => {
  const { bus } = evicted();
  const { bus: other } = openBus();
  const log = logOf(other);
  emitSome(other, 1);
  const lines = ["", ...damaged(exportSession(bus), damage)];
  await expect(other.history.import(lines)).rejects.toThrow(SessionFormatError);
  await expect(other.history.import(lines)).rejects.toMatchObject({ line: 2 });
  expect([log.state, other.history.size]).toEqual([[1], 1]);
});

it("refuses a state that the projection's schema refuses, and takes what the schema makes of it", async () => {
  const { bus } = evicted();
  const make = (other: Bus) =>
    createProjection<readonly unknown[]>(other, {
      name: "log",
      initial: [],
      reducers: (on) => on("t", (state, event) => void state.push(event.payload)),
      schema: z.pipe(
        z.array(z.number()),
        z.transform((list) => [...list, "checked"]),
      ),
    });
  const { bus: other } = openBus();
  const log = make(other);
  const hostile = damaged(exportSession(bus), (snapshot) => void (snapshot["data"] = { projection: "log", state: ["<script>"] }));
  await expect(other.history.import(hostile)).rejects.toThrow(/line 1: .*state\.0/);
  expect([log.state, other.history.size]).toEqual([[], 0]);
  await other.history.import(exportSession(bus));
  expect(log.state).toEqual([1, 2, 3, 4, 5, 6, "checked", 7, 8, 9, 10]);
  const { bus: late, failures } = openBus();
  await late.history.import(hostile);
  expect([make(late).state, failures.length]).toEqual([[7, 8, 9, 10], 1]);
});

it("lets nobody set a state by publishing an event", () => {
  const { bus } = openBus();
  const log = logOf(bus);
  const forged = draft("eventdeck.projection.snapshot", { projection: "log", state: ["forged"] });
  bus.emit(forged);
  bus.emit({ ...bus.emit(forged), replay: { run: "x", position: 1 } });
  log.rebuild();
  expect(log.state).toEqual([]);
});

it("refuses a state that no reducer could change any more, such as a Date by itself", async () => {
  const { bus } = openBus();
  bus.emit(draft("t", { projection: "log", state: new Date(0) }));
  const lines = Array.from(bus.history.export(), (line) => line.replaceAll('"t"', '"eventdeck.projection.snapshot"'));
  const log = logOf(bus);
  await expect(bus.history.import(lines)).rejects.toThrow(/line 1: .*is a Date: a state is made of/);
  expect(log.state).toHaveLength(1);
});
