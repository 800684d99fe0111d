import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createBus } from "eventdeck";
import { createProjection, timeTravel } from "eventdeck/projection";
import { expect, it } from "vitest";
import { emitSome } from "../history/deck.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");
async function heapUsed(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
  return process.memoryUsage().heapUsed;
}

it("300 projections that were made and disposed leave nothing behind on a bus that stays", { timeout: 120_000 }, async () => {
  await using bus = createBus({ history: { maxEvents: 10 } });
  const { signal } = new AbortController();
  const live = () => {
    const references: WeakRef<object>[] = [];
    for (let round = 0; round < 300; round++) {
      const projection = createProjection(bus, {
        name: `p${round % 3}`,
        initial: { list: [] as unknown[] },
        checkpointEvery: 2,
        signal,
        reducers: (on) => {
          on("t", (draft, event) => void draft.list.push(event.payload));
          on(`topic.${round}.*`, () => {});
        },
      });
      projection.subscribe(() => {});
      projection.state$.subscribe();
      emitSome(bus, 2);
      timeTravel(bus).back();
      timeTravel(bus).live();
      projection.rebuild();
      projection.at(bus.history.lastPosition - 1);
      projection.dispose();
      references.push(new WeakRef(projection));
    }
    return references;
  };
  const references = live();
  await heapUsed();
  expect(references.filter((reference) => reference.deref() !== undefined).length).toBeLessThan(10);
  const growth: number[] = [];
  for (let round = 0; round < 2; round++) {
    const before = await heapUsed();
    live();
    growth.push(((await heapUsed()) - before) / 300);
  }
  // One that stayed would be some 5 kB.
  expect(Math.min(...growth)).toBeLessThan(1500);
});

it("projections go with their bus", { timeout: 120_000 }, async () => {
  const live = async () => {
    const bus = createBus();
    const projection = createProjection(bus, { name: "p", initial: 0, reducers: (on) => on("t", (n) => n + 1) });
    projection.state$.subscribe();
    timeTravel(bus).position$.subscribe();
    emitSome(bus, 2);
    await bus.close();
    return [new WeakRef(bus), new WeakRef(projection), new WeakRef(timeTravel(bus))];
  };
  const references: WeakRef<object>[] = [];
  for (let round = 0; round < 300; round++) references.push(...(await live()));
  await heapUsed();
  expect(references.filter((reference) => reference.deref() !== undefined).length).toBeLessThan(10);
});
