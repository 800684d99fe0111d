import { createProjection } from "eventdeck/projection";
import { expect, it } from "vitest";
import { garbage } from "../garbage.ts";
import { emitSome } from "../history/deck.ts";
import { openBus } from "../scheduling/virtual-bus.ts";
import { countOf, toldBy } from "./logs.ts";

function brittle(bus: Parameters<typeof countOf>[0], name = "brittle") {
  return createProjection(bus, {
    name,
    initial: { sum: 0, list: [] as number[] },
    reducers: (on) =>
      on("t", (state, { payload }) => {
        state.list.push(Number(payload));
        if (Number(payload) % 2 === 0) throw new Error(`no even ${String(payload)}`);
        state.sum += Number(payload);
      }),
  });
}

it("leaves the state as it was when a reducer throws, counts it and reports it once", () => {
  const { bus, failures } = openBus();
  const projection = brittle(bus);
  const told = toldBy(projection);
  let handled = 0;
  bus.subscribe("#", () => handled++);
  emitSome(bus, 4);
  expect(projection.state).toEqual({ sum: 4, list: [1, 3] });
  expect([projection.failures, handled, told.length]).toEqual([2, 4, 2]);
  expect(failures.map(({ error, by, event, subscription }) => [String(error), by, event.payload, subscription])).toEqual([
    ["Error: no even 2", 'projection "brittle"', 2, undefined],
    ["Error: no even 4", 'projection "brittle"', 4, undefined],
  ]);
});

it("fails a reducer that puts a part of the draft into a new set, where immer would leave it behind", () => {
  const { bus, failures } = openBus();
  const projection = createProjection<{ part: Map<string, number>; shelf?: unknown }>(bus, {
    name: "shelves",
    initial: { part: new Map([["a", 1]]) },
    reducers: (on) =>
      on("t", (state) => {
        state.shelf = [new Set([state.part])];
      }),
  });
  emitSome(bus, 1);
  expect([projection.failures, projection.state]).toEqual([1, { part: new Map([["a", 1]]) }]);
  expect(String(failures[0]?.error)).toContain("made by immer's `current`");
});

it("asks middleware first, as for a handler", () => {
  const { bus, failures } = openBus();
  const taken: unknown[] = [];
  bus.use({ name: "takes", onError: ({ error }) => taken.push(error) > 0 });
  brittle(bus);
  emitSome(bus, 2);
  expect(taken).toEqual([new Error("no even 2")]);
  expect(failures).toEqual([]);
});

it("shows in metrics and in the entry's outcome, beside handlers that failed", () => {
  const { bus } = openBus();
  brittle(bus);
  brittle(bus, "another");
  bus.subscribe("t", () => {
    throw new Error("handler");
  });
  emitSome(bus, 2);
  expect(bus.metrics().types.get("t")).toMatchObject({ delivered: 0, failed: 4 });
  expect([1, 2].map((position) => bus.history.get(position)?.outcome)).toMatchObject([
    { handlers: 1, failed: 1 },
    { handlers: 1, failed: 3 },
  ]);
  expect(bus.history.query("is:failed").map(({ position }) => position)).toEqual([1, 2]);
});

it("goes on with the next reducer, each by itself", () => {
  const { bus, failures } = openBus();
  const projection = createProjection<readonly string[]>(bus, {
    name: "p",
    initial: [],
    reducers: (on) => {
      on("t", (draft) => void draft.push("one"));
      on("t", (draft) => {
        draft.push("lost");
        throw new Error("two");
      });
      on("t", (draft) => void draft.push("three"));
    },
  });
  const other = countOf(bus);
  emitSome(bus, 1);
  expect([projection.state, projection.failures, other.state, failures.length]).toEqual([["one", "three"], 1, 1, 1]);
});

it("refuses a reducer that returns a promise, and swallows what comes of it", async () => {
  const { bus, failures } = openBus();
  const projection = createProjection(bus, {
    name: "p",
    initial: { n: 0 },
    reducers: (on) =>
      on(
        "t",
        garbage(async (state: { n: number }) => {
          state.n++;
          await Promise.resolve();
          state.n++;
        }),
      ),
  });
  emitSome(bus, 1);
  await new Promise((resolve) => setImmediate(resolve));
  expect([projection.state, projection.failures]).toEqual([{ n: 0 }, 1]);
  expect(failures).toEqual([expect.objectContaining({ error: expect.objectContaining({ message: expect.stringContaining("reducers are synchronous") }) })]);
});

it("refuses what a reducer may not do: it only makes the next state", () => {
  const { bus, failures } = openBus();
  const other = countOf(bus, "other");
  let what = (): unknown => other.rebuild();
  const projection = createProjection(bus, { name: "p", initial: 0, reducers: (on) => on("t", (n) => (what(), n + 1)) });
  emitSome(bus, 1);
  what = () => countOf(bus, "new");
  emitSome(bus, 1);
  what = () => {};
  emitSome(bus, 1);
  expect([projection.state, other.state]).toEqual([1, 3]);
  expect(failures.map(({ error }) => (error as { code?: string }).code)).toEqual(["ERR_PROJECTION_BUSY", "ERR_PROJECTION_BUSY"]);
});

it("refuses a state in which a draft was left behind, as immer leaves some in a new set", () => {
  const { bus, failures } = openBus();
  const projection = createProjection(bus, {
    name: "p",
    initial: { a: { n: 1 }, set: undefined as Set<unknown> | undefined },
    reducers: (on) =>
      on("t", (state) => {
        state.a.n++;
        state.set = new Set([state.a]);
      }),
  });
  emitSome(bus, 1);
  const whole = projection.failures === 0 && JSON.stringify([...(projection.state.set ?? [])]) === '[{"n":2}]';
  const asBefore = projection.failures === 1 && failures.length === 1 && projection.state.a.n === 1;
  expect(whole || asBefore).toBe(true);
});

it("reports what fails in a history that is folded late, or again", () => {
  const { bus, failures } = openBus();
  emitSome(bus, 2);
  const projection = brittle(bus);
  expect([projection.failures, failures.length]).toEqual([1, 1]);
  emitSome(bus, 2);
  expect([projection.failures, failures.length]).toEqual([2, 2]);
  projection.rebuild();
  expect([projection.failures, failures.length]).toEqual([2, 4]);
  expect(bus.history.get(2)?.outcome.failed).toBe(0);
  // Live it failed once; what is folded again has no outcome of its own.
  expect(bus.history.get(4)?.outcome.failed).toBe(1);
});

it("refuses a state that no reducer could change any more, such as a Date by itself", () => {
  const { bus, failures } = openBus();
  const projection = createProjection<unknown>(bus, {
    name: "p",
    initial: "none",
    reducers: (on) => on("t", (_, event) => (event.payload === 1 ? new Date(0) : event.payload)),
  });
  emitSome(bus, 2);
  expect([projection.state, projection.failures]).toEqual([2, 1]);
  expect(String(failures[0]?.error)).toBe(
    "TypeError: What a reducer returned is a Date: a state is made of plain objects, arrays, maps, sets and values. Put it inside of one.",
  );
});
