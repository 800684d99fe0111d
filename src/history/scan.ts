import type { BusEvent } from "../event/index.ts";
import type { Arrival, HistoryEntry, QueryOptions } from "./entry.ts";
import type { CompiledFilter, FilterRow } from "./filter/index.ts";
import type { Ring } from "./ring.ts";
import type { SearchTexts } from "./search-texts.ts";

/** One row of the ring as a filter sees it; moved from position to position instead of making an object for each. */
class Cursor implements FilterRow {
  position = 0;
  readonly #ring: Ring;
  readonly #texts: SearchTexts;
  constructor(ring: Ring, texts: SearchTexts) {
    this.#ring = ring;
    this.#texts = texts;
  }
  get event(): BusEvent {
    return this.#ring.event(this.position);
  }
  get entry(): HistoryEntry {
    return this.#ring.entry(this.position);
  }
  get handlers(): number {
    return this.#ring.handlers(this.position);
  }
  get failed(): number {
    return this.#ring.failed(this.position);
  }
  get skipped(): number {
    return this.#ring.skipped(this.position);
  }
  get pending(): number {
    return this.#ring.pending(this.position);
  }
  get waitedMs(): number | undefined {
    return this.#ring.waitedMs(this.position);
  }
  get ranMs(): number | undefined {
    return this.#ring.ranMs(this.position);
  }
  get listeners(): readonly string[] {
    return this.#ring.listeners(this.position);
  }
  get folded(): boolean {
    return this.#ring.folded(this.position);
  }
  get imported(): boolean {
    return this.#ring.imported(this.position);
  }
  get arrival(): Arrival | undefined {
    return this.#ring.arrival(this.position);
  }
  searchText(): string {
    return this.#texts.of(this.position);
  }
}

const all = 1;
const none = 2;
const some = 3;
const codes = { all, none, some };
/** How many rows are looked at between two questions whether to stop. A row whose event has to be read may take a while, and is followed by one in any case. */
const rowsPerCheck = 1024;

/** A query under way: which positions are left, and what it knows of each series. */
export class Scan {
  readonly #ring: Ring;
  readonly #filter: CompiledFilter;
  readonly #cursor: Cursor;
  readonly #step: 1 | -1;
  #next: number;
  #left: number;
  #limit: number;
  #verdicts = new Uint8Array(0);

  /** @throws RangeError for a limit or bound that is no number */
  constructor(ring: Ring, texts: SearchTexts, filter: CompiledFilter, options: QueryOptions = {}) {
    const { from = 0, to = Infinity, limit = Infinity, newestFirst = false } = options;
    if (!(limit >= 0) || Number.isNaN(from) || Number.isNaN(to))
      throw new RangeError(`A query takes positions and a limit from 0 up, not from ${from} to ${to}, limit ${limit}.`);
    const first = Math.ceil(Math.max(from, filter.from, ring.firstPosition));
    const last = Math.floor(Math.min(to, filter.to, ring.lastPosition));
    this.#ring = ring;
    this.#filter = filter;
    this.#cursor = new Cursor(ring, texts);
    this.#step = newestFirst ? -1 : 1;
    this.#next = newestFirst ? last : first;
    this.#left = Math.max(0, last - first + 1);
    this.#limit = limit;
  }

  /** Hands over what matches until all rows were looked at (`true`) or `enough` says so (`false`). */
  run(take: (position: number) => void, enough: () => boolean): boolean {
    // Made anew for each slice: meanwhile a series may have been forgotten and its number given to another.
    this.#verdicts = new Uint8Array(this.#ring.series.idLimit);
    const step = this.#step;
    let position = this.#next;
    let left = this.#left;
    let untilCheck = rowsPerCheck;
    for (; left > 0 && this.#limit > 0; left--, position += step) {
      if (untilCheck <= 0) {
        if (enough()) {
          this.#next = position;
          this.#left = left;
          return false;
        }
        untilCheck = rowsPerCheck;
      }
      const verdict = this.#verdictOf(position);
      untilCheck -= verdict === some ? rowsPerCheck : 1;
      if (verdict === none) continue;
      this.#cursor.position = position;
      if (verdict === some && !this.#filter.test(this.#cursor)) continue;
      // A predicate may have emitted, or cleared the history.
      if (!this.#ring.retains(position)) continue;
      take(position);
      this.#limit--;
    }
    return true;
  }

  #verdictOf(position: number): number {
    if (!this.#ring.retains(position)) return none;
    const id = this.#ring.seriesId(position);
    return this.#verdicts[id] || this.#decide(id);
  }
  #decide(id: number): number {
    return (this.#verdicts[id] = codes[this.#filter.series(this.#ring.series.get(id))]);
  }
}
