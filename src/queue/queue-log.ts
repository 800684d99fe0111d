import { BusError, type EventKind } from "../event/index.ts";
import type { StoreOperation } from "../store/index.ts";
import type { DeadLetterIndex } from "./dead-letter-index.ts";
import { type Changing, Entry, type Entering, entryOf, isStateRecord, type Message, messageOf, messageRecord, stateRecord } from "./entry.ts";
import { FreshRecords } from "./fresh-records.ts";
import type { GroupCommit } from "./group-commit.ts";
import { keysOf, type QueueKeys } from "./keys.ts";
import type { QueueStore } from "./options.ts";
import { RecentIds } from "./recent-ids.ts";

/** Who hands out what is in a log. */
export interface LogOwner {
  added(entry: Entry): void;
  removed(entry: Entry): void;
  /** See `QueueLog.seize`. */
  seize(entry: Entry): void;
  restore(entry: Entry): void;
}
/** What has left a queue, and is remembered. */
type Left = Pick<Entry, "seq" | "source" | "id">;

const nothing: readonly StoreOperation[] = [];

/**
 * The events of one queue: an index in memory, and the records in the store that it was read from. Changes are made in two steps, so that the index never says
 * what the store does not: the operations go to the store, in one batch with those of other logs where they belong together; then the index follows.
 */
export class QueueLog {
  readonly name: string;
  readonly entries = new Map<number, Entry>();
  /** Those of them that are dead letters; there once somebody has looked at them. */
  letters: DeadLetterIndex | undefined;
  /** Called after every change of how many there are. */
  readonly watchers = new Set<() => void>();
  owner: LogOwner | undefined;
  /** What enters lives this long; set by its queue. */
  messageTtlMs = Infinity;
  readonly #store: QueueStore | undefined;
  readonly #commits: GroupCommit | undefined;
  readonly #keys: QueueKeys;
  /** Sequences and ids of what has left, oldest first, until somebody says how many are to be remembered. */
  #left: Left[] = [];
  #recent: RecentIds | undefined;
  /** What is remembered already, and whose records are on their way to the store. */
  readonly #coming = new Set<number>();
  readonly #fresh = new FreshRecords();
  #nextSeq: number;

  private constructor(name: string, store: QueueStore | undefined, commits: GroupCommit | undefined, now: number) {
    this.name = name;
    this.#store = store;
    this.#commits = commits;
    this.#keys = keysOf(name);
    // Rising also over a log that was emptied: a dead letter's id is its sequence, and must not come to mean another. Memory forgets none: small numbers are faster.
    this.#nextSeq = store ? Math.floor(now) * 512 : 0;
  }

