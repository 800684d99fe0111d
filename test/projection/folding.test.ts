import { defineEvent, payload } from "eventdeck";
import { createProjection } from "eventdeck/projection";
import { expect, it } from "vitest";
import { draft, emitSome } from "../history/deck.ts";
import { garbage } from "../garbage.ts";
import { deferred, immediate, normal, openBus } from "../scheduling/virtual-bus.ts";
import { countOf, logOf, toldBy } from "./logs.ts";

const added = defineEvent("cart.added", payload<{ sku: string; quantity: number }>(), { priority: "immediate" });

it("folds what a selector selects, whether the reducer changes the draft or returns the next state", () => {
  const { bus } = openBus();
  const cart = createProjection(bus, {
    name: "cart",
    initial: { lines: [] as { sku: string; quantity: number }[], total: 0 },
    reducers: (on) => {
      on(added, (state, { payload: line }) => void state.lines.push(line));
      on("cart.*", (state, event) => ({ ...state, total: state.total + (added.is(event) ? event.payload.quantity : 100) }));
    },
  });
  bus.emit(added({ sku: "A", quantity: 2 }));
  bus.emit(draft("cart.other"));
  bus.emit(draft("unknown"));
  expect(cart.state).toEqual({ lines: [{ sku: "A", quantity: 2 }], total: 102 });
});

it("folds primitives, arrays, objects, maps and sets", () => {
  const { bus } = openBus();
  const project = <State>(name: string, initial: State, reduce: (state: State) => State) =>
    createProjection<State>(bus, { name, initial, reducers: (on) => on("t", (state) => reduce(garbage<State>(state))) });
  const projections = [
    project("number", 1, (n) => n + 1),
    project("text", "a", (text) => `${text}b`),
    project<null | boolean>("null", null, (value) => value ?? true),
    project<undefined | number>("undefined", undefined, (n = 5) => n + 1),
    project("array", [1], (list) => [...list, 2]),
    project("object", { a: { b: 1 } }, (object) => {
      object.a.b++;
      return object;
    }),
    project("map", new Map([["k", { n: 1 }]]), (map) => {
      map.get("k")!.n++;
      return map.set("l", { n: 0 });
    }),
    project("set", new Set([1]), (set) => set.add(2)),
  ];
  emitSome(bus, 2);
  expect(projections.map(({ state }) => state)).toEqual([
    3,
    "abb",
    true,
    7,
    [1, 2, 2],
    { a: { b: 3 } },
    new Map([
      ["k", { n: 3 }],
      ["l", { n: 0 }],
    ]),
    new Set([1, 2]),
  ]);
});

it("is up to date before any handler of the same event, in every lane", async () => {
  const { bus, clock } = openBus();
  const seen: number[] = [];
  // The handler was there first.
  bus.subscribe("#", () => seen.push(count.state));
  const count = countOf(bus);
  bus.emitMany([normal("a"), deferred("b"), immediate("c")]);
  await clock.advance(2000);
  expect(seen).toEqual([1, 2, 3]);
});

it("is up to date before middleware hears that the event was recorded", () => {
  const { bus } = openBus();
  const count = countOf(bus);
  const seen: number[] = [];
  bus.use({ name: "watch", onRecord: () => void seen.push(count.state) });
  emitSome(bus, 2);
  expect(seen).toEqual([1, 2]);
});

it("lets reducers for the same event see what those before them made of it", () => {
  const { bus } = openBus();
  const projection = createProjection<readonly string[]>(bus, {
    name: "order",
    initial: [],
    reducers: (on) => {
      on("t", (state) => void state.push("first"));
      on(/t/, (state) => [...state, `second after ${state.length}`]);
      on(["t", "#"], (state) => void state.push(`third after ${state.length}`));
    },
  });
  emitSome(bus, 1);
  expect(projection.state).toEqual(["first", "second after 1", "third after 2"]);
  expect(projection.at(0)).toEqual([]);
  expect(projection.at(1)).toEqual(projection.state);
});

it("keeps the very state when a reducer does nothing, or undoes what it did", () => {
  const { bus } = openBus();
  const initial = { a: { n: 1 }, list: [1, 2] };
  const projection = createProjection(bus, {
    name: "same",
    initial,
    reducers: (on) => {
      on("nothing", () => {});
      on("read", (state) => void state.a.n);
      on("undone", (state) => {
        state.a.n = 2;
        state.a.n = 1;
      });
      on("alike", () => ({ a: { n: 1 }, list: [1, 2] }));
      on("itself", (state) => state);
    },
  });
  const told = toldBy(projection);
  for (const type of ["nothing", "read", "undone", "alike", "itself"]) bus.emit(draft(type));
  expect(projection.state).toBe(initial);
  expect(told).toEqual([]);
  expect(projection.changes(3)).toEqual({ patches: [], inverse: [] });
});

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => a.localeCompare(b);

it("notices another order of keys", () => {
  const { bus } = openBus();
  const projection = createProjection<{ map: Map<string, number>; object: Record<string, number>; set: Set<number> }>(bus, {
    name: "order",
    initial: {
      map: new Map([
        ["b", 1],
        ["a", 2],
      ]),
      object: { b: 1, a: 2 },
      set: new Set([2, 1]),
    },
    reducers: (on) =>
      on("sort", (state) => {
        state.map = new Map([...state.map].toSorted(byKey));
        state.object = Object.fromEntries(Object.entries(state.object).toSorted(byKey));
        state.set = new Set([...state.set].toSorted((a, b) => a - b));
      }),
  });
  bus.emit(draft("sort"));
  const shown = ({ map, object, set }: typeof projection.state) => [[...map.keys()], Object.keys(object), [...set]];
  expect(shown(projection.state)).toEqual([
    ["a", "b"],
    ["a", "b"],
    [1, 2],
  ]);
  bus.emit(draft("sort"));
  expect(shown(projection.at(1))).toEqual(shown(projection.state));
  expect(shown(projection.at(0))).toEqual([
    ["b", "a"],
    ["b", "a"],
    [2, 1],
  ]);
});

