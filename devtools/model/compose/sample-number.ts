import type { JsonSchema } from "../../target/index.ts";
import type { Random } from "./sample-random.ts";
import { numberIn } from "./schema-read.ts";

/** A number within the bounds of a schema, near to what its name suggests. */
export function sampleNumber(schema: JsonSchema, name: string, random: Random): number {
  const whole = schema["type"] === "integer";
  const step = numberIn(schema, "multipleOf");
  const exclusiveLeast = numberIn(schema, "exclusiveMinimum");
  const exclusiveMost = numberIn(schema, "exclusiveMaximum");
  const least = Math.max(numberIn(schema, "minimum") ?? Number.NEGATIVE_INFINITY, exclusiveLeast ?? Number.NEGATIVE_INFINITY);
  const most = Math.min(numberIn(schema, "maximum") ?? Number.POSITIVE_INFINITY, exclusiveMost ?? Number.POSITIVE_INFINITY);
  const usual = usualFor(name, whole, random);
  if (step !== undefined && step > 0) return onStep(usual, step, { least, most, exclusiveLeast, exclusiveMost });
  if (usual > least && usual < most) return usual;
  return inside(least, most, whole, { exclusiveLeast, exclusiveMost });
}

interface Exclusive {
  readonly exclusiveLeast: number | undefined;
  readonly exclusiveMost: number | undefined;
}

function usualFor(name: string, whole: boolean, random: Random): number {
  const small = 1 + random.below(9);
  if (/price|total|amount|cost|sum|balance/i.test(name)) return whole ? small * 100 + 99 : small * 10 + 0.99;
  if (/(^|[a-z])(At|Time)$|^(time|at|date|timestamp)$|epoch/.test(name)) return Date.UTC(2026, 0, small, 12);
  if (/share|ratio|probability|progress/i.test(name) && !whole) return small / 10;
  if (/year/i.test(name)) return 2_026;
  return /id$|number|code/i.test(name) ? 1_000 + random.below(9_000) : small;
}

function onStep(
  usual: number,
  step: number,
  { least, most, exclusiveLeast, exclusiveMost }: Exclusive & { readonly least: number; readonly most: number },
): number {
  const start = least === Number.NEGATIVE_INFINITY ? 0 : Math.ceil(least / step);
  const from = start * step === exclusiveLeast ? start + 1 : start;
  const wanted = Math.max(from, Math.round(usual / step));
  // Counted in steps and multiplied once, so that no rounding adds up.
  const found = wanted * step <= most && wanted * step !== exclusiveMost ? wanted : Math.max(from, Math.floor(most / step));
  return Number((found * step).toPrecision(15));
}

function inside(least: number, most: number, whole: boolean, { exclusiveLeast, exclusiveMost }: Exclusive): number {
  if (least === Number.NEGATIVE_INFINITY) return whole || Number.isInteger(most) ? Math.ceil(most) - 1 : most - 1;
  if (whole) return exclusiveLeast === least ? Math.floor(least) + 1 : Math.ceil(least);
  if (exclusiveLeast !== least) return least;
  if (most === Number.POSITIVE_INFINITY) return least + 1;
  return exclusiveMost !== most && Number.isFinite(most) ? most : least + (most - least) / 2;
}
