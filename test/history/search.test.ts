import { type BusEvent, FilterSyntaxError, type HistoryEntry } from "eventdeck";
import { microtasks, type VirtualClock } from "eventdeck/testing";
import { describe, expect, it } from "vitest";
import { openBus, watch } from "../scheduling/virtual-bus.ts";
import { draft, emitSome, positionsOf } from "./deck.ts";

/** Runs a search to its end, one task of the host after another. */
async function drive(clock: VirtualClock, slices: AsyncIterable<readonly HistoryEntry[]>, onSlice: (found: readonly HistoryEntry[]) => void = () => {}) {
  const found: HistoryEntry[] = [];
  let tasks = 0;
  const all = (async () => {
    for await (const slice of slices) {
      found.push(...slice);
      onSlice(slice);
    }
  })();
  const watched = watch(all);
  await microtasks();
  while (watched.state === "pending" && (await clock.turn())) tasks++;
  await all;
  return { found, tasks };
}
/** A predicate that takes a while for each event. */
function slow(clock: VirtualClock, ms: number, matches: (event: BusEvent) => boolean = () => true) {
  return (event: BusEvent) => {
    clock.spend(ms);
    return matches(event);
  };
}

describe("search", () => {
  it("finds what query finds, in slices", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 500);
    const even = ({ payload }: BusEvent) => Number(payload) % 2 === 0;
    for (const options of [{}, { newestFirst: true }, { from: 100, to: 300 }, { limit: 33 }, { limit: 33, newestFirst: true, to: 400 }]) {
      const { found, tasks } = await drive(clock, bus.history.search(slow(clock, 1, even), options));
      expect(found).toEqual(bus.history.query(even, options));
      expect(tasks).toBeGreaterThan(10);
    }
  });
  it("never holds the host for more than a few milliseconds", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 300);
    let longest = 0;
    let sliceBeganAt = clock.monotonic();
    const predicate = (event: BusEvent) => {
      clock.spend(1);
      longest = Math.max(longest, clock.monotonic() - sliceBeganAt);
      return event.payload === 299;
    };
    const schedule = clock.schedule.bind(clock);
    clock.schedule = (run, delayMs, priority) =>
      schedule(
        () => {
          sliceBeganAt = clock.monotonic();
          run();
        },
        delayMs,
        priority,
      );
    const { found } = await drive(clock, bus.history.search(predicate));
    expect(positionsOf(found)).toEqual([299]);
    expect(longest).toBeLessThanOrEqual(8);
  });
  it("yields a slice as soon as there is one, and none that is empty", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 200);
    const sizes: number[] = [];
    await drive(clock, bus.history.search(slow(clock, 1, ({ payload }) => Number(payload) > 150)), (slice) => void sizes.push(slice.length));
    expect(sizes.length).toBeGreaterThan(3);
    expect(sizes).not.toContain(0);
  });
  it("ends at once when nothing is there", async () => {
    const { bus, clock } = openBus();
    expect(await drive(clock, bus.history.search(""))).toEqual({ found: [], tasks: 0 });
  });
  it("throws for bad text and bad options when it is asked for the first slice", async () => {
    const { bus, clock } = openBus();
    await expect(drive(clock, bus.history.search("nope:1"))).rejects.toBeInstanceOf(FilterSyntaxError);
    await expect(drive(clock, bus.history.search("", { limit: -1 }))).rejects.toBeInstanceOf(RangeError);
  });
});

describe("a search under way", () => {
  it("ends with the signal's reason", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 300);
    const controller = new AbortController();
    const reason = new Error("enough");
    const seen: number[] = [];
    const search = bus.history.search(slow(clock, 1), { signal: controller.signal });
    const driven = drive(clock, search, (slice) => {
      seen.push(slice.length);
      controller.abort(reason);
    });
    await expect(driven).rejects.toBe(reason);
    expect(seen).toHaveLength(1);
    expect(clock.scheduled).toBe(0);
    await expect(drive(clock, bus.history.search("", { signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
  });
  it("can be left with break", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 300);
    for await (const slice of bus.history.search(slow(clock, 1))) {
      expect(slice.length).toBeGreaterThan(0);
      break;
    }
    expect(clock.scheduled).toBe(0);
  });
  it("leaves out what is evicted and does not go on to what is recorded meanwhile", async () => {
    const { bus, clock } = openBus({ history: { maxEvents: 300 } });
    emitSome(bus, 300, "old");
    let slices = 0;
    const { found } = await drive(clock, bus.history.search(slow(clock, 1)), () => {
      if (++slices === 1) emitSome(bus, 250, "new");
    });
    expect(found.every(({ event }) => event.type === "old")).toBe(true);
    expect(found.at(-1)?.position).toBe(300);
    const first = positionsOf(found).findIndex((position) => position > 250);
    expect(first).toBeGreaterThan(0);
    expect(positionsOf(found).slice(first)).toEqual(Array.from({ length: 50 }, (_, index) => 251 + index));
  });
  it("goes by types also when the evicted ones give their place to new ones", async () => {
    const { bus, clock } = openBus({ history: { maxEvents: 40 } });
    for (let n = 0; n < 40; n++) bus.emit(draft(`a.n${n}`, n));
    let slices = 0;
    const isSlow = slow(clock, 1, ({ type }) => type.startsWith("a."));
    const { found } = await drive(clock, bus.history.search(isSlow), () => {
      if (++slices === 1) for (let n = 0; n < 20; n++) bus.emit(draft(`b.n${n}`, n));
    });
    expect(found.map(({ event, position }) => [event.type, position])).toEqual(found.map(({ position }) => [`a.n${position - 1}`, position]));
    expect(found.at(-1)?.position).toBe(40);
  });
  it("ends when the history is cleared, and leaves out what grows too old", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 100);
    const { found } = await drive(clock, bus.history.search(slow(clock, 1)), () => bus.history.clear());
    expect(found.length).toBeLessThan(20);

    const { bus: aging, clock: time } = openBus({ history: { maxAgeMs: 50 } });
    emitSome(aging, 100);
    const aged = await drive(time, aging.history.search(slow(time, 1)));
    expect(aged.found.length).toBeLessThan(70);
    expect(aging.history.size).toBe(0);
  });
  it("does not mind another beside it", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 200);
    const [one, two] = await Promise.all([drive(clock, bus.history.search(slow(clock, 1))), drive(clock, bus.history.search("", { newestFirst: true }))]);
    expect(one.found.map(({ position }) => position)).toEqual(positionsOf(bus.history));
    expect(two.found.length).toBe(200);
  });
});
