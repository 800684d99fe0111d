import type { Clock } from "../scheduling/index.ts";
import type { Inbox } from "./inbox.ts";
import type { Hello } from "./wire.ts";
import { compileInterest } from "./wire-selector.ts";

/** Most buses that are remembered on the far side of one link: past it the one not heard of for longest is forgotten. */
const maxPeers = 1000;
/** Most types that one of them can say it answers, or passes on. */
const maxAnswers = 1000;
/** Of its name. */
export const maxSourceLength = 1000;

const anything = { maxBatch: Infinity, maxEventBytes: Infinity };

/** A bus on the far side. */
export interface Peer {
  readonly instance: string;
  readonly epoch: string;
  /** Its bus, as it calls itself. */
  readonly source: string;
  readonly inbox: Inbox;
  /** Of this side's events, what it is owed begins after this offset. */
  readonly since: number;
  wants: (topic: string, type: string) => boolean;
  /** What a request of each of these types passes through after it: nothing where it answers itself. */
  answers: ReadonlyMap<string, readonly string[]>;
  /** Most that it takes in one message. */
  takes: { readonly maxBatch: number; readonly maxEventBytes: number };
  /** Of its greetings, the newest. */
  nth: number;
  /** Of this side's events, up to which it has told to have them. */
  received: number;
  /** Does not say anything, though asked: gone, asleep, or in a page kept for going back to. What it wants is kept for it. */
  silent: boolean;
  /** Has said so, until it greets again: what is posted to it would not be heard, and may have its page thrown away. */
  away: boolean;
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
      source: (hello.source ?? "").slice(0, maxSourceLength),
      inbox,
      since,
      ...toldBy(hello),
      received: since,
      silent: false,
      away: false,
      heardAt: this.#clock.monotonic(),
    });
    return gone;
  }
  update(peer: Peer, hello: Hello): void {
    peer.away = false;
    const told = toldBy(hello);
    if (told.nth >= peer.nth) Object.assign(peer, told);
  }
  heard(peer: Peer): void {
    peer.silent = peer.away;
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
  /** Whether anybody hears what is posted to all. */
  get listen(): boolean {
    for (const { away } of this) if (!away) return true;
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

/** What may change from one greeting to the next. */
function toldBy({ nth = 0, interest, answers, relays = [], takes = anything }: Hello): Pick<Peer, "nth" | "wants" | "answers" | "takes"> {
  const all = new Map<string, readonly string[]>(relays.slice(0, maxAnswers).map(({ type, path }) => [type, path]));
  // Who answers itself need not pass it on.
  for (const type of answers.slice(0, maxAnswers)) all.set(type, []);
  return { nth, wants: compileInterest(interest), answers: all, takes };
}
