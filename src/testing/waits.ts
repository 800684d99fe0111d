import type { Bus, InspectRecord } from "../bus/index.ts";
import { compileQuery, type HistoryEntry } from "../history/index.ts";

/** Who waits for an event of a bus. A wait begins to listen at once, and hears every event, also one that a flood evicts in the same turn. */
export class Waits {
  readonly #bus: Pick<Bus, "history" | "inspect$">;
  readonly #ends = new Map<string, () => void>();
  #count = 0;

  constructor(bus: Pick<Bus, "history" | "inspect$">) {
    this.#bus = bus;
  }

  /** @throws FilterSyntaxError */
  first(query: string, since: "now" | "start", key: string = `wait ${++this.#count}`): Promise<HistoryEntry | undefined> {
    const { history, inspect$ } = this.#bus;
    const matches = compileQuery(query);
    const known = since === "start" ? history.query(query, { limit: 1 })[0] : undefined;
    if (known) return Promise.resolve(known);
    const from = since === "start" ? 0 : history.lastPosition + 1;
    this.end(key);
    return new Promise((resolve) => {
      let watching: { unsubscribe(): void } | undefined;
      const finish = (entry?: HistoryEntry) => {
        this.#ends.delete(key);
        watching?.unsubscribe();
        resolve(entry);
      };
      const hear = (record: InspectRecord) => {
        const entry = record.kind === "recorded" ? record.entry : entryOf(record, history);
        if (entry && entry.position >= from && matches(entry)) finish(entry);
      };
      this.#ends.set(key, finish);
      watching = inspect$.subscribe({ next: hear, complete: finish });
    });
  }
  end(key: string): void {
    this.#ends.get(key)?.();
  }
  endAll(): void {
    for (const end of this.#ends.values()) end();
  }
}

/** A query may ask for what becomes of an event: `is:failed` holds when a handler has settled. */
function entryOf(record: InspectRecord, history: Bus["history"]): HistoryEntry | undefined {
  return "position" in record && record.position !== undefined ? history.get(record.position) : undefined;
}
