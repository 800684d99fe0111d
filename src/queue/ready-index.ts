import type { Entry } from "./entry.ts";
import { SortedEntries } from "./sorted-entries.ts";

/** Those of one partition key: the first is ready, delayed or out, the others wait for it. */
interface Line {
  first: Entry;
  readonly others: SortedEntries;
}

/** What can be handed out, in the order of arrival, also after it came back; of each partition key one at a time, when the queue is ordered. */
export class ReadyIndex {
  /** New ones are added at the end of one list, those that come back to the other, which is short: neither pays for insertions into the middle of a long list. */
  readonly #fresh = new SortedEntries();
  readonly #back = new SortedEntries();
  readonly #lines = new Map<string, Line>();
  readonly #ordered: boolean;

  constructor(ordered: boolean) {
    this.#ordered = ordered;
  }

  get size(): number {
    return this.#fresh.size + this.#back.size;
  }
  /** Takes an entry into account. `false` when it has to wait for another of its key. */
  enter(entry: Entry): boolean {
    if (!this.#ordered || entry.key === undefined) return true;
    const line = this.#lines.get(entry.key);
    if (!line) this.#lines.set(entry.key, { first: entry, others: new SortedEntries() });
    else line.others.add(entry);
    return line === undefined;
  }
  /** It can be handed out. */
  add(entry: Entry): void {
    const { last } = this.#fresh;
    (last === undefined || last.seq < entry.seq ? this.#fresh : this.#back).add(entry);
  }
  /** The first that can be handed out and whose sequence is above `seq`. */
  after(seq: number): Entry | undefined {
    const fresh = this.#fresh.after(seq);
    const back = this.#back.after(seq);
    return fresh && (!back || fresh.seq < back.seq) ? fresh : back;
  }
  /** It is handed out, or given up: it keeps its place before others of its key until it has left. */
  remove(entry: Entry): void {
    if (!this.#back.remove(entry)) this.#fresh.remove(entry);
  }
  /** Whether it waits for no other of its key. */
  isFirst(entry: Entry): boolean {
    const line = this.#ordered && entry.key !== undefined ? this.#lines.get(entry.key) : undefined;
    return line === undefined || line.first === entry;
  }
  /** It is gone. Returns the next of its key, which is the first now and has not been added. */
  leave(entry: Entry): Entry | undefined {
    this.remove(entry);
    const line = entry.key === undefined ? undefined : this.#lines.get(entry.key);
    if (!line) return undefined;
    if (line.first !== entry) {
      line.others.remove(entry);
      return undefined;
    }
    const next = line.others.after(-1);
    if (next) {
      line.others.remove(next);
      line.first = next;
    } else if (entry.key !== undefined) this.#lines.delete(entry.key);
    return next;
  }
}
