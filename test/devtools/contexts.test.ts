import { beforeEach, describe, expect, it } from "vitest";
import { createStrip } from "../../devtools/model/index.ts";
import { tallyAt } from "../../devtools/model/strip/strip-chunk.ts";
import * as fc from "../fast-check.ts";
import { createScreen } from "./painted.ts";
import { writtenLog, writtenSelection, type Written } from "./strip-log.ts";
import { stripScene, type StripScene } from "./strip-scene.ts";

let { log, strip, settle }: StripScene = stripScene();

beforeEach(() => {
  ({ log, strip, settle } = stripScene());
});

/** Positions from left to right. */
function drawn(): readonly number[] {
  const { first, last } = strip.state;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).toSorted((left, right) => strip.momentOf(left) - strip.momentOf(right));
}
function wall(position: number): number {
  return Math.floor(strip.wallOf(strip.momentOf(position)) + 0.01);
}

/** From a worker whose clock is 3 s ahead. */
const worker = (sent: number, more: object = {}) => ({ maker: "w1", source: "worker", sent: sent + 3_000, aheadMs: 3_000, withinMs: 2, ...more });
/** From a tab whose clock is 2 s behind. */
const tab = (sent: number, more: object = {}) => ({ maker: "t1", source: "tab", sent: sent - 2_000, aheadMs: -2_000, withinMs: 2, ...more });

