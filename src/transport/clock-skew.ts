import type { Arrival } from "../history/index.ts";
import type { Clock } from "../scheduling/index.ts";
import type { Peer } from "./peers.ts";
import type { PeerClock } from "./transport.ts";
import type { Acknowledgement } from "./wire.ts";

/** Clocks tell whole milliseconds: two of them can be that much apart, and agree. */
const tickMs = 1;
/** Answers of one peer that are compared, the newest: what was under way for the shortest tells most of its clock. */
const comparedAnswers = 8;
/** An answer that has not come by then will not. */
const longestRoundMs = 3000;
/** While events come from a peer, its clock is compared anew that often: clocks drift, and are set. */
const measuredEveryMs = 30_000;
/** Questions with the same offset that are remembered; those before them are answered, or will not be. */
const maxQuestions = 64;
/** Arrivals of one peer that wait for its clock to be known; those past it stay without. */
const maxUnknown = 1000;

interface Answer {
  /** From the first question that it can be the answer to. */
  readonly roundTripMs: number;
  /** It is the answer to the last question, and to no other. */
  readonly sure: boolean;
  readonly aheadMs?: number;
}
/** What is known of the clock of one peer. */
interface Known {
  answers: readonly Answer[];
  /** Monotonic milliseconds. */
  measuredAt: number;
  /** The number of the first question that it may still answer. */
  from: number;
  unknown: Writable<Arrival>[];
}
type Writable<Of> = { -readonly [Key in keyof Of]: Of[Key] };

/**
 * How long word takes to a peer and back, and how far its clock is ahead: by the question how far events have come, which is asked after each burst, and its
 * answer. As NTP does, it takes the way there for as long as the way back.
 */
export class ClockSkew {
  readonly #clock: Clock;
  readonly #told: () => void;
  readonly #known = new WeakMap<Peer, Known>();
  #offset = -1;
  /** When it was asked, for the questions with this offset, the last at the end. Monotonic milliseconds. */
  #askedAt: number[] = [];
  /** The number of the next question. */
  #next = 0;

  /** @param told called when arrivals of before have been told of their sender's clock */
  constructor(clock: Clock, told: () => void) {
    this.#clock = clock;
    this.#told = told;
  }

  /** Whether a peer from which events come is to be asked now: it never was, or not for a while. */
  isDue(peer: Peer): boolean {
    const known = this.#of(peer);
    const now = this.#clock.monotonic();
    if (now - known.measuredAt < measuredEveryMs || now - (this.#askedAt.at(-1) ?? -Infinity) < longestRoundMs) return false;
    // What was asked before is answered by now, or will not be.
    known.from = this.#next;
    return true;
  }
  /** The question was posted. */
  asked(offset: number): void {
    if (offset !== this.#offset) this.#askedAt = [];
    this.#offset = offset;
    this.#askedAt.push(this.#clock.monotonic());
    if (this.#askedAt.length > maxQuestions) this.#askedAt.shift();
    this.#next++;
  }
  /** And is answered. */
  answered(peer: Peer, { offset, at }: Acknowledgement): void {
    const known = this.#of(peer);
    // Asked again, nobody knows which of the two is answered; but it was said since the first of them.
    const from = Math.max(known.from, this.#next - this.#askedAt.length);
    const askedAt = offset === this.#offset ? this.#askedAt.at(from - this.#next) : undefined;
    if (askedAt === undefined || from === this.#next) return;
    const now = this.#clock.monotonic();
    const roundTripMs = now - askedAt;
    const sure = from === this.#next - 1;
    const answer = { roundTripMs, sure, ...(at !== undefined && { aheadMs: at - (this.#clock.now() - roundTripMs / 2) }) };
    // A clock that was set, or has drifted, is not what it was.
    known.answers = [...known.answers.filter((before) => agree(before, answer)), answer].slice(-comparedAnswers);
    known.measuredAt = now;
    known.from = from + 1;
    const clock = this.of(peer);
    const arrivals = known.unknown.splice(0);
    for (const arrival of arrivals) tell(arrival, clock);
    if (arrivals.length > 0) this.#told();
  }
  of(peer: Peer): PeerClock | undefined {
    const { answers } = this.#of(peer);
    const last = answers.findLast(({ sure }) => sure) ?? answers.at(-1);
    if (last === undefined) return undefined;
    const [best] = answers.filter(({ aheadMs }) => aheadMs !== undefined).toSorted((one, other) => one.roundTripMs - other.roundTripMs);
    return { instance: peer.instance, roundTripMs: last.roundTripMs, ...(best && { aheadMs: best.aheadMs, withinMs: withinOf(best) }) };
  }
  /** Notes how far the clock of a peer is ahead, of which something has just arrived: now, or once that is known. */
  note(peer: Peer, arrival: Writable<Arrival>): void {
    const clock = this.of(peer);
    if (clock) return tell(arrival, clock);
    const { unknown } = this.#of(peer);
    if (unknown.length < maxUnknown) unknown.push(arrival);
  }

  #of(peer: Peer): Known {
    const known = this.#known.get(peer);
    if (known) return known;
    const fresh: Known = { answers: [], measuredAt: -Infinity, from: 0, unknown: [] };
    this.#known.set(peer, fresh);
    return fresh;
  }
}

function withinOf({ roundTripMs }: Answer): number {
  return roundTripMs / 2 + tickMs;
}
/** Whether two answers can both be true of one clock. */
function agree(before: Answer, now: Answer): boolean {
  return before.aheadMs === undefined || now.aheadMs === undefined || Math.abs(before.aheadMs - now.aheadMs) <= withinOf(before) + withinOf(now);
}
function tell(arrival: Writable<Arrival>, { aheadMs, withinMs }: Partial<PeerClock> = {}): void {
  arrival.aheadMs = aheadMs;
  arrival.withinMs = withinMs;
}
