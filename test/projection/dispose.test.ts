import { createProjection, timeTravel } from "eventdeck/projection";
import { expect, it } from "vitest";
import { emitSome } from "../history/deck.ts";
import { openBus } from "../scheduling/virtual-bus.ts";
import { countOf, logOf, toldBy } from "./logs.ts";

it("folds no more, lets its listeners go and completes its stream", () => {
  const { bus } = openBus();
  const count = countOf(bus);
  const told = toldBy(count);
  const streamed: unknown[] = [];
  count.state$.subscribe({ next: (state) => streamed.push(state), complete: () => streamed.push("complete") });
  emitSome(bus, 2);
  count.dispose();
  count.dispose();
  emitSome(bus, 2);
  count.rebuild();
  expect([count.state, told, streamed]).toEqual([2, [1, 2], [0, 1, 2, "complete"]]);
});

it("can still be read, as far as history goes back", () => {
  const { bus } = openBus();
  const log = logOf(bus);
  emitSome(bus, 3);
  log.dispose();
  emitSome(bus, 2);
  expect([log.at(2), log.at(3), log.changes(3).patches.length]).toEqual([[1, 2], [1, 2, 3], 1]);
  expect(() => log.at(4)).toThrow(/knows 0 to 3/);
  const streamed: unknown[] = [];
  log.state$.subscribe({ next: (state) => streamed.push(state), complete: () => streamed.push("complete") });
  expect(streamed).toEqual([[1, 2, 3], "complete"]);
  expect(toldBy(log)).toEqual([]);
});

it("ends with a block that uses it, and with a signal", () => {
  const { bus } = openBus();
  let seen: unknown;
  {
    using count = countOf(bus);
    emitSome(bus, 1);
    seen = count;
  }
  const { signal, abort } = ((controller: AbortController) => ({ signal: controller.signal, abort: () => controller.abort() }))(new AbortController());
  const log = logOf(bus, "log", { signal });
  emitSome(bus, 1);
  abort();
  emitSome(bus, 1);
  const never = logOf(bus, "never", { signal });
  emitSome(bus, 1);
  expect([seen, log.state.length, never.state.length]).toEqual([expect.objectContaining({ state: 1 }), 2, 3]);
});

it("shows the present when it ends while the bus looks at the past", () => {
  const { bus } = openBus();
  const count = countOf(bus);
  emitSome(bus, 3);
  timeTravel(bus).seek(1);
  count.dispose();
  expect(count.state).toBe(3);
  timeTravel(bus).seek(2);
  expect(count.state).toBe(3);
});

it("ends with the bus, after its last event", async () => {
  const { bus } = openBus();
  const count = countOf(bus);
  const streamed: unknown[] = [];
  count.state$.subscribe({ next: (state) => streamed.push(state), complete: () => streamed.push("complete") });
  bus.emit({ type: "waits", input: 1, options: { priority: "deferred" } });
  await bus.close();
  expect([count.state, streamed]).toEqual([1, [0, 1, "complete"]]);
});

it("may be ended by a listener, a handler and a reducer", () => {
  const { bus } = openBus();
  const byListener = countOf(bus, "by listener");
  byListener.subscribe(() => byListener.dispose());
  const byHandler = countOf(bus, "by handler");
  bus.subscribe("t", () => byHandler.dispose());
  const other = countOf(bus, "other");
  const byReducer = createProjection(bus, { name: "by reducer", initial: 0, reducers: (on) => on("t", (n) => (other.dispose(), n + 1)) });
  emitSome(bus, 3);
  expect([byListener.state, byHandler.state, other.state, byReducer.state]).toEqual([1, 1, 0, 3]);
});

it("goes back to live before it ends with a bus that looks at the past", async () => {
  const { bus } = openBus();
  const count = countOf(bus);
  emitSome(bus, 3);
  timeTravel(bus).seek(1);
  const told = toldBy(count);
  const streamed: unknown[] = [];
  count.state$.subscribe({ next: (state) => streamed.push(state), complete: () => streamed.push("complete") });
  await bus.close();
  expect([told, streamed, timeTravel(bus).position]).toEqual([[3], [1, 3, "complete"], "live"]);
});
