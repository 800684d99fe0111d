import type { Bus, HistoryEntry } from "eventdeck";
import { compileFilter, type Filter, type FilterError } from "./filter.ts";
import { HeldEntries } from "./held-entries.ts";
import { rangeRows, type Rows } from "./matches.ts";
import { Pace, type PaceOptions } from "./pace.ts";
import { Scan } from "./scan.ts";
import { Store, type Readable } from "./store.ts";

/** What the list shows at one moment. */
export interface EventListState {
  readonly text: string;
  readonly error?: FilterError;
  readonly rows: Rows;
  /** Retained events. */
  readonly total: number;
  readonly matching: number;
  readonly evicted: number;
  /** From 0 to 1 while a filter is being applied to what was recorded before it. */
  readonly progress: number;
  /** Follows the newest event. */
  readonly live: boolean;
  /** Matching events since the list stopped following. */
  readonly unseen: number;
  /** The row that the keys move. */
  readonly cursor?: number;
  /** The event whose detail is open. */
  readonly opened?: HistoryEntry;
  readonly perSecond: number;
  /** Events come faster than anyone reads: the list is drawn ten times a second. */
  readonly batched: boolean;
}

// A list that is held still grows at its end, so that scrolling down goes on; past this many rows "n new" tells the rest.
const maxGrowth = 20_000;

/**
 * The event list without its view: follows a bus's history, filters it as it grows, and remembers what is selected.
 * It does nothing until `connect`.
 */
export class EventListModel implements Readable<EventListState> {
  readonly #bus: Bus;
  readonly #pace: Pace;
  readonly #held: HeldEntries;
  readonly #store: Store<EventListState>;
  #filter: Filter = { text: "" };
  #scan: Scan | undefined;
  #heldAt: { readonly first: number; readonly last: number } | undefined;
  #cursor: number | undefined;
  #opened: number | undefined;

  constructor(bus: Bus, options: PaceOptions = {}) {
    this.#bus = bus;
    this.#pace = new Pace(() => this.#turn(), options);
    this.#held = new HeldEntries(bus.history);
    this.#store = new Store(this.#snapshot());
  }

  get state(): EventListState {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** Follows the bus until the returned function is called; can be called again after that. */
  connect(): () => void {
    const changes = this.#bus.history.changes$.subscribe(({ added }) => {
      this.#pace.count(added);
      this.#pace.request();
    });
    this.#pace.request();
    return () => {
      changes.unsubscribe();
      this.#pace.stop();
    };
  }

  /** Told by whoever watches deliveries that an entry's outcome has changed. */
  outcomeChanged(position: number): void {
    if (this.#scan?.awaits(position) || position === this.#opened) this.#pace.request();
    else if (this.#bus.history.lastPosition - position < 1_000) this.#pace.request();
  }

  entry(position: number): HistoryEntry | undefined {
    return this.#held.get(position);
  }

  /** Applies a filter; with a mistake in it the one before stays in force. */
  filter(text: string): void {
    this.#filter = compileFilter(text);
    if (!this.#filter.error) {
      const { matches } = this.#filter;
      this.#scan = matches && new Scan(this.#bus.history, matches);
      this.#resumeQuietly();
    }
    this.#turn();
  }

  /** Stops following, so that what is on screen stays there, also while history evicts it. */
  hold(firstRow: number, lastRow: number): void {
    const { rows } = this.state;
    this.#heldAt ??= { first: rows.positionAt(0) ?? this.#bus.history.firstPosition, last: this.#bus.history.lastPosition };
    for (let row = firstRow; row <= lastRow; row += 1) {
      const position = rows.positionAt(row);
      if (position !== undefined) this.#held.keep(position);
    }
    this.#publish();
  }

  /** Follows the newest event again. */
  resume(): void {
    this.#resumeQuietly();
    this.#publish();
  }

  /** Moves the cursor, and the detail with it when it is open. */
  moveTo(position: number | undefined): void {
    this.#cursor = position;
    if (this.#opened !== undefined) this.#open(position);
    this.#publish();
  }

  /** Opens the detail of an event. */
  open(position: number): void {
    this.#cursor = position;
    this.#open(position);
    this.#publish();
  }

  closeDetail(): void {
    this.#open(undefined);
    this.#publish();
  }

  clear(): void {
    this.#bus.history.clear();
    this.#cursor = undefined;
    this.#open(undefined);
    this.#resumeQuietly();
    this.#turn();
  }

  #open(position: number | undefined): void {
    this.#opened = position;
    if (position !== undefined) this.#held.keep(position);
  }

  #resumeQuietly(): void {
    this.#heldAt = undefined;
    this.#held.clear();
    if (this.#opened !== undefined) this.#held.keep(this.#opened);
  }

  #turn(): void {
    const done = this.#scan ? this.#scan.advance(this.#pace.now) : true;
    this.#scan?.matches.dropBefore(Math.min(this.#bus.history.firstPosition, this.#heldAt?.first ?? Number.POSITIVE_INFINITY));
    this.#publish();
    if (!done) this.#pace.hurry();
  }

  #publish(): void {
    this.#store.set(this.#snapshot());
  }

  #snapshot(): EventListState {
    const { history } = this.#bus;
    const scan = this.#scan;
    return {
      text: this.#filter.text,
      error: this.#filter.error,
      rows: this.#rows(),
      total: history.size,
      matching: scan ? scan.matches.countFrom(history.firstPosition) : history.size,
      evicted: history.evicted,
      progress: scan ? scan.progress : 1,
      live: this.#heldAt === undefined,
      unseen: this.#unseen(),
      cursor: this.#cursor,
      opened: this.#opened === undefined ? undefined : this.#held.get(this.#opened),
      perSecond: this.#pace.perSecond,
      batched: this.#pace.busy,
    };
  }

  #unseen(): number {
    if (!this.#heldAt) return 0;
    const { last } = this.#heldAt;
    return this.#scan ? this.#scan.matches.countFrom(last + 1) : Math.max(0, this.#bus.history.lastPosition - last);
  }

  #rows(): Rows {
    const { firstPosition, lastPosition } = this.#bus.history;
    const first = this.#heldAt?.first ?? firstPosition;
    const last = this.#heldAt ? Math.min(lastPosition, this.#heldAt.last + maxGrowth) : lastPosition;
    return this.#scan ? this.#scan.matches.rows(first, last) : rangeRows(first, last);
  }
}

/**
 * Makes the model of an event list.
 *
 * @example
 * const list = createEventList(bus);
 * const disconnect = list.connect();
 * list.filter("type:payment.* is:failed");
 * list.subscribe(() => console.log(`${list.state.matching} of ${list.state.total}`));
 */
export function createEventList(bus: Bus, options?: PaceOptions): EventListModel {
  return new EventListModel(bus, options);
}
