import { FilterSyntaxError } from "eventdeck";
import { createProjection } from "eventdeck/projection";
import { createTestBus, VirtualClock } from "eventdeck/testing";
import { expect, it } from "vitest";
import { draft, emitSome } from "../history/deck.ts";
import { openBus } from "../scheduling/virtual-bus.ts";
import { countOf, logOf, toldBy } from "./logs.ts";

it("folds the history again from the initial state", () => {
  const { bus } = openBus();
  let factor = 1;
  const sum = createProjection(bus, { name: "sum", initial: 0, reducers: (on) => on("t", (n, { payload }) => n + factor * Number(payload)) });
  const told = toldBy(sum);
  emitSome(bus, 3);
  factor = 10;
  sum.rebuild();
  expect([sum.state, sum.at(2), sum.at(0)]).toEqual([60, 30, 0]);
  expect(told).toEqual([1, 3, 6, 60]);
});

it("folds from the oldest state that is known when history has evicted", () => {
  const { bus } = openBus({ history: { maxEvents: 3 } });
  const log = logOf(bus, "log", { checkpointEvery: 2 });
  emitSome(bus, 8);
  log.rebuild();
  expect(log.state).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(log.at(5)).toEqual([1, 2, 3, 4, 5]);
  bus.history.clear();
  log.rebuild();
  expect(log.state).toHaveLength(8);
});

it("folds one entity, by its correlation or by a partition key, and goes on with it", () => {
  const { bus } = openBus();
  const order = logOf(bus, "order");
  const emit = (n: number, correlationId: string, partitionKey: string) => bus.emit(draft("t", n, { correlationId, partitionKey }));
  emit(1, "x", "customer-1");
  emit(2, "y", "customer-2");
  emit(3, "x", "customer-2");
  order.rebuild("correlation:x");
  expect(order.state).toEqual([1, 3]);
  emit(4, "y", "customer-1");
  emit(5, "x", "customer-1");
  expect([order.state, order.at(4), order.at(1), order.changes(4).patches]).toEqual([[1, 3, 5], [1, 3], [1], []]);
  order.rebuild((event) => event.partitionKey === "customer-2");
  expect(order.state).toEqual([2, 3]);
  emit(6, "z", "customer-2");
  expect(order.state).toEqual([2, 3, 6]);
  order.rebuild();
  expect(order.state).toEqual([1, 2, 3, 4, 5, 6]);
});

it("with the same query goes on from what it has evicted, with another from what is left", () => {
  const { bus } = openBus({ history: { maxEvents: 4 } });
  const log = logOf(bus, "log");
  log.rebuild("type:a");
  for (let n = 1; n <= 5; n++) {
    bus.emit(draft("a", `a${n}`));
    bus.emit(draft("b", `b${n}`));
  }
  log.rebuild("type:a");
  expect(log.state).toEqual(["a1", "a2", "a3", "a4", "a5"]);
  log.rebuild("type:b");
  expect(log.state).toEqual(["b4", "b5"]);
});

it("counts failures anew, and tells listeners only of another state", () => {
  const { bus } = openBus();
  const count = countOf(bus);
  const told = toldBy(count);
  emitSome(bus, 2);
  count.rebuild();
  expect([told, count.failures]).toEqual([[1, 2], 0]);
});

it("refuses a query that is none, and changes nothing then", () => {
  const { bus } = openBus();
  const log = logOf(bus);
  emitSome(bus, 2);
  expect(() => log.rebuild("nonsense:x")).toThrow(FilterSyntaxError);
  emitSome(bus, 1);
  expect(log.state).toEqual([1, 2, 1]);
});

it("reports a query that throws like a reducer", () => {
  const { bus, failures } = openBus();
  const log = logOf(bus);
  log.rebuild((event) => {
    if (event.payload === 2) throw new Error("query");
    return true;
  });
  emitSome(bus, 3);
  expect([log.state, log.failures, failures.map(({ error }) => String(error))]).toEqual([[1, 3], 1, ["Error: query"]]);
});

it("holds while time passes, and with it what history retains", async () => {
  class Restless extends VirtualClock {
    override now(): number {
      this.spend(1);
      return super.now();
    }
  }
  await using bus = createTestBus({ clock: new Restless(), history: { maxAgeMs: 40 } });
  const [count, filtered] = [countOf(bus), countOf(bus, "filtered")];
  filtered.rebuild("type:t");
  for (let n = 1; n <= 50; n++) {
    emitSome(bus, 1);
    count.rebuild();
    filtered.rebuild("type:t");
  }
  expect([count.state, filtered.state]).toEqual([50, 50]);
  const { firstPosition } = bus.history;
  expect(countOf(bus, "late").state).toBeLessThanOrEqual(51 - firstPosition);
});

it("folds all that history retained when it began, though a reducer clears it meanwhile", () => {
  const { bus } = openBus();
  emitSome(bus, 3);
  const count = createProjection(bus, { name: "p", initial: 0, reducers: (on) => on("t", (n) => (bus.history.clear(), n + 1)) });
  emitSome(bus, 1);
  expect([count.state, count.at(4)]).toEqual([4, 4]);
});
