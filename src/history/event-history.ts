import { type Observable, Subject } from "rxjs";
import { type BusEvent, type EventKind, requireFrom, requirePositive } from "../event/index.ts";
import { compileSelector } from "../routing/index.ts";
import type { HistoryEntry, HistoryOptions, QueryOptions, Undelivered } from "./entry.ts";
import { compileFilter } from "./filter/index.ts";
import type { HistoryLimits, RecordedHistory } from "./history.ts";
import type { Query } from "./query.ts";
import { Ring } from "./ring.ts";
import { Scan } from "./scan.ts";
import { SearchTexts } from "./search-texts.ts";
import type { Series } from "./series.ts";
import { toLine } from "./write-session.ts";

/** Longest stretch of searching or reading before the host gets a turn. */
const sliceMs = 4;

/** What history needs of its bus. */
export interface HistoryHost {
  kinds(): readonly EventKind[];
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Milliseconds from an arbitrary start. */
  monotonic(): number;
  /** Resolves in a later task of the host. */
  pause(): Promise<void>;
  /** As `beforeRecord` hooks leave an event; `undefined` when they keep it out. */
  redact(event: BusEvent): BusEvent | undefined;
  /** The newest entries have come from a session file. */
  imported(events: readonly BusEvent[]): void;
}

/** Reads every entry, at the latest before it leaves. */
export interface Follower {
  /** Position of the first entry that it has not read. */
  readonly next: number;
  /** Reads on, up to the newest. */
  take(): void;
}

/** The ring with its bounds, queries, undelivered attempts and session files. Recording is for the bus; the rest is public. */
export class EventHistory implements RecordedHistory {
  /** For the bus's delivery, which writes outcomes. */
  readonly ring = new Ring();
  readonly changes$: Observable<{ readonly added: number; readonly evicted: number }>;
  readonly limits: HistoryLimits | undefined;
  readonly #host: HistoryHost;
  readonly #keeps: boolean;
  readonly #maxEvents: number;
  readonly #maxBytes: number;
  readonly #maxAgeMs: number;
  readonly #maxUndelivered: number;
  readonly #selected: ((topic: string, type: string) => boolean) | undefined;
  readonly #changes = new Subject<{ readonly added: number; readonly evicted: number }>();
  readonly #texts: SearchTexts;
  readonly #followers = new Set<Follower>();
  /** The first position that some follower has not read, or one before it: nobody has to be asked until it leaves. */
  #unread = Infinity;
  #undelivered: Undelivered[] = [];
  #evicted = 0;
  #changeWaits = false;

  /** @throws RangeError for a bound that is not above 0 */
  constructor(options: HistoryOptions | false, host: HistoryHost) {
    const { maxEvents = 10_000, maxBytes = 64 * 1024 * 1024, maxAgeMs = Infinity, keep, maxUndelivered = 1000 } = options || {};
    for (const [name, bound] of Object.entries({ maxEvents, maxBytes, maxAgeMs })) requirePositive(`history.${name}`, bound);
    requireFrom(0, "history.maxUndelivered", maxUndelivered);
    this.#host = host;
    this.limits = options === false ? undefined : { maxEvents, maxBytes, maxAgeMs };
    this.#keeps = options !== false;
    this.#maxEvents = maxEvents;
    this.#maxBytes = maxBytes;
    this.#maxAgeMs = maxAgeMs;
    this.#maxUndelivered = this.#keeps ? maxUndelivered : 0;
    this.#selected = keep === undefined ? undefined : compileSelector(keep);
    this.#texts = new SearchTexts(this.ring);
    this.changes$ = this.#changes.asObservable();
  }

  get size(): number {
    this.#expire();
    return this.ring.size;
  }
  get bytes(): number {
    this.#expire();
    return this.ring.bytes;
  }
  get evicted(): number {
    this.#expire();
    return this.#evicted;
  }
  get firstPosition(): number {
    this.#expire();
    return this.ring.firstPosition;
  }
  get lastPosition(): number {
    return this.ring.lastPosition;
  }
  get(position: number): HistoryEntry | undefined {
    this.#expire();
    return Number.isInteger(position) && this.ring.retains(position) ? this.ring.entry(position) : undefined;
  }
  peek(position: number): HistoryEntry | undefined {
    this.#expire();
    return Number.isInteger(position) && this.ring.retains(position) ? this.ring.peek(position) : undefined;
  }
  *[Symbol.iterator](): IterableIterator<HistoryEntry> {
    this.#expire();
    for (let position = this.ring.firstPosition; position <= this.ring.lastPosition; position++) {
      // Evicted while the caller was busy with the one before.
      if (this.ring.retains(position)) yield this.ring.entry(position);
      this.#expire();
    }
  }

