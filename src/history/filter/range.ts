import type { FilterValue } from "./node.ts";

/**
 * Reads `>3`, `>=3`, `<3`, `<=3`, `1..5`, `1..` and `..5`, where `*` may stand for a missing end.
 *
 * @param refuse called for what sets out as one of these and goes wrong, since finding nothing without a word would not help
 * @returns undefined for other text
 */
export function parseRange(text: string, refuse: () => never): FilterValue | undefined {
  const [, sign, equal, operand = ""] = /^([<>])(=?)(.*)/.exec(text) ?? [];
  if (sign) {
    const bound = parseNumber(operand) ?? refuse();
    return { kind: "range", min: sign === ">" ? bound : -Infinity, max: sign === "<" ? bound : Infinity, open: !equal };
  }
  const [, low, high] = /^(\*?(?=\.\.-?\d)|-?\d.*?)\.\.(.*)/.exec(text) ?? [];
  if (low === undefined || high === undefined) return undefined;
  const min = /^\*?$/.test(low) ? -Infinity : (parseNumber(low) ?? refuse());
  const max = /^\*?$/.test(high) ? Infinity : (parseNumber(high) ?? refuse());
  return min <= max ? { kind: "range", min, max, open: false } : refuse();
}

/** A finite decimal number as JSON writes it, or nothing. */
export function parseNumber(text: string): number | undefined {
  // The sum turns -0 into 0, which are one number to those who filter.
  const number = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) + 0 : NaN;
  return Number.isFinite(number) ? number : undefined;
}
