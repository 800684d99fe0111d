import type { HistoryEntry } from "eventdeck";
import type { EventLog } from "../../target/index.ts";

const most = 4_000;

/**
 * Entries that somebody is looking at, kept while history evicts them. An entry is asked of history first, since its outcome may
 * still be filled in.
 */
export class HeldEntries {
  readonly #history: EventLog;
  readonly #kept = new Map<number, HistoryEntry>();

  constructor(history: EventLog) {
    this.#history = history;
  }

  get(position: number): HistoryEntry | undefined {
    return this.#history.get(position) ?? this.#kept.get(position);
  }

  keep(position: number): void {
    const entry = this.#history.get(position);
    if (!entry) return;
    this.#kept.delete(position);
    this.#kept.set(position, entry);
    if (this.#kept.size <= most) return;
    // A Map iterates in the order of insertion, so the first key is the one kept longest.
    for (const oldest of this.#kept.keys()) {
      this.#kept.delete(oldest);
      break;
    }
  }

  clear(): void {
    this.#kept.clear();
  }
}
