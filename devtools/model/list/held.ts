import type { BusEvent, HistoryEntry } from "eventdeck";

/**
 * A value of the application's, out of sight. React's development build looks several levels deep into what components are given: it runs getters,
 * breaks on proxies that refuse, and takes seconds for a long list. What is private to a class it does not see.
 */
export class Held<Value> {
  readonly #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  get value(): Value {
    return this.#value;
  }
}

type Entry = HistoryEntry;

const shields = new WeakMap<Entry, Entry>();

/** The same entry for handing to components, with its payload out of sight; see `Held`. */
export function shielded(entry: Entry): Entry {
  const known = shields.get(entry);
  if (known) return known;
  const shield = new ShieldedEntry(entry);
  shields.set(entry, shield);
  return shield;
}

class ShieldedEntry implements Entry {
  readonly #entry: Entry;

  constructor(entry: Entry) {
    this.#entry = entry;
    shields.set(this, this);
  }

  get position(): number {
    return this.#entry.position;
  }
  get event(): BusEvent {
    return this.#entry.event;
  }
  get recordedAt(): number {
    return this.#entry.recordedAt;
  }
  get outcome(): HistoryEntry["outcome"] {
    return this.#entry.outcome;
  }
  get folded(): Entry["folded"] {
    return this.#entry.folded;
  }
  get imported(): Entry["imported"] {
    return this.#entry.imported;
  }
  get arrival(): Entry["arrival"] {
    return this.#entry.arrival;
  }
}
