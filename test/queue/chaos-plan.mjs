/** Retries of each event. */
export const maxRetries = 2;
/** Each publishes events of keys that no other has. */
export const producers = 3;
const keysOfProducer = 20;
/** Not Infinity, which is no JSON. */
const never = Number.MAX_SAFE_INTEGER;

/**
 * What happens to an event when it is handed out. `flaky` fails twice, `forgetful` is left unsettled once, `hanging` never returns the first time, and the process is killed
 * for it. `broken` always fails, `rejecting` is not to be retried, `poison` kills its process each time: until they are redriven.
 *
 * @typedef {"good" | "flaky" | "forgetful" | "hanging" | "broken" | "rejecting" | "poison"} Temper
 * @typedef {"redrive" | "discard" | "leave"} Fate what becomes of it when it is dead
 */

/** What a run does, all of it determined by its seed: two with one seed differ in what the operating system makes of them only. */
export class ChaosPlan {
  /** @type {number} */ events;
  /** @type {number} */ #seed;
  /** Events between two that end their process. @type {number} */ #stride;

  /** @param {number} seed @param {number} events */
  constructor(seed, events) {
    this.#seed = seed;
    this.events = events;
    this.#stride = Math.ceil(events / Math.max(2, events / 5000));
  }

  /** @param {number} index */
  producer(index) {
    return index % producers;
  }
  /** One event of four has none. @param {number} index */
  key(index) {
    if (this.#roll(index, "keyed") < 0.25) return undefined;
    return `${this.producer(index)}-${Math.floor(this.#roll(index, "key") * keysOfProducer)}`;
  }
  /** Whether it is put in directly, or published on the bus: of one producer all or none, since one way may be faster than the other. @param {number} index */
  isEnqueued(index) {
    return this.producer(index) === 0;
  }
  /** Whether its producer publishes it again after a crash, although it is stored. @param {number} index */
  isDoubted(index) {
    return this.#roll(index, "doubted") < 0.1;
  }
  /** @param {number} index @returns {Temper} */
  temper(index) {
    const place = (index + Math.floor(this.#roll(0, "place") * this.#stride)) % this.#stride;
    if (place === 0) return "poison";
    if (place === Math.floor(this.#stride / 2)) return "hanging";
    const roll = this.#roll(index, "temper");
    if (roll < 0.02) return "flaky";
    if (roll < 0.03) return "forgetful";
    if (roll < 0.04) return "broken";
    return roll < 0.05 ? "rejecting" : "good";
  }
  /** Whether its handler waits for something. @param {number} index */
  isSlow(index) {
    return this.#roll(index, "slow") < 0.25;
  }
  /** @param {number} index @returns {Fate} */
  fate(index) {
    const roll = this.#roll(index, "fate");
    if (roll < 0.8) return "redrive";
    return roll < 0.9 ? "discard" : "leave";
  }
  /** Whether a process is closed in peace, when it has heard that of so many events; otherwise it is killed, when so many lines of it have been read. @param {number} life */
  end(life) {
    const kills = Math.max(8, this.events / 1000);
    const lines = 1 + Math.floor((this.#roll(life, "end") * 2 * 5 * this.events) / kills);
    return this.#roll(life, "peace") < 0.15 ? { peaceAfter: Math.ceil(lines / 5), killAfter: never } : { peaceAfter: never, killAfter: lines };
  }

  /** From 0 up to 1. @param {number} index @param {string} question */
  #roll(index, question) {
    let mixed = Math.imul(this.#seed ^ 0x5bd1e995, 0x2545f491) ^ Math.imul(index + 1, 0x9e3779b1);
    for (const letter of question) mixed = Math.imul(mixed ^ letter.charCodeAt(0), 0x01000193);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca77);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae3d);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  }
}
