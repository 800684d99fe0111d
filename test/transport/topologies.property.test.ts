import { type BusEvent, createBus } from "eventdeck";
import { VirtualClock } from "eventdeck/testing";
import { connect } from "eventdeck/transport";
import { memoryLink } from "eventdeck/transport/memory";
import { describe, expect, it } from "vitest";
import * as fc from "../fast-check.ts";
import { randomBy } from "./random-by.ts";

type Edge = readonly [from: number, to: number];
const shapes: Readonly<Record<string, (count: number) => Edge[]>> = {
  line: (count) => Array.from({ length: count - 1 }, (_, index): Edge => [index, index + 1]),
  star: (count) => Array.from({ length: count - 1 }, (_, index): Edge => [0, index + 1]),
  ring: (count) => Array.from({ length: count }, (_, index): Edge => [index, (index + 1) % count]),
  mesh: (count) => Array.from({ length: count }, (_, from) => Array.from({ length: from }, (__, to): Edge => [from, to])).flat(),
};

const scenario = fc.record({
  shape: fc.constantFrom(...Object.keys(shapes)),
  count: fc.integer({ min: 3, max: 5 }),
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
  loss: fc.constantFrom(0, 0.1, 0.3, 0.6),
  duplicates: fc.constantFrom(0, 0.2),
  latestMs: fc.constantFrom(0, 40),
  maxBacklog: fc.constantFrom(5, 10_000),
  /** Who publishes, and milliseconds until the next does. */
  published: fc.array(fc.tuple(fc.nat({ max: 4 }), fc.constantFrom(0, 0, 10, 400)), { maxLength: 40 }),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

async function open({ shape, count, seed, loss, duplicates, latestMs, maxBacklog }: Scenario) {
  const clock = new VirtualClock();
  const random = randomBy(seed);
  const weather = { bad: true };
  const buses = Array.from({ length: count }, (_, index) => createBus({ clock, source: `/bus/${index}` }));
  const connections = await Promise.all(
    shapes[shape]!(count).flatMap(([from, to]) => {
      const { left, right } = memoryLink({
        schedule: (task) => void clock.schedule(task, random() * latestMs, "normal"),
        lose: () => weather.bad && random() < loss,
        copies: () => (weather.bad && random() < duplicates ? 2 : 1),
      });
      return [connect(buses[from]!, left, { maxBacklog }), connect(buses[to]!, right, { maxBacklog })].map(async (connection, side) => ({
        bus: side === 0 ? from : to,
        connection: await connection,
      }));
    }),
  );
  return { clock, buses, connections, weather };
}

describe("buses linked in any way, over links that lose and repeat", () => {
  it("get every event once, or are told of a gap", async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (given) => {
        const { clock, buses, connections, weather } = await open(given);
        const published: BusEvent[] = [];
        for (const [publisher, pauseMs] of given.published) {
          published.push(buses[publisher % buses.length]!.emit({ type: "counted", input: published.length }));
          await clock.advance(pauseMs);
        }
        await clock.advance(5000);
        weather.bad = false;
        await clock.advance(120_000);
        for (const [index, bus] of buses.entries()) {
          const ids = [...bus.history].map(({ event }) => event.id);
          expect(new Set(ids).size, `bus ${index} has nothing twice`).toBe(ids.length);
          const own = connections.filter((one) => one.bus === index);
          const told = own.some(({ connection }) => connection.stats.gaps > 0);
          if (!told) expect(ids.toSorted(), `bus ${index} has everything`).toEqual(published.map(({ id }) => id).toSorted());
        }
        const isLossless = given.loss === 0 && given.maxBacklog > 5;
        if (isLossless) expect(connections.map(({ connection }) => connection.stats.gaps)).toEqual(connections.map(() => 0));
        await Promise.all(buses.map((bus) => bus.close()));
        // The goodbyes arrive nowhere, and nothing else is left.
        await clock.advance(100);
        expect(clock.scheduled, "no timer is left").toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it("keep the order of each source on a line without loss", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 2 }), { maxLength: 30 }), async (publishers) => {
        const { clock, buses } = await open({ shape: "line", count: 3, seed: 1, loss: 0, duplicates: 0, latestMs: 0, maxBacklog: 10_000, published: [] });
        for (const [index, publisher] of publishers.entries()) buses[publisher]!.emit({ type: "counted", input: index });
        await clock.advance(10_000);
        for (const bus of buses) {
          for (const { source } of buses) {
            const numbers = [...bus.history].filter(({ event }) => event.source === source).map(({ event }) => Number(event.payload));
            expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
          }
          expect(bus.history.size).toBe(publishers.length);
        }
        await Promise.all(buses.map((bus) => bus.close()));
      }),
      { numRuns: 20 },
    );
  });
});
