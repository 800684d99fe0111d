import { KeyOrder } from "./chaos-order.mjs";
import { maxRetries } from "./chaos-plan.mjs";

/**
 * What a process says. `publish`, `handed`, `hangs`, `settles`, `forgets`, `redrive` and `discard` before it is done; `stored`, `acked`, `died` and `moved` once the queue has
 * promised it; `dead` of each dead letter at the very end.
 *
 * @typedef {"publish" | "stored" | "handed" | "hangs" | "settles" | "forgets" | "acked" | "died" | "redrive" | "discard" | "moved" | "dead" | "peace" | "end" | "wrong"} Word
 *
 * What a process is told at its start: what to publish once more, since nobody knows whether it was stored, where to go on, and who is good from now on.
 *
 * @typedef {{ seed: number, events: number, location: string, again: number[], next: number, cured: number[], peaceAfter: number }} Life
 *
 * What is known of one event: `queued` and nothing else; `out`, with a handler; `back`, to be handed out again; `acking`, `returned` and `dying`, which may have been
 * stored; `acked`, `dead`, `redriven` and `discarded`. `attempt` is the last that was seen, in the life `seenIn`. `left`: it was dead at least once. `letter`: of what it died.
 *
 * @typedef {"queued" | "out" | "back" | "acking" | "returned" | "dying" | "acked" | "dead" | "redriven" | "discarded"} State
 * @typedef {{ state: State, stored: boolean, attempt: number, seenIn: number, left: boolean, letter: string | undefined, order: KeyOrder | undefined }} Row
 */

const mostMessages = 20;
/** Events back to which a producer may doubt that it was heard: well within the ids that a queue remembers. */
const mostDoubted = 1000;
/** What a handler decides, while nobody knows whether that is stored. @type {Readonly<Record<string, State>>} */
const stateAfter = { ack: "acking", return: "returned", dead: "dying", retry: "back" };
/** @type {readonly State[]} */
const leaving = ["acking", "returned", "dying"];
/** @type {readonly State[]} */
const gone = ["acked", "dead", "discarded"];

/** The shadow of a queue: what its processes have said, and what of that must not be. Kept by a process that is not killed. */
export class ChaosLedger {
  counts = {
    published: 0,
    "published again": 0,
    "handed out": 0,
    acknowledged: 0,
    "acknowledged by returning": 0,
    "acknowledged, and killed before it was told": 0,
    "redelivered after a failure": 0,
    "redelivered after a crash": 0,
    "duplicates, killed while they were settled": 0,
    died: 0,
    redriven: 0,
    discarded: 0,
    "dead at the end": 0,
    "processes closed": 0,
    "processes killed": 0,
  };
  /** @type {string[]} */ wrong = [];
  /** @type {import("./chaos-plan.mjs").ChaosPlan} */ #plan;
  /** @type {Row[]} */ #rows = [];
  /** @type {Map<string, KeyOrder>} */ #orders = new Map();
  /** Published, and nobody knows whether they are stored. @type {Set<number>} */ #unknown = new Set();
  /** @type {Set<number>} */ #cured = new Set();
  /** @type {Set<number>} */ #listed = new Set();
  #life = 0;
  /** The last life that ended in peace, and gave back uncounted what was out. */
  #peace = -1;

  /** @param {import("./chaos-plan.mjs").ChaosPlan} plan */
  constructor(plan) {
    this.#plan = plan;
  }

