import { describe, expect, it } from "vitest";
import type { HistoryEntry, Priority } from "eventdeck";
import { createStrip, type StripModel } from "../../devtools/model/index.ts";
import { tallyAt } from "../../devtools/model/strip/strip-chunk.ts";
import type { Extent } from "../../devtools/model/strip/viewport.ts";
import * as fc from "../fast-check.ts";
import { createScreen } from "./painted.ts";
import { writtenLog, writtenSelection, type Written, type WrittenLog } from "./strip-log.ts";

const lanes: readonly Priority[] = ["immediate", "normal", "deferred"];

const anEntry: fc.Arbitrary<Written> = fc.record({
  // Often the same millisecond, sometimes days later, and now and then back.
  at: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 300_000_000 })),
  priority: fc.constantFrom(...lanes),
  failed: fc.boolean(),
  pending: fc.boolean(),
  handlers: fc.nat(2),
});

function read(log: WrittenLog, screen = createScreen()): StripModel {
  const strip = createStrip(log, undefined, screen);
  strip.connect();
  while (screen.waiting > 0) screen.paint();
  return strip;
}

function bruteForce(strip: StripModel, entries: readonly HistoryEntry[], { from, to }: Extent) {
  const within = entries.filter(({ position }) => strip.momentOf(position) >= from && strip.momentOf(position) < to);
  const count = (test: (entry: HistoryEntry) => boolean) => lanes.map((lane) => within.filter((entry) => entry.event.priority === lane && test(entry)).length);
  return {
    events: count(() => true),
    failed: count(({ outcome }) => outcome.failed > 0),
    pending: within.filter(({ outcome }) => outcome.pending > 0).length,
    unheard: within.filter(({ outcome }) => outcome.handlers === 0).length,
  };
}

function ofTally(tally: Uint32Array) {
  const three = (at: number) => [...tally.subarray(at, at + 3)];
  return { events: three(tallyAt.events), failed: three(tallyAt.failed), pending: tally[tallyAt.pending], unheard: tally[tallyAt.unheard] };
}

/** A part of all there is, by shares of it. */
const aPart = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }));

function part({ extent }: StripModel["state"], [one, other]: readonly [number, number]): Extent {
  const at = (share: number) => extent.from + share * (extent.to - extent.from);
  const from = Math.min(at(one), at(other));
  return { from, to: Math.max(at(one), at(other), from + 0.01) };
}

describe("buckets of the strip", () => {
  it("count what one by one counting counts, at any zoom, on either axis", () => {
    fc.assert(
      fc.property(
        fc.array(anEntry, { minLength: 1, maxLength: 300 }),
        aPart,
        fc.integer({ min: 1, max: 400 }),
        fc.boolean(),
        (entries, shares, buckets, idle) => {
          const log = writtenLog();
          log.write(...entries);
          const strip = read(log);
          strip.collapseIdle(idle);
          const view = part(strip.state, shares);
          for (const bucket of strip.buckets(view, (view.to - view.from) / buckets)) {
            expect(ofTally(bucket.tally)).toEqual(bruteForce(strip, log.entries, bucket));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("lose nobody between them", () => {
    fc.assert(
      fc.property(fc.array(anEntry, { minLength: 1, maxLength: 300 }), fc.integer({ min: 1, max: 2_000 }), (entries, buckets) => {
        const log = writtenLog();
        log.write(...entries);
        const strip = read(log);
        const { extent } = strip.state;
        const sums = strip.buckets(extent, (extent.to - extent.from) / buckets).map(({ tally }) => ofTally(tally));
        const add = (key: "events" | "failed") => sums.flatMap((sum) => sum[key]).reduce((left, right) => left + right, 0);
        expect(add("events")).toBe(entries.length);
        expect(add("failed")).toBe(entries.filter(({ failed }) => failed).length);
      }),
      { numRuns: 60 },
    );
  });

  it("follow eviction, late outcomes and a filter", () => {
    const change = fc.record({ evict: fc.nat(40), settle: fc.nat(200), add: fc.array(anEntry, { maxLength: 100 }), match: fc.array(fc.nat(300)) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
        const log = writtenLog();
        const selection = writtenSelection();
        const screen = createScreen();
        const strip = createStrip(log, { subscribe: () => () => undefined, selection }, screen);
        strip.connect();
        for (const { evict, settle, add, match } of changes) {
          log.write(...add);
          while (screen.waiting > 0) screen.paint();
          const settled = Math.min(log.lastPosition, log.firstPosition + settle);
          if (log.get(settled)) log.rewrite(settled, { ...add[0], at: log.get(settled)!.recordedAt, failed: true });
          strip.outcomeChanged(settled);
          const newest = Math.max(0, ...allRows(selection));
          const oldest = Math.min(newest, ...allRows(selection));
          const known = [...new Set(match)].filter((position) => position >= log.firstPosition && position <= log.lastPosition);
          // As a filter finds them: what is new as it comes, and what is old from its newest end.
          selection.match(...known.filter((position) => position > newest).toSorted((left, right) => left - right));
          selection.match(...known.filter((position) => position < oldest).toSorted((left, right) => right - left));
          log.evictBefore(log.firstPosition + evict);
          while (screen.waiting > 0) screen.paint();
        }
        const all = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
        const { extent } = strip.state;
        const sums = strip.buckets(extent, extent.to - extent.from).map(({ tally }) => tally);
        const total = (at: number) => sums.reduce((sum, tally) => sum + tally[at]! + tally[at + 1]! + tally[at + 2]!, 0);
        const expected = bruteForce(strip, log.entries, all);
        expect(total(tallyAt.events)).toBe(log.entries.length);
        expect(total(tallyAt.failed)).toBe(expected.failed.reduce((left, right) => left + right, 0));
        expect(total(tallyAt.matched)).toBe(allRows(selection).filter((position) => log.get(position)).length);
      }),
      { numRuns: 60 },
    );
  });

  it("show one failure among 100,000 events of one millisecond", () => {
    const log = writtenLog();
    log.write(...Array.from({ length: 100_000 }, (_, index) => ({ at: 7, failed: index === 61_234 })));
    const strip = read(log);
    const { extent } = strip.state;
    const buckets = strip.buckets(extent, extent.to - extent.from);
    expect(buckets.flatMap(({ tally }) => ofTally(tally).failed)).toContain(1);
    expect(strip.nearest((extent.from + extent.to) / 2, extent.to - extent.from)).toBe(61_235);
  });
});

function allRows({ matches }: ReturnType<typeof writtenSelection>): readonly number[] {
  const rows = matches.rows(0);
  return Array.from({ length: rows.count }, (_, row) => rows.positionAt(row) ?? 0);
}
