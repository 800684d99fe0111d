import type { Arrival as RecordedArrival } from "../history/index.ts";
import { Gatekeeper } from "./gatekeeper.ts";
import { Greetings } from "./greetings.ts";
import type { LinkOfHub } from "./hub.ts";
import { Intake } from "./intake.ts";
import { laneRoom } from "./lane-room.ts";
import type { LinkParts } from "./link-parts.ts";
import { openInbox } from "./open-inbox.ts";
import { repairedAtOnce } from "./outbound.ts";
import type { Peer } from "./peers.ts";
import { Positions } from "./positions.ts";
import type { Events, LostEvents, WireMessage } from "./wire.ts";

/** What is said on one link: who is there, what they want, what they have, what they have missed. */
export class Conversation implements LinkOfHub {
  readonly #parts: LinkParts;
  readonly #intake: Intake;
  readonly #gate: Gatekeeper;
  readonly #greetings: Greetings;
  readonly #positions: Positions;
  #gathering = false;

  constructor(parts: LinkParts) {
    this.#parts = parts;
    const { hub, options, inbound } = parts;
    this.#intake = new Intake({
      clock: hub.core.clock,
      maxEventsPerSecond: options.maxEventsPerSecond,
      room: () => laneRoom(hub.core.lanes, options.maxBatch),
      take: (posted) => this.#read(posted),
      refuse: (error) => inbound.refuse(error),
    });
    this.#gate = new Gatekeeper(parts);
    this.#greetings = new Greetings(parts, (hello, since) => openInbox(parts, this, this.#intake, hello, since));
    this.#positions = new Positions(parts);
  }

  /** The link is there, or there again. */
  begin(): void {
    this.#greetings.begin();
    for (const { inbox } of this.#parts.peers) inbox.resume();
    this.flush();
  }
  /** The link is not there for a while. */
  pause(): void {
    this.#greetings.end();
    this.#positions.end();
  }
  close(): void {
    this.pause();
    this.#intake.close();
    const { peers, requests, poster, report } = this.#parts;
    requests.close();
    if (report.state === "connected") poster.say({ kind: "bye" });
    for (const peer of peers) peers.remove(peer);
  }
  flush(): void {
    const { report, peers, outbound, alone } = this.#parts;
    if (report.state !== "connected") return;
    if (peers.size === 0) {
      // Who comes later is owed what comes later, unless this link is for one alone.
      if (!alone) outbound.outbox.clear();
      return;
    }
    if (outbound.flush()) this.#positions.begin();
  }
  answersChanged(): void {
    this.#greetings.repeat();
  }
  tellOfGap(hole: LostEvents): void {
    this.#parts.outbound.add({ hole });
    this.flushSoon();
  }
  noteClock(instance: string, arrival: RecordedArrival): boolean {
    const { peers, clocks } = this.#parts;
    const peer = peers.get(instance);
    if (peer === undefined) return false;
    this.#positions.compareClock(peer);
    clocks.note(peer, arrival);
    return true;
  }
  /** What is published in one go leaves in one message. */
  flushSoon(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    queueMicrotask(() => {
      this.#gathering = false;
      this.flush();
    });
  }

  /** What came in, of which nothing is certain. Never throws. */
  receive(posted: unknown): void {
    this.#intake.receive(posted);
  }
  /** Returns how much it counts. */
  #read(posted: unknown): number {
    try {
      const message = this.#gate.read(posted);
      if (message === undefined) return 1;
      this.#take(message, typeof posted === "string" ? posted.length : Infinity);
      return weightOf(message);
    } catch (error) {
      this.#parts.inbound.refuse(error);
      return 1;
    }
  }
  #take(message: WireMessage, bytes: number): void {
    const { peers, requests, outbound } = this.#parts;
    if (message.kind === "hello") {
      this.#greetings.take(message);
      // What waited for somebody to come.
      if (!this.#parts.hub.bus.closed && outbound.outbox.waiting > 0) this.flush();
      return;
    }
    const peer = peers.get(message.from);
    if (peer === undefined || peer.epoch !== message.epoch) return message.kind === "bye" ? undefined : this.#greetings.askWho(message.from, message.epoch);
    peers.heard(peer);
    // It is back, and the greeting that said so was lost.
    if (peer.away && message.kind !== "away") this.#greetings.askWho(peer.instance, peer.epoch);
    if (message.kind === "events") this.#takeEvents(message, peer, bytes);
    else if (message.kind === "repair") outbound.repair(message);
    else if (message.kind === "lost") peer.inbox.lost(message.first, message.last);
    else if (message.kind === "position") this.#positions.answer(message.offset, peer);
    else if (message.kind === "received") this.#positions.answered(message, peer);
    else if (message.kind === "bye") this.#greetings.leave(peer);
    else if (message.kind === "away") this.#greetings.rest(peer);
    else requests.take(message, peer);
  }
  #takeEvents({ offset, events, paths }: Events, { inbox }: Peer, bytes: number): void {
    const { maxBatch } = this.#parts.options;
    if (events.length > maxBatch) throw new RangeError(`a message holds ${events.length} events, more than maxBatch (${maxBatch})`);
    inbox.take(offset, { events, paths, bytes });
  }
}

/** As many events as it holds, or makes this side post again. */
function weightOf(message: WireMessage): number {
  if (message.kind === "events") return message.events.length;
  return message.kind === "repair" ? Math.min(message.last - message.first + 1, repairedAtOnce) : 1;
}
