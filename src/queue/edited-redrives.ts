import type { StoreOperation } from "../store/index.ts";
import type { QueueStore } from "./options.ts";
import type { QueueLog } from "./queue-log.ts";

/** A dead letter that was put back with another payload, which made a new event of it. */
export interface Replacement {
  /** The id of the event that had died. */
  readonly from: string;
  /** The id of the one that was put back in its place. */
  readonly to: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

/** Pairs that are kept of a queue; the oldest go. */
const most = 500;

const ofLogs = new WeakMap<QueueLog, EditedRedrives>();

/** Which new events came of which dead ones, the newest 500 of a queue: in the same store, written in the same batch. */
export class EditedRedrives {
  readonly #key: string;
  readonly #store: QueueStore | undefined;
  #pairs: readonly Replacement[] | undefined;

  private constructor({ place: { keys, store } }: QueueLog) {
    this.#key = keys.redrives;
    this.#store = store;
  }
  /** One for each log, which is what of it is only in memory lives with. */
  static of(log: QueueLog): EditedRedrives {
    let known = ofLogs.get(log);
    if (!known) ofLogs.set(log, (known = new EditedRedrives(log)));
    return known;
  }

  /** What writes further ones; they are known from now on, until `drop` takes those of a write that failed back. */
  async add(pairs: readonly Replacement[]): Promise<readonly StoreOperation[]> {
    if (pairs.length === 0) return [];
    await this.#load();
    this.#pairs = [...this.#known, ...pairs].slice(-most);
    return this.#store ? [{ put: this.#key, value: this.#pairs }] : [];
  }
  drop(pairs: readonly Replacement[]): void {
    this.#pairs = this.#known.filter((pair) => !pairs.includes(pair));
  }
  /** Those that led to an event, and those that came of it and of what it led to; the oldest first. */
  async around(id: string): Promise<readonly Replacement[]> {
    await this.#load();
    const family = new Set([id]);
    for (const { from, to } of this.#known.toReversed()) if (family.has(to)) family.add(from);
    for (const { from, to } of this.#known) if (family.has(from)) family.add(to);
    return this.#known.filter(({ from }) => family.has(from));
  }

  get #known(): readonly Replacement[] {
    return this.#pairs ?? [];
  }
  async #load(): Promise<void> {
    if (this.#pairs) return;
    const record: unknown = await this.#store?.get(this.#key);
    // Whoever was first has read it, and may have added to it.
    this.#pairs ??= Array.isArray(record) ? record.filter(isReplacement) : [];
  }
}

function isReplacement(value: unknown): value is Replacement {
  if (typeof value !== "object" || value === null || !("from" in value) || !("to" in value) || !("at" in value)) return false;
  return typeof value.from === "string" && typeof value.to === "string" && typeof value.at === "number";
}