it("freezes the initial state and every one that follows, all the way down", () => {
  const { bus } = openBus();
  const projection = createProjection(bus, {
    name: "frozen",
    initial: { deep: { list: [{ n: 0 }] }, map: new Map([["k", { n: 0 }]]) },
    reducers: (on) =>
      on("t", (state, event) => {
        state.deep.list.push({ n: Number(event.payload) });
        state.map.set("new", { n: 1 });
      }),
  });
  const frozen = ({ deep, map }: typeof projection.state) => [deep, deep.list, ...deep.list, map, ...map.values()].every((part) => Object.isFrozen(part));
  expect(frozen(projection.state)).toBe(true);
  emitSome(bus, 3);
  expect(frozen(projection.state)).toBe(true);
  expect(frozen(projection.at(2))).toBe(true);
  expect(() => projection.at(2).map.set("k", { n: 5 })).toThrow(/frozen/i);
});

it("folds the history that exists at once, and tells nobody twice", () => {
  const { bus } = openBus();
  emitSome(bus, 3);
  const log = logOf(bus);
  expect(log.state).toEqual([1, 2, 3]);
  expect(log.at(1)).toEqual([1]);
  emitSome(bus, 1, "u");
  expect(log.state).toEqual([1, 2, 3, 1]);
});

it("created in a handler, has folded the event that is being delivered, once", () => {
  const { bus } = openBus();
  let states: unknown[] = [];
  bus.subscribe("t", () => {
    states = [countOf(bus).state];
  });
  bus.subscribe("t", () => states.push("next handler"));
  emitSome(bus, 1);
  expect(states).toEqual([1, "next handler"]);
});

it("sees what beforeRecord leaves of an event, and nothing of what it keeps out", () => {
  const { bus } = openBus({
    middleware: [{ name: "hide", beforeRecord: (event) => (event.type === "secret" ? false : { ...event, payload: "hidden" }) }],
  });
  const log = logOf(bus);
  emitSome(bus, 2);
  bus.emit(draft("secret", "password"));
  expect(log.state).toEqual(["hidden", "hidden"]);
});

it("folds what history keeps: what `keep` leaves out has no position", () => {
  const { bus } = openBus({ history: { keep: "kept" } });
  const count = countOf(bus);
  emitSome(bus, 2, "kept");
  emitSome(bus, 3, "left");
  expect(count.state).toBe(2);
});

it("folds on a bus without history, and knows the present only", () => {
  const { bus } = openBus({ history: false });
  const log = logOf(bus);
  emitSome(bus, 5);
  expect(log.state).toEqual([1, 2, 3, 4, 5]);
  expect(log.at(5)).toBe(log.state);
  expect(() => log.at(4)).toThrow(RangeError);
  log.rebuild();
  expect(log.state).toEqual([1, 2, 3, 4, 5]);
});

it("refuses options that make no sense, naming the cure", () => {
  const { bus } = openBus();
  const reducers = () => {};
  const create = (options: object) => () => createProjection(bus, garbage({ name: "p", initial: 0, reducers, ...options }));
  expect(create({ name: "" })).toThrow(/name of a projection is ""/);
  expect(create({ name: undefined })).toThrow(TypeError);
  expect(create({ checkpointEvery: 0 })).toThrow(/checkpointEvery of the projection "p" is 0: give a number from 1 up/);
  expect(create({ checkpointEvery: NaN })).toThrow(RangeError);
  expect(create({ reducers: undefined })).toThrow(/pass a function/);
  expect(create({ reducers: (on: (...args: unknown[]) => void) => on("a", 5) })).toThrow(/pass a function/);
  expect(create({ reducers: (on: (...args: unknown[]) => void) => on("", () => {}) })).toThrow(/selector is an empty string/);
  expect(create({ initial: new Date(0) })).toThrow(/is a Date: a state is made of plain objects/);
  expect(create({})().state).toBe(0);
});

it("has names that are unique on a bus, and free again after dispose", async () => {
  const { bus } = openBus();
  const first = countOf(bus, "cart");
  expect(() => countOf(bus, "cart")).toThrow(expect.objectContaining({ code: "ERR_PROJECTION_EXISTS", message: expect.stringContaining("dispose it first") }));
  emitSome(bus, 1);
  first.dispose();
  expect(countOf(bus, "cart").state).toBe(1);
  expect(countOf(openBus().bus, "cart").state).toBe(0);
});

it("is not made on a closed bus, nor on something else", async () => {
  const { bus } = openBus();
  await bus.close();
  expect(() => countOf(bus)).toThrow(expect.objectContaining({ code: "ERR_BUS_CLOSED" }));
  expect(() => countOf(garbage({}))).toThrow(/no bus made by createBus/);
});

it("leaves nothing of a refused projection behind", () => {
  const { bus } = openBus();
  expect(() =>
    createProjection(bus, {
      name: "p",
      initial: 0,
      reducers: (on) => {
        on("t", (n) => n + 1);
        on(garbage(""), (n) => n + 1);
      },
    }),
  ).toThrow(TypeError);
  const count = countOf(bus, "p");
  emitSome(bus, 1);
  expect(count.state).toBe(1);
});