describe("events of several contexts on the strip", () => {
  it("stand in one order, each where it happened: by the sender's clock, corrected by how that stands", () => {
    log.write({ at: 10_000 }, { at: 10_050 }, { at: 10_060, from: worker(10_020) }, { at: 10_070, from: tab(10_010) }, { at: 10_080 });
    settle();
    expect(drawn()).toEqual([1, 4, 3, 2, 5]);
    expect([1, 2, 3, 4, 5].map(wall)).toEqual([10_000, 10_050, 10_020, 10_010, 10_080]);
  });

  it("stand after their cause, also where the measured clock says otherwise", () => {
    log.write({ at: 10_000, id: "asked" }, { at: 10_004, cause: "asked", from: worker(9_998) });
    settle();
    expect(drawn()).toEqual([1, 2]);
    expect(wall(2)).toBe(10_000);
  });

  it("stand before their consequence, when that came here first by another way", () => {
    log.write({ at: 10_000 }, { at: 10_020, id: "late", cause: "early", from: tab(10_011) }, { at: 10_040, id: "early", from: worker(10_012) });
    settle();
    expect(drawn()).toEqual([1, 3, 2]);
  });

  it("never stand later than they came in, however wrong a clock that nobody compared", () => {
    log.write(
      { at: 10_000 },
      { at: 10_010, from: { maker: "x", sent: 99_000 } },
      { at: 10_020, from: { maker: "y", sent: 9_995 } },
      { at: 10_030, from: worker(10_500) },
    );
    settle();
    expect([2, 3, 4].map(wall)).toEqual([10_010, 9_995, 10_030]);
  });

  it("are placed anew once it is known how their sender's clock stands", () => {
    const unknown = { maker: "w1", source: "worker", sent: 13_020 };
    log.write({ at: 10_000 }, { at: 10_040, from: unknown }, { at: 10_050 });
    settle();
    expect(wall(2)).toBe(10_040);
    log.write({ at: 10_060, from: worker(10_055) });
    settle();
    expect([wall(2), wall(4)]).toEqual([10_020, 10_055]);
    expect(drawn()).toEqual([1, 2, 3, 4]);
  });

  it("are placed anew when the log tells more of what it holds already", () => {
    log.write({ at: 10_000 }, { at: 10_040, from: { maker: "w1", sent: 13_020 } });
    settle();
    Object.assign(log.entries[1]?.arrival ?? {}, { aheadMs: 3_000, withinMs: 1 });
    log.attempt({ at: 10_041 });
    settle();
    expect(wall(2)).toBe(10_020);
  });

  it("keep their moments in a file, which tells when each was published or came in", () => {
    log.write(
      { imported: 10_000, at: 77_000 },
      { imported: 0, at: 77_000, from: worker(10_015, { at: 10_030 }) },
      { imported: 10_020, at: 77_000 },
      { imported: 10_040, at: 77_000 },
    );
    settle();
    expect([1, 2, 3, 4].map(wall)).toEqual([10_000, 10_015, 10_030, 10_040]);
  });

  it("have lanes by context, which can be those of priority instead", () => {
    log.write({ at: 10_000, priority: "immediate" });
    settle();
    expect(strip.state.byContext).toBeUndefined();
    expect(strip.state.lanes.map(({ name }) => name)).toEqual(["Immediate", "Normal", "Deferred"]);
    log.write({ at: 10_030, from: worker(10_010) }, { at: 10_040, from: tab(10_020) }, { at: 10_050, from: worker(10_030) });
    settle();
    expect(strip.state).toMatchObject({ byContext: true, lanes: [{ name: "Here" }, { name: "worker", skew: { aheadMs: 3_000 } }, { name: "tab" }] });
    const lanes = () => strip.marks(strip.state.view, 1, 4, true).map(({ position, lane }) => [position, lane]);
    expect(lanes()).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
      [4, 1],
    ]);
    strip.groupByContext(false);
    settle();
    expect(strip.state).toMatchObject({ byContext: false, lanes: [{ name: "Immediate" }, { name: "Normal" }, { name: "Deferred" }] });
    expect(lanes().map(([, lane]) => lane)).toEqual([0, 1, 1, 1]);
    expect(wall(2)).toBe(10_010);
  });

  it("tell instances of one name apart, and put those past six into one lane", () => {
    log.write({ at: 1 }, ...Array.from({ length: 8 }, (_, n) => ({ at: 10 + n, from: { maker: `m${n}`, source: "tab", sent: 10 + n } })));
    settle();
    expect(strip.state.lanes.map(({ name }) => name)).toEqual(["Here", "tab", "tab 2", "tab 3", "tab 4", "tab 5", "tab 6", "Others"]);
    const [bucket] = strip.buckets(strip.state.extent, 1_024);
    expect([...(bucket?.tally.subarray(0, 8) ?? [])]).toEqual([1, 1, 1, 1, 1, 1, 1, 2]);
  });

  it("are drawn as sent, then on their way, then handled", () => {
    log.write({ at: 10_000 }, { at: 10_030, waitedMs: 2, ranMs: 5, from: worker(10_010) });
    settle();
    const mark = strip.marks(strip.state.view, 1, 4, true).find(({ position }) => position === 2);
    expect([mark?.at, mark?.arrivedAt, mark?.ranTo].map((moment) => Number(moment))).toEqual([10, 30, 35]);
    expect(mark?.waitedFrom).toBeUndefined();
  });

  it("leave room for their way and for what was done about them, also when they were sent before what came before them", () => {
    log.write({ at: 10_000 }, { at: 10_020, from: tab(10_015), ranMs: 1 }, { at: 10_060, from: worker(10_010), ranMs: 5 });
    settle();
    expect(drawn()).toEqual([1, 3, 2]);
    expect(strip.state.extent.to).toBeGreaterThanOrEqual(65);
    expect(strip.marks({ from: 50, to: 70 }, 1, 4, true).map(({ position }) => position)).toEqual([3]);
  });

  it("are stepped through in the order of time, and chosen by a span that holds all of it", () => {
    log.write({ at: 10_000 }, { at: 10_050 }, { at: 10_060, from: worker(10_020) }, { at: 10_080 });
    settle();
    expect([strip.step(1, 1), strip.step(3, 1), strip.step(2, 1), strip.step(4, -3)]).toEqual([3, 2, 4, 1]);
    expect(strip.nearest(strip.momentAt(10_021), 0.5)).toBe(3);
    strip.brush(strip.momentAt(10_010), strip.momentAt(10_055));
    expect(strip.state.span).toEqual({ from: 2, to: 3 });
  });

  it("say in words where they came from, and when they were sent by the clock here", () => {
    log.write({ at: 10_000 }, { at: 10_060, from: worker(10_020) });
    settle();
    expect(strip.textOf(2)).toMatch(/^#2 test\.event from worker, .*10\.020/);
  });
});

interface Happening {
  readonly maker: number;
  /** Since the cause, or since the event before. */
  readonly afterMs: number;
  readonly latencyMs: number;
  /** Of the events before it. */
  readonly cause: number | undefined;
}

const happenings = fc.record({
  clocks: fc.array(
    fc.record({
      aheadMs: fc.integer({ min: -5_000, max: 5_000 }),
      withinMs: fc.integer({ min: 1, max: 40 }),
      error: fc.double({ min: -1, max: 1, noNaN: true }),
    }),
    {
      minLength: 1,
      maxLength: 4,
    },
  ),
  events: fc.array(fc.record({ maker: fc.nat(4), afterMs: fc.nat(15), latencyMs: fc.nat(120), cause: fc.option(fc.nat(60), { nil: undefined }) }), {
    minLength: 1,
    maxLength: 60,
  }),
});

