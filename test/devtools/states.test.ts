import { createProjection } from "eventdeck/projection";
import { createTestBus } from "eventdeck/testing";
import { expect, it } from "vitest";
import { patchText, sortChanges } from "../../devtools/model/why/state-changes.ts";
import { createStatesDomain, watchTravel } from "../../devtools/target/local/states.ts";

function busWithCount(maxEvents = 100) {
  const bus = createTestBus({ history: { maxEvents } });
  const emit = (type: string) => bus.emit({ type, input: 1, options: { priority: "immediate" } });
  const project = () =>
    createProjection(bus, { name: "count", initial: { n: 0, last: "" }, checkpointEvery: 1, reducers: (on) => on("t", (draft) => void (draft.n += 1)) });
  return { bus, emit, project };
}

it("tells what an event changed in each projection, and what is no longer known", async () => {
  const { bus, emit, project } = busWithCount(3);
  project();
  const states = createStatesDomain(bus);
  for (let count = 0; count < 3; count += 1) emit("t");
  emit("other");
  expect(await states.changes(3)).toEqual([
    { name: "count", before: { n: 2, last: "" }, after: { n: 3, last: "" }, patches: [{ op: "replace", path: ["n"], value: 3 }] },
  ]);
  expect(await states.changes(4)).toEqual([{ name: "count", patches: [] }]);
  const sorted = sortChanges([...(await states.changes(1)), ...(await states.changes(3)), ...(await states.changes(4))]);
  expect([sorted.unknown[0]?.unknown?.includes("does not know position 1"), sorted.changed.length, sorted.unchanged]).toEqual([true, 1, ["count"]]);
  expect([await states.names(), await states.at("count", 2)]).toEqual([["count"], { n: 2, last: "" }]);
  await expect(states.at("gone", 2)).rejects.toThrow(RangeError);
});

it("shows another moment and comes back, and refuses where there is nothing to show", async () => {
  const { bus, emit, project } = busWithCount();
  const states = createStatesDomain(bus);
  await expect(states.seek(1)).rejects.toThrow("no projections");
  const count = project();
  for (let nth = 0; nth < 3; nth += 1) emit("t");
  await states.seek(1);
  expect(count.state.n).toBe(1);
  await states.forward();
  expect(count.state.n).toBe(2);
  await states.back();
  expect(count.state.n).toBe(1);
  await states.seek("live");
  expect(count.state.n).toBe(3);
  await expect(states.seek(99)).rejects.toThrow(RangeError);
});

it("follows the travel of a bus from its first projection on, and not before", async () => {
  const { bus, emit, project } = busWithCount();
  const moments: (number | "live")[] = [];
  const leave = watchTravel(bus, (moment) => moments.push(moment));
  emit("t");
  await bus.advance();
  expect(moments).toEqual([]);
  project();
  emit("t");
  await bus.advance();
  const states = createStatesDomain(bus);
  await states.seek(1);
  expect(moments).toEqual(["live", 1]);
  leave();
  await states.seek("live");
  expect(moments).toEqual(["live", 1]);
});

it("writes a patch as a program would", () => {
  expect(patchText("cart", { op: "replace", path: ["items", 2, "unit price"], value: 3n })).toEqual({
    op: "replace",
    path: 'cart.items[2]["unit price"]',
    value: "3n",
  });
  expect(patchText("cart", { op: "remove", path: ["items"] })).toEqual({ op: "remove", path: "cart.items", value: "" });
});
