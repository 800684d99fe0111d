import type { Bus } from "../bus/index.ts";
import type { HistoryEntry } from "../history/index.ts";
import { describeEntry, listEntries, whyMissing } from "./describe-history.ts";
import { type Expectation, meets } from "./expectation.ts";
import type { Runner } from "./runner.ts";
import type { MatcherResult } from "./to-have-emitted.ts";

/** Each expected event after the one before it, others in between or not. */
export function toHaveEmittedInOrder(bus: Bus, expectations: readonly Expectation[], runner: Runner): MatcherResult {
  const entries = [...bus.history];
  const met: HistoryEntry[] = [];
  // The earliest that will do leaves the most for those that follow.
  for (const expectation of expectations) {
    const after = met.at(-1)?.position ?? -Infinity;
    const next = entries.find((entry) => entry.position > after && meets(entry, expectation));
    if (next === undefined) break;
    met.push(next);
  }
  if (met.length === expectations.length) return { pass: true, message: () => `Expected them not in this order, but they came:\n${listEntries(met)}` };
  if (runner.isNot && bus.history.evicted > 0)
    return { pass: true, message: () => ["Cannot tell that they did not come in this order.", ...whyMissing(bus, () => false)].join("\n") };
  return { pass: false, message: () => describeBreak(bus, entries, expectations, met, runner) };
}

function describeBreak(bus: Bus, entries: readonly HistoryEntry[], expectations: readonly Expectation[], met: readonly HistoryEntry[], runner: Runner): string {
  const broken = expectations[met.length]!;
  const last = met.at(-1);
  const rest = entries.filter(({ position }) => position > (last?.position ?? -Infinity));
  const steps = expectations.map(({ text }, index) => {
    const mark = index < met.length ? "✓" : index === met.length ? "✗" : " ";
    return `  ${mark} ${index + 1}. ${text}${index < met.length ? ` was #${met[index]!.position}` : ""}`;
  });
  const where = last === undefined ? "" : ` after #${last.position}`;
  return [
    "Expected in this order:",
    ...steps,
    ...(rest.length === 0 ? [`Nothing came${where}.`] : [`What came${where} instead:`, listEntries(rest)]),
    ...describeNearMiss(entries, rest, broken, runner),
    ...whyMissing(bus, broken.names),
  ].join("\n");
}

/** The missing event came too early, or with another payload. */
function describeNearMiss(entries: readonly HistoryEntry[], rest: readonly HistoryEntry[], broken: Expectation, runner: Runner): string[] {
  const early = entries.find((entry) => !rest.includes(entry) && meets(entry, broken));
  if (early) return [`It came before that: ${describeEntry(early)}`];
  const alike = rest.find((entry) => broken.selects(entry));
  if (!alike) return [];
  const { expected, actual } = broken.compare(alike);
  return [`${describeEntry(alike)} differs:`, "", runner.diff(expected, actual)];
}
