import type { Bus } from "../bus/index.ts";
import type { HistoryEntry } from "../history/index.ts";
import { describeEntry, listEntries, whyMissing } from "./describe-history.ts";
import { type Expectation, meets } from "./expectation.ts";
import type { Runner } from "./runner.ts";

export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

export function toHaveEmitted(bus: Bus, expectation: Expectation, runner: Runner): MatcherResult {
  const entries = [...bus.history];
  const found = entries.filter((entry) => meets(entry, expectation));
  if (found.length > 0) return { pass: true, message: () => `Expected no ${expectation.text}, but there was:\n${listEntries(found)}` };
  // What was evicted may have been the one that must not be there.
  if (runner.isNot && bus.history.evicted > 0)
    return { pass: true, message: () => [`Cannot tell that there was no ${expectation.text}.`, ...whyMissing(bus, () => false)].join("\n") };
  return { pass: false, message: () => describeMissing(bus, entries, expectation, runner) };
}

function describeMissing(bus: Bus, entries: readonly HistoryEntry[], expectation: Expectation, runner: Runner): string {
  const alike = entries.filter((entry) => expectation.selects(entry));
  const seen = alike.length > 0 ? describeNearest(alike, expectation, runner) : describeAll(entries);
  return [`Expected ${expectation.text}.`, ...seen, ...whyMissing(bus, expectation.names)].join("\n");
}

function describeAll(entries: readonly HistoryEntry[]): string[] {
  return entries.length === 0 ? ["The bus recorded nothing."] : ["None came. What came instead:", listEntries(entries)];
}

/** The one that differs least, and the newest of those. */
function describeNearest(alike: readonly HistoryEntry[], expectation: Expectation, runner: Runner): string[] {
  const compared = alike.map((entry) => ({ entry, ...expectation.compare(entry) }));
  const nearest = compared.reduce((best, next) => (next.differences <= best.differences ? next : best));
  const others = alike.filter((entry) => entry !== nearest.entry);
  return [
    `${alike.length === 1 ? "The only one" : `None of ${alike.length} has that payload. The nearest`} is ${describeEntry(nearest.entry)}`,
    "",
    runner.diff(nearest.expected, nearest.actual),
    ...(others.length > 0 ? ["", "The others:", listEntries(others, 5)] : []),
  ];
}