/** What really happened, and what a bus has recorded of it: the maker 0 is this bus. */
function recorded(clocks: readonly { readonly aheadMs: number; readonly withinMs: number; readonly error: number }[], events: readonly Happening[]) {
  let now = 100_000;
  const real = events.map((event, index) => {
    now += event.afterMs;
    const cause = event.cause === undefined || index === 0 ? undefined : event.cause % index;
    const maker = event.maker % (clocks.length + 1);
    return { index, maker, at: now, seenAt: maker === 0 ? now : now + event.latencyMs, cause };
  });
  // What a bus makes in answer to an event it has to have seen; here it is seen when it comes in.
  const sound = real.filter(({ maker, at, cause }) => cause === undefined || maker !== 0 || (real[cause]?.seenAt ?? 0) <= at);
  const order = sound.toSorted((left, right) => left.seenAt - right.seenAt || left.index - right.index);
  const written = order.map(({ index, maker, at, seenAt, cause }): Written => {
    const clock = clocks[maker - 1];
    const from = clock && {
      maker: `m${maker}`,
      sent: at + clock.aheadMs,
      aheadMs: clock.aheadMs + clock.error * clock.withinMs,
      withinMs: clock.withinMs,
    };
    return { at: seenAt, id: `e${index}`, ...(cause !== undefined && { cause: `e${cause}` }), ...(from && { from }) };
  });
  return { written, order };
}

describe("whatever clocks and ways there are", () => {
  it("no consequence that came after its cause stands before it, and each stands where it happened as far as clocks are known", () => {
    fc.assert(
      fc.property(happenings, fc.integer({ min: 1, max: 20 }), ({ clocks, events }, atOnce) => {
        const { written, order } = recorded(clocks, events);
        const page = createScreen();
        const told = writtenLog();
        const model = createStrip(told, undefined, page);
        model.connect();
        for (let from = 0; from < written.length; from += atOnce) {
          told.write(...written.slice(from, from + atOnce));
          while (page.waiting > 0) page.paint();
        }
        const within = Math.max(1, ...clocks.map(({ withinMs }) => withinMs));
        const positionOf = new Map(order.map(({ index }, nth) => [index, nth + 1]));
        for (const [nth, { at, cause }] of order.entries()) {
          const moment = model.momentOf(nth + 1);
          expect(Math.abs(model.wallOf(moment) - at)).toBeLessThanOrEqual(within + 1);
          const causeAt = cause === undefined ? undefined : positionOf.get(cause);
          if (causeAt === undefined) continue;
          if (causeAt < nth + 1) expect(moment).toBeGreaterThan(model.momentOf(causeAt));
          else expect(moment).toBeGreaterThan(model.momentOf(causeAt) - 2 * within);
        }
      }),
    );
  });

  it("what is counted is what stands there, while events come late, match, settle and are evicted", () => {
    const aWritten: fc.Arbitrary<Written> = fc.record(
      {
        at: fc.integer({ min: 0, max: 400 }),
        failed: fc.boolean(),
        from: fc.record({ maker: fc.constantFrom("a", "b"), sent: fc.integer({ min: 0, max: 400 }), aheadMs: fc.constant(0) }),
      },
      { requiredKeys: ["at"] },
    );
    fc.assert(
      fc.property(fc.array(fc.array(aWritten, { maxLength: 90 }), { maxLength: 4 }), fc.nat(100), fc.array(fc.nat(300)), (batches, evicted, matching) => {
        const page = createScreen();
        const told = writtenLog();
        const selection = writtenSelection();
        const listeners = new Set<() => void>();
        const model = createStrip(told, { selection, subscribe: (listener) => (listeners.add(listener), () => listeners.delete(listener)) }, page);
        model.connect();
        let at = 0;
        for (const batch of batches) {
          told.write(...batch.map((one): Written => ({ ...one, at: (at = Math.max(at, one.at ?? 0)) })));
          selection.match(...matching.filter((position) => position > 0 && position <= told.lastPosition));
          for (const tell of listeners) tell();
          while (page.waiting > 0) page.paint();
          told.evictBefore(Math.min(evicted, told.lastPosition));
          while (page.waiting > 0) page.paint();
          for (const { from, to, tally } of model.buckets(model.state.extent, 16)) {
            const within = told.entries.filter(({ position }) => model.momentOf(position) >= from && model.momentOf(position) < to);
            const sum = (first: number) => tally.subarray(first, first + 8).reduce((total, one) => total + one, 0);
            expect(sum(tallyAt.events)).toBe(within.length);
            expect(sum(tallyAt.failed)).toBe(within.filter(({ outcome }) => outcome.failed > 0).length);
            expect(sum(tallyAt.matched)).toBe(within.filter(({ position }) => selection.matches.has(position)).length);
          }
          expect(model.countIn({ from: model.state.extent.from - 1, to: model.state.extent.to + 1 })).toBe(told.size);
          expect(
            model
              .marks(model.state.extent, 1, 4, false)
              .map(({ position }) => position)
              .toSorted((left, right) => left - right),
          ).toEqual(told.entries.map(({ position }) => position));
        }
      }),
      { numRuns: 200 },
    );
  });
});
