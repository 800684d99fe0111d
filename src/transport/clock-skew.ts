import type { Clock } from "../scheduling/index.ts";
import type { Peer } from "./peers.ts";
import type { PeerClock } from "./transport.ts";
import type { Acknowledgement } from "./wire.ts";

/** Clocks tell whole milliseconds: two of them can be that much apart, and agree. */
const tickMs = 1;
/** Answers of one peer that are compared, the newest: what was under way for the shortest tells most of its clock. */
const comparedAnswers = 8;

interface Answer {
  readonly roundTripMs: number;
  readonly aheadMs?: number;
}

/**
 * How long word takes to a peer and back, and how far its clock is ahead: by the question how far events have come, which is asked after each burst, and its
 * answer. As NTP does, it takes the way there for as long as the way back.
 */
export class ClockSkew {
  readonly #clock: Clock;
  readonly #answers = new WeakMap<Peer, readonly Answer[]>();
  #offset = 0;
  #askedAt: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The question was posted. */
  asked(offset: number): void {
    // Asked again, nobody knows which of the two is answered.
    this.#askedAt = offset === this.#offset ? undefined : this.#clock.monotonic();
    this.#offset = offset;
  }
  /** And is answered. */
  answered(peer: Peer, { offset, at }: Acknowledgement): void {
    if (this.#askedAt === undefined || offset !== this.#offset) return;
    const roundTripMs = this.#clock.monotonic() - this.#askedAt;
    const answer = at === undefined ? { roundTripMs } : { roundTripMs, aheadMs: at - (this.#clock.now() - roundTripMs / 2) };
    this.#answers.set(peer, [...(this.#answers.get(peer) ?? []), answer].slice(-comparedAnswers));
  }
  of(peer: Peer): PeerClock | undefined {
    const answers = this.#answers.get(peer) ?? [];
    const last = answers.at(-1);
    if (last === undefined) return undefined;
    const best = answers.reduce((least, each) => (each.roundTripMs < least.roundTripMs ? each : least));
    return {
      instance: peer.instance,
      roundTripMs: last.roundTripMs,
      ...(best.aheadMs !== undefined && { aheadMs: best.aheadMs, withinMs: best.roundTripMs / 2 + tickMs }),
    };
  }
}
