import type { Inbox } from "./inbox.ts";
import type { LinkParts } from "./link-parts.ts";
import { Patience } from "./patience.ts";
import { maxSourceLength, type Peer } from "./peers.ts";
import { RecentMap } from "./recent-map.ts";
import type { Hello } from "./wire.ts";
import { toWireSelectors } from "./wire-selector.ts";

/** How long is waited for a first greeting, and how often it is repeated. */
const firstWaitMs = 250;
const longestWaitMs = 8000;
const maxAttempts = 8;
/** Connections that have said goodbye, and senders that were asked who they are, which are remembered. */
const maxRemembered = 1000;
/** Others that one greeting tells of. */
const maxOwed = 100;

/** Who is there on one link, and saying so. */
export class Greetings {
  readonly #parts: LinkParts;
  readonly #openInbox: (hello: Hello, since: number) => Inbox;
  readonly #patience: Patience;
  readonly #interest: Hello["interest"];
  #said = 0;
  /** What was last said of who answers what: who is there knows it, and who comes or comes back is told. */
  #toldAnswers = "";
  /** Unknown senders that were asked to introduce themselves, with the time, so that a burst of theirs is not answered by a burst. */
  readonly #asked = new Map<string, number>();
  /** Epochs that have ended, by instance: what they have said before may arrive after it. */
  readonly #ended = new RecentMap<string>(maxRemembered);

  constructor(parts: LinkParts, openInbox: (hello: Hello, since: number) => Inbox) {
    this.#parts = parts;
    this.#openInbox = openInbox;
    this.#patience = new Patience(parts.hub.core.clock, firstWaitMs, longestWaitMs, (attempt) => this.#again(attempt));
    this.#interest = toWireSelectors(parts.options.subscribe);
  }

  /** The link is there, or there again. */
  begin(): void {
    this.#say(undefined, true);
    this.#patience.restart();
  }
  end(): void {
    this.#patience.end();
  }
  /** Something of what a greeting tells has changed. */
  repeat(): void {
    const { peers, report, requests } = this.#parts;
    if (peers.listen && report.state === "connected" && JSON.stringify(requests.answers) !== this.#toldAnswers) this.#say(undefined, false);
  }

  take(hello: Hello): void {
    if (this.#isOutdated(hello)) return;
    const { peers, requests } = this.#parts;
    const known = peers.get(hello.from);
    if (known?.epoch === hello.epoch) {
      peers.update(known, hello);
      peers.heard(known);
    } else this.#meet(hello);
    if (hello.introduce || (known === undefined && hello.to === undefined)) this.#say(hello.from, !hello.introduce);
    this.#patience.end();
    peers.get(hello.from)?.inbox.announce(hello.offset);
    requests.peersChanged();
  }
  #meet(hello: Hello): void {
    const { peers, outbound, hub, alone, requests } = this.#parts;
    const { owed = {}, offset } = hello;
    const since = hello.to === hub.instanceId ? hello.since : Object.hasOwn(owed, hub.instanceId) ? owed[hub.instanceId]! : offset;
    for (const gone of peers.add(hello, outbound.outbox.last, this.#openInbox(hello, since), alone)) requests.gone(gone);
    this.#asked.delete(hello.from);
  }
  /** Says goodbye to somebody who has. */
  leave(peer: Peer): void {
    const { peers, requests } = this.#parts;
    this.#ended.set(peer.instance, peer.epoch);
    peers.remove(peer);
    requests.gone(peer);
    requests.peersChanged();
  }
  /** Somebody hears nothing for a while, and says so. */
  rest(peer: Peer): void {
    const { requests } = this.#parts;
    peer.silent = peer.away = true;
    requests.gone(peer);
    requests.peersChanged();
  }
  /** Somebody speaks whose greeting was not heard, unless it is an echo of what is over. */
  askWho(instance: string, epoch: string): void {
    const known = this.#parts.peers.get(instance);
    if ((known !== undefined && isOlder(epoch, known.epoch)) || this.#hasEnded(instance, epoch)) return;
    const now = this.#parts.hub.core.clock.monotonic();
    const before = this.#asked.get(instance);
    if (before !== undefined && now - before < firstWaitMs) return;
    if (this.#asked.size >= maxRemembered) this.#asked.clear();
    this.#asked.set(instance, now);
    this.#say(instance, true);
  }

  /** A delayed copy: were it believed, the connection that is there now would be taken for an unknown one, and all that it is owed asked for again. */
  #isOutdated({ from, epoch }: Hello): boolean {
    const known = this.#parts.peers.get(from);
    return known === undefined ? this.#hasEnded(from, epoch) : isOlder(epoch, known.epoch);
  }
  #hasEnded(instance: string, epoch: string): boolean {
    const ended = this.#ended.get(instance);
    return ended !== undefined && (ended === epoch || isOlder(epoch, ended));
  }

  #say(to: string | undefined, introduce: boolean): void {
    const { poster, outbound, peers, requests, hub, options } = this.#parts;
    const { last } = outbound.outbox;
    const since = (to === undefined ? undefined : peers.get(to)?.since) ?? last;
    const { answers } = requests;
    this.#toldAnswers = JSON.stringify(answers);
    poster.say({
      kind: "hello",
      to,
      nth: ++this.#said,
      source: hub.bus.source.slice(0, maxSourceLength),
      takes: { maxBatch: options.maxBatch, maxEventBytes: options.maxEventBytes },
      offset: last,
      since,
      ...(to === undefined && this.#owed()),
      interest: this.#interest,
      ...answers,
      introduce: introduce || undefined,
    });
  }
  #owed(): Pick<Hello, "owed"> {
    const unsure = [...this.#parts.peers].filter(({ since, received }) => since === received).slice(0, maxOwed);
    return unsure.length === 0 ? {} : { owed: Object.fromEntries(unsure.map(({ instance, since }) => [instance, since])) };
  }
  #again(attempt: number): boolean {
    if (this.#parts.peers.size > 0) return false;
    this.#say(undefined, true);
    return attempt < maxAttempts;
  }
}

/** Of two epochs of one instance, which counts them up: whether the first began before the second. */
function isOlder(epoch: string, than: string): boolean {
  return epoch.length < than.length || (epoch.length === than.length && epoch < than);
}
