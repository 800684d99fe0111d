import type { DeadLetterGroup } from "./dead-letter.ts";
import type { DeathMark, Entry } from "./entry.ts";
import { givingWay } from "./giving-way.ts";
import type { QueueLog } from "./queue-log.ts";
import { SortedEntries } from "./sorted-entries.ts";

export type MarkedEntry = Entry & { death: DeathMark };

interface Group {
  readonly name: string;
  readonly reason: DeathMark["reason"];
  /** Texts of its marks, each once: those of 100,000 records would take 50 MB. */
  message: string;
  readonly entries: SortedEntries;
}

/** The dead letters of a log in their order, and by group, kept up as they come and go: neither a page nor the groups walk over all of them. */
export class DeadLetterIndex {
  readonly #all = new SortedEntries();
  readonly #groups = new Map<string, Group>();
  #filling: Promise<void> | undefined;

  /** Made when it is first asked for, and kept up from then on. */
  static async of(log: QueueLog): Promise<DeadLetterIndex> {
    const index = (log.letters ??= new DeadLetterIndex());
    await (index.#filling ??= index.#fill([...log.entries.values()]));
    return index;
  }
  /** What comes meanwhile is added by the log, and what has gone is left out. */
  async #fill(entries: readonly Entry[]): Promise<void> {
    const giveWay = givingWay();
    for (const entry of entries) {
      if (entry.state !== "gone") this.add(entry);
      const pause = giveWay();
      if (pause) await pause;
    }
  }

  /** Does nothing with an entry that is no dead letter. */
  add(entry: Entry): void {
    if (!isMarked(entry)) return;
    const { group: name, reason, message, deadAt } = entry.death;
    let group = this.#groups.get(name);
    if (!group) this.#groups.set(name, (group = { name, reason, message, entries: new SortedEntries() }));
    if (group.message !== message) group.message = message;
    entry.death = { group: group.name, reason, message: group.message, deadAt };
    group.entries.add(entry);
    this.#all.add(entry);
  }
  remove(entry: Entry): void {
    const group = entry.death && this.#groups.get(entry.death.group);
    if (!group) return;
    this.#all.remove(entry);
    group.entries.remove(entry);
    if (group.entries.size === 0) this.#groups.delete(group.name);
  }

  /** At most so many whose sequences are above `seq`, in their order. @param group only those of this group */
  after(seq: number, most: number, group?: string): readonly MarkedEntry[] {
    const entries = group === undefined ? this.#all : this.#groups.get(group)?.entries;
    const found: MarkedEntry[] = [];
    let next = entries?.after(seq);
    while (next && isMarked(next) && found.length < most) {
      found.push(next);
      next = entries?.after(next.seq);
    }
    return found;
  }
  groups(): readonly DeadLetterGroup[] {
    return Array.from(this.#groups.values(), ({ name, reason, entries }) => {
      const [first, last] = [entries.after(-1)?.death, entries.last?.death];
      return { group: name, reason, message: last?.message ?? "", count: entries.size, firstAt: first?.deadAt ?? 0, lastAt: last?.deadAt ?? 0 };
    });
  }
}

export function isMarked(entry: Entry | undefined): entry is MarkedEntry {
  return entry?.death !== undefined;
}