  /** Reads the small records. What was out when the context ended is there again, its attempt counted. */
  static async open(name: string, store: QueueStore | undefined, commits: GroupCommit | undefined, now: number): Promise<QueueLog> {
    const log = new QueueLog(name, store, commits, now);
    if (!store) return log;
    await store.open();
    for await (const [key, record] of store.range(log.#keys.states)) {
      const seq = log.#keys.sequenceOf(key);
      if (!isStateRecord(record)) throw new BusError("ERR_QUEUE_CORRUPTED", `The record "${key}" of the queue "${name}" is none that a queue writes.`);
      log.#nextSeq = Math.max(log.#nextSeq, seq + 1);
      if (record.gone) log.#left.push({ seq, source: record.source, id: record.id });
      else log.entries.set(seq, entryOf(seq, record));
    }
    return log;
  }

  /** Where its records are, for those who read many at once or keep something beside them. */
  get place(): { readonly keys: QueueKeys; readonly store: QueueStore | undefined } {
    return { keys: this.#keys, store: this.#store };
  }
  /** Begins to remember ids. @returns what removes those that are too old to be remembered */
  remember(window: number): readonly StoreOperation[] {
    if (this.#recent) return nothing;
    this.#recent = new RecentIds(window);
    const operations: StoreOperation[] = [];
    const known = [...this.#left, ...Array.from(this.entries.values(), ({ seq, source, id }) => ({ seq, source, id }))].toSorted((a, b) => a.seq - b.seq);
    for (const one of known) operations.push(...this.#forgotten(this.#recent.add(one)));
    if (window === 0) for (const { seq } of this.#left) operations.push({ del: this.#keys.state(seq) });
    this.#left = [];
    return operations;
  }
  /** The end of what enters now. @param own that which the event brings along */
  expiryAt(now: number, own: number = Infinity): number | undefined {
    const at = Math.min(own, now + this.messageTtlMs);
    return at === Infinity ? undefined : at;
  }
  remembers(event: Pick<Left, "source" | "id">): boolean {
    return this.#recent?.get(event) !== undefined;
  }

  /**
   * A new entry, which enters with `admit` once its operations are written.
   *
   * @param remembered its id, from now on. Not for one that is already: a dead letter that is put back stays remembered if that comes to nothing
   */
  insertion(message: Message, from: Omit<Entering, "seq">, remembered: boolean): { readonly entry: Entry; readonly operations: readonly StoreOperation[] } {
    const seq = this.#nextSeq++;
    const volatile = !this.#store || message.event.persistent === false;
    const entry = new Entry(seq, from, volatile ? message : undefined);
    // It may refuse, and then nothing has happened.
    const record = volatile ? undefined : messageRecord(message);
    const forgotten = remembered ? this.#forgotten(this.#recent?.add(entry)) : nothing;
    if (!record) return { entry, operations: forgotten };
    // Dead letters are read late, if at all.
    if (!from.death) this.#fresh.keep(entry, record, message.event);
    if (remembered) this.#coming.add(seq);
    const operations = [{ put: this.#keys.message(seq), value: record }, { put: this.#keys.state(seq), value: stateRecord(entry, {}) }, ...forgotten];
    return { entry, operations };
  }
  admit(entry: Entry): void {
    this.#coming.delete(entry.seq);
    this.entries.set(entry.seq, entry);
    this.letters?.add(entry);
    this.owner?.added(entry);
    this.#changed();
  }
  /** An insertion that was not written. */
  abandon(entry: Entry): void {
    this.#coming.delete(entry.seq);
    this.#recent?.forget(entry);
    this.#fresh.take(entry);
  }

  update(entry: Entry, changes: Partial<Changing>): readonly StoreOperation[] {
    return entry.message ? nothing : [{ put: this.#keys.state(entry.seq), value: stateRecord(entry, changes) }];
  }
  removal(entry: Entry): readonly StoreOperation[] {
    const { seq, source, id } = entry;
    if (entry.message) return nothing;
    const state = this.#keys.state(seq);
    return [{ del: this.#keys.message(seq) }, this.#recent?.get(entry) === seq ? { put: state, value: { source, id, gone: true } } : { del: state }];
  }
  /** Follows `removal`, of an entry that was seized, once that is written. */
  remove(entry: Entry): void {
    this.entries.delete(entry.seq);
    if (!entry.message) this.#fresh.take(entry);
    this.letters?.remove(entry);
    this.owner?.removed(entry);
    entry.state = "gone";
    this.#changed();
  }
  /** Takes an entry from whoever has it, to move it. `false` when somebody moves it already: of two who want to, one does. */
  seize(entry: Entry): boolean {
    if (entry.state === "moving" || entry.state === "gone") return false;
    if (this.owner) this.owner.seize(entry);
    else entry.state = "moving";
    return true;
  }
  /** The move has failed. */
  restore(entry: Entry): void {
    if (this.owner) this.owner.restore(entry);
    else entry.state = "stored";
  }

  /** Resolves when the store has them, all in one batch. */
  commit(operations: readonly StoreOperation[], sync: boolean): Promise<void> {
    return operations.length > 0 && this.#commits ? this.#commits.write(operations, sync) : Promise.resolve();
  }
  /** Reads an event. @param kinds those that it is upcast to and validated by @throws SessionFormatError, EventValidationError, and what the store rejects with */
  async load(entry: Entry, kinds: readonly EventKind[]): Promise<Message> {
    return entry.message ?? messageOf(this.#fresh.take(entry) ?? (await this.#store?.get(this.#keys.message(entry.seq))), kinds);
  }

  #forgotten(seq: number | undefined): readonly StoreOperation[] {
    // One that is still in the queue, or on its way there, needs its record.
    return seq === undefined || !this.#store || this.entries.has(seq) || this.#coming.has(seq) ? nothing : [{ del: this.#keys.state(seq) }];
  }
  #changed(): void {
    for (const watcher of this.watchers) watcher();
  }
}