  /** What the next process has to know. */
  get state() {
    /** @type {number[]} */
    const again = [];
    for (let index = 0; index < this.#rows.length; index++) {
      const isDoubted = index >= this.#rows.length - mostDoubted && this.#plan.isDoubted(index);
      // Also those that a producer has not come to, where others were faster.
      if (!this.#rows[index] || this.#unknown.has(index) || isDoubted) again.push(index);
    }
    return { again, next: this.#rows.length, cured: [...this.#cured] };
  }

  /** @param {Word} word @param {number} index @param {readonly string[]} details */
  said(word, index, details) {
    if (word === "publish") this.#published(index);
    else if (word === "wrong") this.#say(index, details.join(" "));
    else {
      const row = this.#rows[index];
      if (row) this.#happened(row, word, index, details);
      else this.#say(index, `is ${word}, and was never published`);
    }
  }
  /** @param {"closed" | "killed"} how */
  processEnded(how) {
    this.counts[`processes ${how}`]++;
    if (how === "closed") this.#peace = this.#life;
    this.#life++;
    for (const order of this.#orders.values()) order.processEnded();
  }
  /** Nothing is left in the queue, which the last process has said. */
  close() {
    this.counts["dead at the end"] = this.#listed.size;
    for (let index = 0; index < this.#plan.events; index++) {
      const row = this.#rows[index];
      if (row) this.#close(row, index);
      else this.#say(index, "was never published");
    }
  }

  /** @param {Row} row @param {number} index */
  #close({ state, stored, letter }, index) {
    const temper = this.#plan.temper(index);
    if (!stored) this.#say(index, "was never stored");
    if (this.#listed.has(index)) {
      if (state !== "dead") this.#say(index, `is ${state}, and among the dead`);
    } else if (state === "returned") this.counts["acknowledged by returning"]++;
    else if (state === "acking") this.counts["acknowledged, and killed before it was told"]++;
    else if (state !== "acked" && state !== "discarded") this.#say(index, `was lost: it was ${state}`);
    if ((temper === "poison" || temper === "broken" || temper === "rejecting") && letter === undefined) this.#say(index, `is ${temper}, and never died`);
    if (temper === "poison" && letter !== "delivery-limit") this.#say(index, `is poison, and died of ${letter}`);
  }
  /** @param {number} index */
  #published(index) {
    if (this.#rows[index]) {
      this.counts["published again"]++;
      return;
    }
    const key = this.#plan.key(index);
    let order = key === undefined ? undefined : this.#orders.get(key);
    if (key !== undefined && !order) this.#orders.set(key, (order = new KeyOrder()));
    order?.published(index);
    this.#rows[index] = { state: "queued", stored: false, attempt: 0, seenIn: this.#life, left: false, letter: undefined, order };
    this.#unknown.add(index);
  }
  /** @param {Row} row @param {Word} word @param {number} index @param {readonly string[]} details */
  #happened(row, word, index, details) {
    if (word === "stored") {
      if (!row.stored) this.counts.published++;
      row.stored = true;
      this.#unknown.delete(index);
    } else if (word === "handed") this.#handed(row, index, Number(details[0]));
    else if (word === "forgets") row.state = "back";
    else if (word === "settles") this.#settles(row, index, details[0]);
    else if (word === "acked") {
      this.counts.acknowledged++;
      row.state = "acked";
    } else if (word === "died") this.#died(row, index);
    else if (word === "moved" && details[0] !== "1") this.#say(index, `was to be moved once, and was ${details[0]} times`);
    else if (word === "redrive" || word === "discard" || word === "dead") this.#letter(row, index, word, details);
  }
  /** @param {Row} row @param {number} index @param {number} attempt */
  #handed(row, index, attempt) {
    const crashed = this.#life > row.seenIn;
    const { state } = row;
    this.counts["handed out"]++;
    if (gone.includes(state)) this.#say(index, `was ${state}, and handed out again`);
    if ((state === "out" || leaving.includes(state)) && !crashed) this.#say(index, `was handed out again while it was ${state}`);
    if (state === "back") this.counts["redelivered after a failure"]++;
    else if (row.attempt > 0) this.counts["redelivered after a crash"]++;
    if (leaving.includes(state)) this.counts["duplicates, killed while they were settled"]++;
    const least = this.#peace >= row.seenIn ? Math.max(1, row.attempt) : row.attempt + 1;
    const most = Math.min(this.#mostAttempts(row) + 1, maxRetries + 1);
    if (attempt < least || attempt > most) this.#say(index, `has attempt ${attempt}, not ${least} to ${most}`);
    const disorder = row.order?.handed(index, row.left, (other) => this.#mayHaveLeft(other));
    if (disorder !== undefined) this.#say(index, disorder);
    Object.assign(row, { state: "out", attempt, seenIn: this.#life });
  }
  /** @param {Row} row @param {number} index @param {string | undefined} how */
  #settles(row, index, how) {
    row.state = stateAfter[how ?? ""] ?? "back";
    if (how !== "retry") row.order?.left(index);
  }
  /** @param {Row} row @param {number} index */
  #died(row, index) {
    if (row.state === "acked" || row.state === "discarded") this.#say(index, `was ${row.state}, and died`);
    if (row.state !== "dying" && this.#mostAttempts(row) <= maxRetries) this.#say(index, "died, and had attempts left");
    this.counts.died++;
    Object.assign(row, { state: "dead", left: true });
    row.order?.left(index);
  }
  /** @param {Row} row @param {number} index @param {"redrive" | "discard" | "dead"} word @param {readonly string[]} details */
  #letter(row, index, word, [reason, attempts]) {
    // Killed before it could tell of the death, or before what was asked for was stored.
    if (row.state !== "dead" && row.state !== "redriven" && row.state !== "discarded") this.#died(row, index);
    if (reason === "delivery-limit" && attempts !== String(maxRetries + 1)) this.#say(index, `died of its attempts, which were ${attempts}`);
    row.letter = reason;
    if (word === "dead") {
      if (this.#listed.has(index)) this.#say(index, "died twice");
      this.#listed.add(index);
      return;
    }
    this.#cured.add(index);
    const state = word === "redrive" ? "redriven" : "discarded";
    if (row.state !== state) this.counts[state]++;
    if (row.state !== state) Object.assign(row, { state, attempt: 0, seenIn: this.#life });
  }

  /** Each process that ended may have counted one that was not seen. @param {Row} row */
  #mostAttempts({ attempt, seenIn }) {
    return attempt + this.#life - seenIn;
  }
  /** @param {number} index */
  #mayHaveLeft(index) {
    const row = this.#rows[index];
    if (!row) return false;
    return row.left || row.state === "acked" || leaving.includes(row.state) || this.#mostAttempts(row) > maxRetries;
  }
  /** @param {number} index @param {string} what */
  #say(index, what) {
    if (this.wrong.length < mostMessages) this.wrong.push(`${index} ${what}`);
  }
}
