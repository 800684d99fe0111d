import { createProjection } from "eventdeck/projection";
import { expect, it } from "vitest";
import { garbage } from "../garbage.ts";
import { draft, emitSome } from "../history/deck.ts";
import { openBus } from "../scheduling/virtual-bus.ts";
import { countOf, logOf, toldBy } from "./logs.ts";

it("tells listeners when something has changed, and only then", () => {
  const { bus } = openBus();
  const count = countOf(bus, "count", "t");
  const told = toldBy(count);
  emitSome(bus, 2);
  emitSome(bus, 2, "other");
  expect(told).toEqual([1, 2]);
});

it("has changed every projection before any listener hears of it", () => {
  const { bus } = openBus();
  const first = countOf(bus, "first");
  const seen: string[] = [];
  first.subscribe(() => seen.push(`first ${first.state} ${second.state}`));
  const second = countOf(bus, "second");
  second.subscribe(() => seen.push(`second ${first.state} ${second.state}`));
  first.state$.subscribe((state) => void (state > 0 && seen.push(`stream ${state} ${second.state}`)));
  emitSome(bus, 2);
  expect(seen).toEqual(["first 1 1", "stream 1 1", "second 1 1", "first 2 2", "stream 2 2", "second 2 2"]);
});

it("lets a reducer see other projections as they were", () => {
  const { bus } = openBus();
  const first = countOf(bus, "first");
  const second = createProjection<readonly number[]>(bus, { name: "second", initial: [], reducers: (on) => on("t", (state) => void state.push(first.state)) });
  emitSome(bus, 3);
  expect(second.state).toEqual([0, 1, 2]);
});

it("tells listeners in order, and lets what they publish follow", () => {
  const { bus } = openBus();
  const log = logOf(bus);
  const order: string[] = [];
  log.subscribe(() => {
    order.push(`a ${log.state.length}`);
    if (log.state.length === 1) bus.emit(draft("t", "from the listener"));
  });
  log.subscribe(() => order.push(`b ${log.state.length}`));
  bus.subscribe("#", ({ payload }) => order.push(`handler ${String(payload)}`));
  bus.emit(draft("t", "first"));
  expect(order).toEqual(["a 1", "b 1", "handler first", "a 2", "b 2", "handler from the listener"]);
});

it("lets what listeners publish follow, also when no event told them", async () => {
  const { bus } = openBus();
  const log = logOf(bus);
  const count = countOf(bus);
  const order: string[] = [];
  log.subscribe(() => {
    order.push(`log ${log.state.length} ${count.state}`);
    if (log.state.length === 2) bus.emit(draft("t", 3));
  });
  count.subscribe(() => order.push(`count ${log.state.length} ${count.state}`));
  const lines = [draft("t", 1), draft("t", 2)].map((one) => openBus().bus.emit(one));
  const { bus: other } = openBus();
  for (const line of lines) other.emit(line);
  await bus.history.import(other.history.export());
  expect(order).toEqual(["log 2 2", "count 2 2", "log 3 3", "count 3 3"]);
});

it("keeps a listener that throws from reaching anybody else, and reports it", () => {
  const { bus, failures } = openBus();
  const count = countOf(bus);
  count.subscribe(() => {
    throw new Error("broken listener");
  });
  const told = toldBy(count);
  let handled = 0;
  bus.subscribe("#", () => handled++);
  emitSome(bus, 1);
  expect([count.state, told, handled]).toEqual([1, [1], 1]);
  expect(failures).toEqual([expect.objectContaining({ error: new Error("broken listener"), by: 'projection "count"', event: bus.history.get(1)?.event })]);
});

it("does not tell a listener that was taken away meanwhile, and tells one that was added twice twice", () => {
  const { bus } = openBus();
  const count = countOf(bus);
  const told: string[] = [];
  const listener = () => told.push("twice");
  const removeFirst = count.subscribe(() => {
    told.push("first");
    removeSecond();
    removeFirst();
    removeFirst();
  });
  const removeSecond = count.subscribe(() => told.push("second"));
  const removers = [count.subscribe(listener), count.subscribe(listener)];
  emitSome(bus, 2);
  removers[0]!();
  emitSome(bus, 1);
  expect(told).toEqual(["first", "twice", "twice", "twice", "twice", "twice"]);
  expect(() => count.subscribe(garbage(undefined))).toThrow(TypeError);
});

it("streams the current state at once, then every change, to each subscriber", () => {
  const { bus } = openBus();
  const count = countOf(bus);
  emitSome(bus, 2);
  const seen: number[][] = [[], []];
  const { state$ } = count;
  const first = state$.subscribe((state) => seen[0]!.push(state));
  emitSome(bus, 1);
  state$.subscribe((state) => seen[1]!.push(state));
  emitSome(bus, 1);
  first.unsubscribe();
  emitSome(bus, 1);
  expect(seen).toEqual([
    [2, 3, 4],
    [3, 4, 5],
  ]);
});

it("tells a listener that rebuilds or travels the state that this led to", () => {
  const { bus } = openBus();
  const first = countOf(bus, "first");
  const second = logOf(bus, "second");
  const seen: string[] = [];
  second.subscribe(() => seen.push(`second ${second.state.length}`));
  let again = true;
  first.subscribe(() => {
    seen.push(`first ${first.state}`);
    if (again) second.rebuild(() => false);
    again = false;
  });
  emitSome(bus, 1);
  expect(seen).toEqual(["second 0", "first 1"].toReversed());
  expect(second.state).toEqual([]);
});