  query(query: Query, options?: QueryOptions): HistoryEntry[] {
    const found: HistoryEntry[] = [];
    this.#scan(query, options).run(this.#into(found), () => false);
    return found;
  }
  positions(query: Query, options?: QueryOptions): number[] {
    const found: number[] = [];
    this.#scan(query, options).run(
      (position) => found.push(position),
      () => false,
    );
    return found;
  }
  async *search(query: Query, options: QueryOptions & { readonly signal?: AbortSignal } = {}): AsyncIterable<readonly HistoryEntry[]> {
    const scan = this.#scan(query, options);
    for (;;) {
      options.signal?.throwIfAborted();
      const found: HistoryEntry[] = [];
      const startedAt = this.#host.monotonic();
      const ended = scan.run(this.#into(found), () => this.#host.monotonic() - startedAt >= sliceMs);
      if (found.length > 0) yield found;
      if (ended) return;
      await this.#host.pause();
      this.#expire();
    }
  }
  undelivered(): readonly Undelivered[] {
    return this.#undelivered.slice();
  }
  clear(): void {
    this.#noteChange(0, this.ring.size);
    this.#letFollowersRead();
    this.ring.clear();
    this.#texts.clear();
    this.#undelivered = [];
  }
  *export(query: Query = ""): Iterable<string> {
    for (const { event, arrival } of this.query(query)) yield toLine(event, arrival);
  }
  async import(lines: Iterable<string> | AsyncIterable<string>): Promise<{ readonly added: number }> {
    // Loaded when first used: most pages never read a session, and its reader brings a schema library along.
    const { importSession } = await import("./import-session.ts");
    const added = await importSession(lines, this.#host, {
      wants: (event) => this.#keeps && this.wants(event),
      add: (event, now, arrival) => {
        this.#append(event, now, true, undefined);
        if (arrival) this.ring.arrived(arrival);
      },
    });
    return { added };
  }

  /** Whether the options keep such an event at all. */
  wants(event: BusEvent): boolean {
    return this.#selected === undefined || this.#selected(event.topic, event.type);
  }
  /** Gives an event the next position, and keeps it unless history is off. Returns its series, a hint for the next of the same kind. */
  record(event: BusEvent, now: number, hint: Series | undefined): Series | undefined {
    if (this.#keeps) return this.#append(event, now, false, hint);
    this.ring.skip();
    return undefined;
  }
  /** The entry of the event recorded last. With history off it is made for this one look, and nobody will fill in its outcome. */
  latest(event: BusEvent, recordedAt: number): HistoryEntry {
    const position = this.ring.lastPosition;
    if (this.ring.retains(position)) return this.ring.entry(position);
    return { position, event, recordedAt, outcome: { handlers: 0, failed: 0, skipped: 0, pending: 0 } };
  }
  /** Keeps an attempt that reached nobody. */
  addUndelivered(attempt: Undelivered): void {
    if (this.#maxUndelivered === 0) return;
    if (this.#undelivered.length >= this.#maxUndelivered) this.#undelivered.shift();
    this.#undelivered.push(attempt);
    this.#noteChange(0, 0);
  }
  /** Lets a follower read what would leave unread. Returns what ends it. */
  follow(follower: Follower): () => void {
    this.#followers.add(follower);
    this.#unread = Math.min(this.#unread, follower.next);
    return () => this.#followers.delete(follower);
  }
  /** More is known of how events arrived. */
  arrivalsChanged(): void {
    this.#noteChange(0, 0);
  }
  close(): void {
    this.#changes.complete();
  }

  #scan(query: Query, options: QueryOptions | undefined): Scan {
    this.#expire();
    return new Scan(this.ring, this.#texts, compileFilter(query), options);
  }
  // At once: a predicate that is asked about a later event may clear history.
  #into(found: HistoryEntry[]): (position: number) => void {
    return (position) => found.push(this.ring.entry(position));
  }
  #append(event: BusEvent, now: number, imported: boolean, hint: Series | undefined): Series {
    const series = this.ring.append(event, now, imported, hint);
    this.#noteChange(1, 0);
    if (this.ring.size > this.#maxEvents || this.ring.bytes > this.#maxBytes) this.#evict();
    if (this.#maxAgeMs !== Infinity) this.#expire();
    return series;
  }
  #evict(): void {
    const { ring } = this;
    let count = 0;
    while (ring.size > this.#maxEvents || ring.bytes > this.#maxBytes) {
      if (ring.firstPosition >= this.#unread) this.#letFollowersRead();
      ring.evictOldest();
      count++;
    }
    this.#noteEvicted(count);
  }
  /** Age is a bound on what can be seen, so it is applied before every look. */
  #expire(): void {
    if (this.#maxAgeMs === Infinity) return;
    const { ring } = this;
    const oldest = this.#host.now() - this.#maxAgeMs;
    let count = 0;
    while (ring.size > 0 && ring.recordedAt(ring.firstPosition) < oldest) {
      if (ring.firstPosition >= this.#unread) this.#letFollowersRead();
      ring.evictOldest();
      count++;
    }
    this.#noteEvicted(count);
  }
  #letFollowersRead(): void {
    for (const follower of this.#followers) follower.take();
    this.#unread = Math.min(...Array.from(this.#followers, ({ next }) => next));
  }
  #noteEvicted(count: number): void {
    if (count === 0) return;
    this.#evicted += count;
    this.#noteChange(0, count);
  }
  /** One notification per turn, however many changes: the first of a turn asks for it, and those after it cost a look. */
  #noteChange(added: number, removed: number): void {
    if (this.#changeWaits || !this.#changes.observed) return;
    this.#changeWaits = true;
    const last = this.ring.lastPosition - added;
    const evicted = this.#evicted - removed;
    queueMicrotask(() => {
      this.#changeWaits = false;
      // With history off positions go on all the same.
      this.#changes.next({ added: this.#keeps ? this.ring.lastPosition - last : 0, evicted: this.#evicted - evicted });
    });
  }
}
