/**
 * @typedef {{ name: string, unit: string, ours: number, peers: Record<string, number>, against?: string, budget?: { atLeast: number } | { atMost: number }, ratio?: number, spread?: string, note?: string }} Result
 *   `against`: the peer that the ratio is about. A ratio says how many times as fast as that peer ours is; where `atMost` bounds a ratio, how many times as long it takes.
 *   `ratio`: where it was measured better than by dividing the two figures.
 * @typedef {{ name: string, unit: string, ours: number, peers: Record<string, number>, ratio: number | null, budget: string | null, ok: boolean | null, spread?: string, note?: string }} Row
 */

/** @param {Result} result @returns {Row} */
export function judge({ against, budget, ratio: measured, ...result }) {
  const peer = against === undefined ? undefined : result.peers[against];
  const lowerIsBetter = budget !== undefined && "atMost" in budget;
  const ratio = measured ?? (peer === undefined ? null : lowerIsBetter ? result.ours / peer : peer / result.ours);
  if (budget === undefined) return { ...result, ratio, budget: null, ok: null };
  const value = ratio ?? result.ours;
  const unit = ratio === null ? ` ${result.unit}` : "×";
  if ("atMost" in budget) return { ...result, ratio, budget: `≤ ${budget.atMost}${unit}`, ok: value <= budget.atMost };
  return { ...result, ratio, budget: `≥ ${budget.atLeast}${unit}`, ok: value >= budget.atLeast };
}

/** @param {Row} row */
export function print({ name, unit, ours, peers, ratio, budget, ok, spread, note }) {
  const verdict = ok === null ? "  for information" : ok ? "  holds" : "  DOES NOT HOLD";
  const figure = ratio === null ? "" : `${shown(ratio)}×`;
  console.log(`\n${name}`);
  console.log(`  ${`eventdeck ${shown(ours)} ${unit}`.padEnd(34)}${figure.padStart(9)}${(budget ?? "").padStart(12)}${verdict}`);
  for (const [peer, value] of Object.entries(peers)) console.log(`    ${peer}: ${shown(value)} ${unit}`);
  if (spread !== undefined) console.log(`    lowest to highest: ${spread}`);
  if (note !== undefined) console.log(`    ${note}`);
}

/** @param {readonly Row[]} rows */
export function printSummary(rows) {
  const judged = rows.filter(({ ok }) => ok !== null);
  const missed = judged.filter(({ ok }) => !ok);
  console.log(`\n${judged.length - missed.length} of ${judged.length} budgets hold.`);
  for (const { name, ratio, ours, unit, budget } of missed)
    console.log(`  missed: ${name}: ${ratio === null ? `${shown(ours)} ${unit}` : `${shown(ratio)}×`}, ${budget}`);
}

/** Three digits that count. @param {number} value */
export function shown(value) {
  if (!Number.isFinite(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
