import type { LinkParts } from "./link-parts.ts";
import { Patience } from "./patience.ts";
import type { Peer } from "./peers.ts";
import type { Acknowledgement } from "./wire.ts";

/** How long is waited for word of how far events have come, and how often it is asked for. */
const firstWaitMs = 250;
const longestWaitMs = 8000;
const maxAttempts = 8;

/** How far the events of one link have come: without being asked, nobody would miss the last of a burst. */
export class Positions {
  readonly #parts: LinkParts;
  readonly #patience: Patience;

  constructor(parts: LinkParts) {
    this.#parts = parts;
    this.#patience = new Patience(parts.hub.core.clock, firstWaitMs, longestWaitMs, (attempt) => this.#ask(attempt));
  }

  /** Events were posted. */
  begin(): void {
    this.#patience.begin();
  }
  end(): void {
    this.#patience.end();
  }
  /** Something has come that a peer made: to tell when it was sent, its clock has to be compared with the one here, also where nothing is sent there. */
  compareClock(peer: Peer): void {
    const { clocks, outbound, poster } = this.#parts;
    if (!clocks.isDue(peer)) return;
    const { last } = outbound.outbox;
    clocks.asked(last);
    poster.say({ kind: "position", offset: last });
  }
  /** A peer has posted so many, and wants to know whether they are here. */
  answer(offset: number, { inbox, instance }: Peer): void {
    const { hub, poster } = this.#parts;
    inbox.announce(offset);
    if (!inbox.missing) poster.say({ kind: "received", to: instance, offset: inbox.received, at: hub.core.clock.now() });
  }
  /** A peer has so many. */
  answered(message: Acknowledgement, peer: Peer): void {
    const { clocks, outbound } = this.#parts;
    clocks.answered(peer, message);
    peer.received = Math.max(peer.received, Math.min(message.offset, outbound.outbox.last));
  }

  #ask(attempt: number): boolean {
    const { peers, outbound, poster, clocks } = this.#parts;
    const { last } = outbound.outbox;
    if (peers.received >= last) return false;
    if (attempt > maxAttempts) {
      for (const peer of peers) if (peer.received < last) peer.silent = true;
      return false;
    }
    clocks.asked(last);
    poster.say({ kind: "position", offset: last });
    return true;
  }
}
