/**
 * Under `queue/{name}/`, a record of each kind for every event: `s/{sequence}`, small, is rewritten as the event's state changes, and read when the queue opens;
 * `m/{sequence}` has the event itself and is written once. `r` is one record, see `EditedRedrives`. A sequence has 11 digits of base 36, so that keys sort as numbers.
 */
export interface QueueKeys {
  state(seq: number): string;
  message(seq: number): string;
  readonly redrives: string;
  /** All small records. */
  readonly states: { readonly from: string; readonly to: string };
  /** @throws RangeError for a key that is none */
  sequenceOf(stateKey: string): number;
}

export function keysOf(queue: string): QueueKeys {
  const prefix = `queue/${encodeURIComponent(queue)}/`;
  const states = `${prefix}s/`;
  return {
    state: (seq) => states + digitsOf(seq),
    message: (seq) => `${prefix}m/${digitsOf(seq)}`,
    redrives: `${prefix}r`,
    // The character after the slash.
    states: { from: states, to: `${prefix}s0` },
    sequenceOf(stateKey) {
      const seq = parseInt(stateKey.slice(states.length), 36);
      if (Number.isSafeInteger(seq)) return seq;
      throw new RangeError(`"${stateKey}" is no key of the queue "${queue}": something else writes below "${prefix}".`);
    },
  };
}

const base = 36;
/** The last two of the digits, which are all that is different from one sequence to most of the next. */
const endings = Array.from({ length: base ** 2 }, (_, number) => number.toString(base).padStart(2, "0"));
let last = { high: -1, digits: "" };

/** The base-36 digits of a sequence, of one length. */
export function digitsOf(seq: number): string {
  const high = Math.floor(seq / endings.length);
  if (high !== last.high) last = { high, digits: high.toString(base).padStart(9, "0") };
  return last.digits + endings[seq - high * endings.length]!;
}
