import { createProjection } from "eventdeck/projection";
import { applyPatches, enableMapSet, enablePatches, type Patch } from "immer";
import { expect, it } from "vitest";
import { draft, emitSome } from "../history/deck.ts";
import { openBus } from "../scheduling/virtual-bus.ts";
import { countOf, logOf } from "./logs.ts";

enablePatches();
enableMapSet();

it.each([1, 2, 3, 7, 500, Infinity])("knows the state after every event, with a full state every %d changes", (checkpointEvery) => {
  const { bus } = openBus();
  const log = logOf(bus, "log", { selector: "t", checkpointEvery });
  for (let n = 1; n <= 10; n++) {
    bus.emit(draft("t", n));
    bus.emit(draft("not mine"));
  }
  const positions = [...Array(21).keys()];
  const wanted = positions.map((position) => Array.from({ length: Math.ceil(position / 2) }, (_, index) => index + 1));
  expect(positions.map((position) => log.at(position))).toEqual(wanted);
  expect(positions.toReversed().map((position) => log.at(position))).toEqual(wanted.toReversed());
  expect([7, 2, 20, 3, 19].map((position) => log.at(position).length)).toEqual([4, 1, 10, 2, 10]);
});

it("gives the live state for the newest event, and the same object when asked again", () => {
  const { bus } = openBus();
  const log = logOf(bus);
  emitSome(bus, 5);
  expect(log.at(5)).toBe(log.state);
  expect(log.at(3)).toBe(log.at(3));
});

it("shares with the live state what has not changed since", () => {
  const { bus } = openBus();
  const projection = createProjection(bus, {
    name: "p",
    initial: { still: { a: [1, { b: 2 }] }, map: new Map([["still", { n: 1 }]]), count: 0, added: undefined as { n: number } | undefined },
    reducers: (on) =>
      on("t", (state) => {
        state.count++;
        state.added ??= { n: 1 };
      }),
  });
  emitSome(bus, 3);
  const past = projection.at(2);
  expect(past).toMatchObject({ count: 2 });
  expect(past).not.toBe(projection.state);
  expect([past.still, past.map, past.added]).toEqual([projection.state.still, projection.state.map, projection.state.added]);
  expect([past.still === projection.state.still, past.map === projection.state.map, past.added === projection.state.added]).toEqual([true, true, true]);
});

it("keeps the order of what was removed while going back", () => {
  const { bus } = openBus();
  const projection = createProjection<{ map: Map<string, number>; set: Set<string>; object: Record<string, number> }>(bus, {
    name: "p",
    initial: {
      map: new Map([
        ["a", 1],
        ["b", 2],
        ["c", 3],
      ]),
      set: new Set(["a", "b", "c"]),
      object: { a: 1, b: 2, c: 3 },
    },
    reducers: (on) =>
      on("remove", (state, { payload }) => {
        const key = String(payload);
        state.map.delete(key);
        state.set.delete(key);
        delete state.object[key];
      }),
  });
  for (const key of ["a", "b"]) bus.emit(draft("remove", key));
  const orders = [2, 1, 0].map((position) => {
    const { map, set, object } = projection.at(position);
    return [[...map.keys()], [...set], Object.keys(object)].map((keys) => keys.join(""));
  });
  expect(orders).toEqual([
    ["c", "c", "c"],
    ["bc", "bc", "bc"],
    ["abc", "abc", "abc"],
  ]);
});

interface Everything {
  readonly list: readonly { readonly n: number }[];
  readonly record: Readonly<Record<string, number>>;
  readonly map: ReadonlyMap<string, { readonly n: number }>;
  readonly set: ReadonlySet<number>;
  readonly text: string;
}

it("tells what an event changed, in patches that immer applies", () => {
  const { bus } = openBus();
  const projection = createProjection<Everything>(bus, {
    name: "p",
    initial: { list: [{ n: 1 }, { n: 2 }, { n: 3 }], record: { a: 1 }, map: new Map([["k", { n: 1 }]]), set: new Set([1, 2]), text: "" },
    reducers: (on) => {
      on("edit", (state) => {
        state.list[1]!.n = 20;
        state.record["b"] = 2;
        state.map.get("k")!.n = 10;
        state.set.add(3).delete(1);
        state.text = "edited";
      });
      on("shift", (state) => void state.list.shift());
      on("insert", (state) => void state.list.splice(1, 0, { n: 15 }));
      on("delete", (state) => void delete state.record["a"]);
      on("other root", () => ({ list: [], record: {}, map: new Map(), set: new Set([9]), text: "new" }));
    },
  });
  for (const type of ["edit", "shift", "insert", "delete", "nothing", "other root"]) bus.emit(draft(type));
  expect(projection.changes(1).patches).toEqual([
    { op: "replace", path: ["list", 1, "n"], value: 20 },
    { op: "add", path: ["record", "b"], value: 2 },
    { op: "replace", path: ["map", "k", "n"], value: 10 },
    { op: "remove", path: ["set", 0], value: 1 },
    { op: "add", path: ["set", 1], value: 3 },
    { op: "replace", path: ["text"], value: "edited" },
  ]);
  expect(projection.changes(1).inverse).toContainEqual({ op: "remove", path: ["record", "b"] });
  expect(projection.changes(2)).toEqual({ patches: [{ op: "remove", path: ["list", 0] }], inverse: [{ op: "add", path: ["list", 0], value: { n: 1 } }] });
  expect(projection.changes(5)).toEqual({ patches: [], inverse: [] });
  for (let position = 1; position <= 6; position++) {
    const { patches, inverse } = projection.changes(position);
    expect(applyPatches(projection.at(position - 1), patches as Patch[])).toEqual(projection.at(position));
    expect(applyPatches(projection.at(position), inverse as Patch[])).toEqual(projection.at(position - 1));
  }
});

