const form = /^(\d{4}-\d\d-(\d\d))T((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,20}))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

// Events of one batch share their moment: the last one that was written, and the last one that was read.
let written: { readonly time: number; readonly text: string | undefined } = { time: Number.NaN, text: undefined };
let parsed: { readonly text: string; readonly time: number } = { text: "", time: Number.NaN };

/**
 * RFC 3339 text, in UTC, of milliseconds since the epoch. Fractions of a millisecond become further digits and are read back exactly, except
 * before 1970 and below a millionth of a millisecond, where they are dropped.
 *
 * @returns `undefined` outside the years 0 to 9999, which is all that RFC 3339 knows
 */
export function toTimestamp(time: number): string | undefined {
  if (time !== written.time) written = { time, text: write(time) };
  return written.text;
}
function write(time: number): string | undefined {
  const text: string | null = new Date(time).toJSON();
  // Other years are written with a sign and six digits.
  if (text?.length !== 24) return undefined;
  const fraction = time > 0 && !Number.isInteger(time) ? /\.(\d+)$/.exec(String(time))?.[1] : undefined;
  return fraction ? `${text.slice(0, -1)}${fraction}Z` : text;
}

/** Milliseconds since the epoch of an RFC 3339 text; `NaN` for anything else. A leap second is not known to `Date` and not to us. */
export function fromTimestamp(text: string): number {
  if (text !== parsed.text) parsed = { text, time: read(text) };
  return parsed.time;
}
function read(text: string): number {
  const [, date, day, clock, fraction = "", zone] = form.exec(text) ?? [];
  // `Date` takes the 30th of February for a day in March.
  if (!zone || new Date(`${date}T00:00:00Z`).getUTCDate() !== Number(day)) return Number.NaN;
  const whole = Date.parse(`${date}T${clock}.${fraction.slice(0, 3).padEnd(3, "0")}${zone.toUpperCase()}`);
  return whole >= 0 ? Number(`${whole}.${fraction.slice(3)}`) : whole;
}
