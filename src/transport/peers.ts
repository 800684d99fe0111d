import type { Clock } from "../scheduling/index.ts";
import type { Inbox } from "./inbox.ts";
import type { Hello } from "./wire.ts";
import { compileInterest } from "./wire-selector.ts";

/** Most buses that are remembered on the far side of one link: past it the one not heard of for longest is forgotten. */
const maxPeers = 1000;
/** Most types that one of them can say it answers. */
const maxAnswers = 1000;

/** A bus on the far side. */
export interface Peer {
  readonly instance: string;
  readonly epoch: string;
  readonly inbox: Inbox;
  /** Of this side's events, what it is owed begins after this offset. */
  readonly since: number;
  wants: (topic: string, type: string) => boolean;
  answers: ReadonlySet<string>;
  /** Of this side's events, up to which it has told to have them. */
  received: number;
  /** Does not say anything, though asked: gone, asleep, or in a page kept for going back to. What it wants is kept for it. */
  silent: boolean;
  /** Monotonic milliseconds. */
  heardAt: number;
}

/** Who is on the far side of a link. */
export class Peers {
  readonly #byInstance = new Map<string, Peer>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#byInstance.size;
  }
  [Symbol.iterator](): IterableIterator<Peer> {
    return this.#byInstance.values();
  }
  get(instance: string): Peer | undefined {
    return this.#byInstance.get(instance);
  }
  /** Takes note of a newcomer. Returns those that have to go for it. */
  add(hello: Hello, since: number, inbox: Inbox, alone: boolean): readonly Peer[] {
    const gone = alone ? [...this] : [this.#byInstance.get(hello.from), this.#excess()].filter((peer) => peer !== undefined);
    for (const peer of gone) this.remove(peer);
    this.#byInstance.set(hello.from, {
      instance: hello.from,
      epoch: hello.epoch,
      inbox,
      since,
      wants: compileInterest(hello.interest),
      answers: new Set(hello.answers.slice(0, maxAnswers)),
      received: since,
      silent: false,
      heardAt: this.#clock.monotonic(),
    });
    return gone;
  }
  update(peer: Peer, hello: Hello): void {
    peer.wants = compileInterest(hello.interest);
    peer.answers = new Set(hello.answers.slice(0, maxAnswers));
  }
  heard(peer: Peer): void {
    peer.silent = false;
    peer.heardAt = this.#clock.monotonic();
  }
  remove(peer: Peer): void {
    peer.inbox.close();
    if (this.#byInstance.get(peer.instance) === peer) this.#byInstance.delete(peer.instance);
  }
  /** Whether any of them wants an event, and does not have it yet. */
  want(topic: string, type: string, path: readonly string[]): boolean {
    for (const peer of this) if (peer.wants(topic, type) && !path.includes(peer.instance)) return true;
    return false;
  }
  /** The offset that all that answer have received. */
  get received(): number {
    let least = Infinity;
    for (const { received, silent } of this) if (!silent && received < least) least = received;
    return least;
  }
  #excess(): Peer | undefined {
    if (this.size < maxPeers) return undefined;
    let oldest: Peer | undefined;
    for (const peer of this) if (oldest === undefined || peer.heardAt < oldest.heardAt) oldest = peer;
    return oldest;
  }
}
