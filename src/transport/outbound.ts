import { leanCloudEvent } from "../event/index.ts";
import { LinkError } from "./errors.ts";
import type { LinkOptions } from "./options.ts";
import { Outbox, type Outgoing } from "./outbox.ts";
import type { Peers } from "./peers.ts";
import { type Poster, sizeOf } from "./poster.ts";
import type { Report } from "./report.ts";
import type { Repair } from "./wire.ts";

/** Events answered to one repair at most; the rest is asked for again. */
export const repairedAtOnce = 1024;

/** What leaves by one link: gathered into batches, numbered, posted, and posted again to who has missed it. */
export class Outbound {
  readonly outbox: Outbox;
  readonly #options: LinkOptions;
  readonly #poster: Poster;
  readonly #peers: Peers;
  readonly #report: Report;
  readonly #name: string;

  constructor(name: string, options: LinkOptions, poster: Poster, peers: Peers, report: Report) {
    this.#name = name;
    this.#options = options;
    this.#poster = poster;
    this.#peers = peers;
    this.#report = report;
    this.outbox = new Outbox(options.maxBacklog);
  }

  add(outgoing: Outgoing): void {
    if (this.outbox.add(outgoing)) return;
    const message = `More than ${this.#options.maxBacklog} events wait on the link "${this.#name}": the oldest was dropped. Raise maxBacklog, or publish less.`;
    this.#report.trouble("dropped", 1, new LinkError("ERR_LINK_BACKLOG", message));
  }
  /** Posts what waits, for as long as the transport takes it. Returns whether anything was posted. */
  flush(): boolean {
    const before = this.outbox.last;
    const wanted = (one: Outgoing): boolean => "hole" in one || this.#peers.want(one.event.topic, one.event.type, one.path);
    const { maxBatch, maxEventBytes } = this.#most;
    while (this.#poster.ready && this.outbox.waiting > 0) {
      const batch = this.outbox.next(maxBatch, maxEventBytes, wanted);
      if (batch.length === 0) continue;
      this.#report.stats.sent += batch.length;
      // Who is away asks for it when back.
      if (this.#peers.listen) this.#post(this.outbox.last - batch.length + 1, batch, undefined);
    }
    return this.outbox.last > before;
  }

  /** What a message may hold by what either side takes. */
  get #most(): Pick<LinkOptions, "maxBatch" | "maxEventBytes"> {
    const { maxBatch, maxEventBytes } = this.#options;
    const most = { maxBatch, maxEventBytes };
    for (const { takes } of this.#peers) {
      most.maxBatch = Math.min(most.maxBatch, takes.maxBatch);
      most.maxEventBytes = Math.min(most.maxEventBytes, takes.maxEventBytes);
    }
    return most;
  }

  repair({ from, first, last }: Repair): void {
    let run: Outgoing[] = [];
    const end = Math.min(last, this.outbox.last, first + repairedAtOnce - 1);
    const { maxBatch } = this.#most;
    let lostFrom: number | undefined;
    const flush = (until: number): void => {
      if (run.length > 0) this.#post(until - run.length + 1, run, from);
      if (lostFrom !== undefined) this.#poster.say({ kind: "lost", to: from, first: lostFrom, last: until });
      run = [];
      lostFrom = undefined;
    };
    for (let offset = first; offset <= end; offset++) {
      const outgoing = this.outbox.posted(offset);
      if ((outgoing === undefined) !== (lostFrom !== undefined) || run.length >= maxBatch) flush(offset - 1);
      if (outgoing) run.push(outgoing);
      else lostFrom ??= offset;
    }
    flush(end);
  }

  /** In as many messages as it takes for each to be small enough. */
  #post(first: number, batch: readonly Outgoing[], to: string | undefined): void {
    let encoded: unknown;
    try {
      const events = batch.map((one) => ("hole" in one ? one : leanCloudEvent(one.event)));
      encoded = this.#poster.encode({ kind: "events", to, offset: first, events, ...pathsOf(batch) });
      this.#requireSize(events, sizeOf(encoded));
    } catch (error) {
      if (batch.length === 1) return this.#drop(first, batch[0]!, error);
      const half = batch.length >> 1;
      this.#post(first, batch.slice(0, half), to);
      return this.#post(first + half, batch.slice(half), to);
    }
    this.#poster.post(encoded);
  }
  /** @throws RangeError when it is larger than one event may be, and is not just that one and what is around it */
  #requireSize(events: readonly object[], bytes: number): void {
    const { maxEventBytes } = this.#options;
    // What can be parted is, so that every one of the far side takes it.
    if (bytes <= (events.length > 1 ? this.#most.maxEventBytes : maxEventBytes)) return;
    if (events.length === 1 && JSON.stringify(events[0]).length <= maxEventBytes) return;
    throw new RangeError(`it is larger than maxEventBytes (${maxEventBytes})`);
  }
  #drop(offset: number, outgoing: Outgoing, error: unknown): void {
    this.outbox.forget(offset);
    const why = error instanceof Error ? error.message : String(error);
    const which = "hole" in outgoing ? "word of a gap" : `the event "${outgoing.event.type}" (${outgoing.event.id})`;
    const message = `${which} did not leave by the link "${this.#name}": ${why}.`;
    this.#report.trouble("dropped", 1, new LinkError("ERR_LINK_BACKLOG", message, { cause: error }));
    this.#poster.say({ kind: "lost", first: offset, last: offset });
  }
}

function pathsOf(batch: readonly Outgoing[]): { readonly paths?: Record<number, readonly string[]> } {
  let paths: Record<number, readonly string[]> | undefined;
  for (const [index, one] of batch.entries()) if (!("hole" in one) && one.path.length > 0) (paths ??= {})[index] = one.path;
  return paths === undefined ? {} : { paths };
}