it("gives patches away as copies", () => {
  const { bus } = openBus();
  const log = logOf(bus, "log", { checkpointEvery: 100 });
  emitSome(bus, 3);
  const { patches } = log.changes(2);
  (patches[0] as Patch).path.push("elsewhere");
  (patches[0] as Patch).value = "changed";
  expect(log.at(2)).toEqual([1, 2]);
});

it("keeps a container of which much has changed as a whole, and little patches for little changes", () => {
  const { bus } = openBus();
  const projection = createProjection(bus, {
    name: "p",
    initial: { items: Array.from({ length: 100 }, (_, id) => ({ id, read: false })) },
    reducers: (on) => {
      on("read one", (state, { payload }) => ({ ...state, items: state.items.map((item) => (item.id === payload ? { ...item, read: true } : item)) }));
      on("read all", (state) => {
        for (const item of state.items) item.read = true;
      });
    },
  });
  bus.emit(draft("read one", 7));
  bus.emit(draft("read all"));
  expect(projection.changes(1).patches).toEqual([{ op: "replace", path: ["items", 7, "read"], value: true }]);
  expect(projection.changes(2).patches).toEqual([{ op: "replace", path: ["items"], value: projection.state.items }]);
  expect(projection.at(1).items.filter(({ read }) => read)).toEqual([{ id: 7, read: true }]);
});

it("throws for positions that are none, or not yet known, naming those that are", () => {
  const { bus } = openBus();
  const count = countOf(bus);
  emitSome(bus, 3);
  for (const position of [-1, 4, 1.5, NaN, Infinity]) {
    expect(() => count.at(position)).toThrow(RangeError);
    expect(() => count.changes(position)).toThrow(RangeError);
  }
  expect(() => count.changes(0)).toThrow(RangeError);
  expect(() => count.at(4)).toThrow(/"count" does not know position 4; it knows 0 to 3/);
});

it.each([1, 2, 4, 100])("moves its oldest state up when history evicts, with a full state every %d changes", (checkpointEvery) => {
  const { bus } = openBus({ history: { maxEvents: 5 } });
  const log = logOf(bus, "log", { checkpointEvery });
  for (let n = 1; n <= 30; n++) {
    bus.emit(draft("t", n));
    const oldest = Math.max(0, n - 5);
    for (let position = oldest; position <= n; position++) expect(log.at(position)).toHaveLength(position);
    if (oldest > 0) expect(() => log.at(oldest - 1)).toThrow(new RegExp(`does not know position ${oldest - 1}; it knows ${oldest} to ${n}\\. .*larger bounds`));
    expect(() => log.changes(oldest)).toThrow(RangeError);
    expect(log.changes(oldest + 1).patches).toEqual([{ op: "add", path: [oldest], value: oldest + 1 }]);
  }
});

it("moves up with events that it does not fold, with age, and when history is cleared", () => {
  const { bus, clock } = openBus({ history: { maxEvents: 5, maxAgeMs: 100 } });
  const log = logOf(bus, "log", { selector: "t" });
  emitSome(bus, 3);
  emitSome(bus, 4, "other");
  expect(() => log.at(1)).toThrow(RangeError);
  expect([log.at(2), log.at(3), log.at(7)]).toEqual([
    [1, 2],
    [1, 2, 3],
    [1, 2, 3],
  ]);
  clock.spend(101);
  expect(() => log.at(6)).toThrow(/knows 7 to 7/);
  emitSome(bus, 2);
  bus.history.clear();
  expect(log.at(9)).toBe(log.state);
  expect(() => log.at(8)).toThrow(RangeError);
  emitSome(bus, 1);
  expect([log.at(9).length, log.at(10).length]).toEqual([5, 6]);
});

it("created after an eviction, begins with what is left", () => {
  const { bus } = openBus({ history: { maxEvents: 3 } });
  emitSome(bus, 5);
  const log = logOf(bus);
  expect(log.state).toEqual([3, 4, 5]);
  expect(log.at(2)).toEqual([]);
  expect(() => log.at(1)).toThrow(RangeError);
});
