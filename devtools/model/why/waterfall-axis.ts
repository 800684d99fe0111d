/** A mark on the axis of a waterfall. */
export interface AxisTick {
  /** From 0 at the left to 1 at the right. */
  readonly at: number;
  /** Time since the first event: `0`, `20 ms`, `1.5 s`. */
  readonly label: string;
}

/**
 * Marks at round times, counted from the first event of a story.
 *
 * @param origin - when the story began. Milliseconds, as `from` and `to`, between which is drawn
 * @param most - how many there is room for
 */
export function axisTicks(origin: number, from: number, to: number, most: number): readonly AxisTick[] {
  const length = to - from;
  if (!(length > 0) || most < 1) return [];
  const step = roundStep(length / most);
  const ticks: AxisTick[] = [];
  // Whole steps are counted, since adding them up would drift.
  for (let nth = Math.ceil((from - origin) / step - 1e-9); origin + nth * step <= to; nth += 1) {
    ticks.push({ at: (origin + nth * step - from) / length, label: labelOf(nth * step, step) });
  }
  return ticks;
}

/** The next of 1, 2, 5, 10, 20, 50 … */
function roundStep(wanted: number): number {
  const unit = 10 ** Math.floor(Math.log10(wanted));
  const factor = [1, 2, 5, 10].find((each) => each * unit >= wanted * (1 - 1e-9)) ?? 10;
  return factor * unit;
}

/** In the unit that reads best, and with as many digits as tell one mark from the next. */
function labelOf(ms: number, step: number): string {
  if (Math.abs(ms) < step / 2) return "0";
  const [unit, name] = ms >= 60_000 && step >= 6_000 ? [60_000, "min"] : ms >= 1_000 && step >= 1 ? [1_000, "s"] : [1, "ms"];
  const digits = Math.max(0, Math.ceil(-Math.log10(step / unit) - 1e-9));
  return `${Number((ms / unit).toFixed(digits))} ${name}`;
}
