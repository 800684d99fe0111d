/**
 * Under `queue/{name}/`, a record of each kind for every event: `s/{sequence}`, small, is rewritten as the event's state changes, and read when the queue opens;
 * `m/{sequence}` has the event itself and is written once. A sequence has 11 digits of base 36, so that keys sort as numbers.
 */
export interface QueueKeys {
  state(seq: number): string;
  message(seq: number): string;
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
    // The character after the slash.
    states: { from: states, to: `${prefix}s0` },
    sequenceOf(stateKey) {
      const seq = parseInt(stateKey.slice(states.length), 36);
      if (Number.isSafeInteger(seq)) return seq;
      throw new RangeError(`"${stateKey}" is no key of the queue "${queue}": something else writes below "${prefix}".`);
    },
  };
}

/** The base-36 digits of a sequence, of one length. */
export function digitsOf(seq: number): string {
  return seq.toString(36).padStart(11, "0");
}
