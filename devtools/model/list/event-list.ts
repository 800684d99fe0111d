import type { HistoryEntry, Undelivered } from "eventdeck";
import { Store, type Readable, type Rows, type Selection, type Target } from "../../target/index.ts";
import { Attempts, isAttemptPlace } from "./attempts.ts";
import { Census } from "./census.ts";
import type { Chip, ChipCounts } from "./chips.ts";
import type { Filter, FilterError } from "./filter.ts";
import { type FoldKind, FoldKeys } from "./fold-keys.ts";
import { HeldEntries } from "./held-entries.ts";
import type { Lines } from "./lines.ts";
import { type ListSettings, readListSettings, writeListSettings } from "./list-settings.ts";
import { filterAfter, ListSource } from "./list-source.ts";
import { nextFailure, nextOfType } from "./list-steps.ts";
import { Pace, type PaceOptions } from "../pace.ts";
import { Picked } from "./picked.ts";
import { Pins } from "./pins.ts";
import { PreferenceStore } from "../preferences.ts";

/** What the list shows at one moment. */
export interface EventListState {
  readonly text: string;
  readonly error?: FilterError;
  /** The text and the pressed chips as one filter. */
  readonly query: string;
  readonly pressed: readonly Chip[];
  /** How many retained events each chip stands for. */
  readonly chips: ChipCounts;
  /** What is drawn: events, folds and attempts. */
  readonly lines: Lines;
  /** The events that match, one by one. */
  readonly rows: Rows;
  readonly settings: ListSettings;
  /** Retained events. */
  readonly total: number;
  readonly matching: number;
  readonly evicted: number;
  /** What the evicted ones took, in bytes, estimated by what is retained. */
  readonly evictedBytes: number;
  /** From 0 to 1 while a filter is being applied to what was recorded before it. */
  readonly progress: number;
  /** Follows the newest event. */
  readonly live: boolean;
  /** Matching events since the list stopped following. */
  readonly unseen: number;
  /** The line that the keys move: an event's position, or the place of an attempt. */
  readonly cursor?: number;
  /** The cursor is on the fold that begins there, and not on its first event. */
  readonly onFold: boolean;
  /** Grows when the cursor is to be brought into view. */
  readonly revealed: number;
  /** The event whose detail is open. */
  readonly opened?: HistoryEntry;
  /** The attempt whose detail is open. */
  readonly attempt?: Undelivered;
  readonly perSecond: number;
  /** Events come faster than anyone reads: the list is drawn so many times a second. */
  readonly batched: boolean;
  readonly drawnPerSecond: number;
}

export interface EventListOptions extends PaceOptions {
  /** Remembers how the list is shown; without it that lasts as long as the list. */
  readonly preferences?: PreferenceStore;
}

// A list that is held still grows at its end, so that scrolling down goes on; past this many events "n new" tells the rest.
const maxGrowth = 20_000;
// Longest stretch of work in one frame: half of it is left to the page at 120 Hz.
const sliceMs = 4;
/** Lines that fill any screen. */
const firstPage = 200;

/**
 * The event list without its view: follows a bus's history, filters it as it grows, folds bursts, counts what is worth a look, and remembers
 * what is selected. It does nothing until `connect`.
 */
export class EventListModel implements Readable<EventListState> {
  readonly pins: Pins;
  /** Several events, for what is done with them together. */
  readonly picked = new Picked();
  readonly #target: Target;
  readonly #preferences: PreferenceStore;
  readonly #pace: Pace;
  readonly #held: HeldEntries;
  readonly #attempts = new Attempts();
  readonly #keys = new FoldKeys();
  readonly #store: Store<EventListState>;
  #census: Census;
  #source: ListSource;
  #typed: Filter = { text: "" };
  #inForce: Filter = { text: "" };
  #pressed: readonly Chip[] = [];
  #settings: ListSettings;
  #heldAt: { readonly first: number; readonly last: number; readonly attempt: number } | undefined;
  /** The newest position when nobody followed the bus any more. */
  #stoodAt: number | undefined;
  #cursor: { readonly place: number; readonly onFold: boolean } | undefined;
  #opened: number | undefined;
  #openedAttempt: Undelivered | undefined;
  #revealed = 0;
  #publishedAt = Number.NEGATIVE_INFINITY;

  constructor(target: Target, options: EventListOptions = {}) {
    this.#target = target;
    this.#preferences = options.preferences ?? new PreferenceStore(undefined);
    this.pins = new Pins(target);
    this.#pace = new Pace(() => this.#turn(), options);
    this.#held = new HeldEntries(target.log);
    this.#settings = readListSettings(this.#preferences);
    this.#attempts.update(target.log.undelivered());
    this.#census = this.#newCensus();
    this.#source = this.#newSource();
    this.#store = new Store(this.#snapshot());
  }

  get state(): EventListState {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** What the filter in force matches among the events; `undefined` when it lets all of them through. */
  get selection(): Selection | undefined {
    return this.#source.selection;
  }

  /** Follows the bus until the returned function is called, and then stands still; can be called again after that, and catches up. */
  connect(): () => void {
    this.#stoodAt = undefined;
    const leave = this.#target.log.onChange(({ added }) => {
      this.#pace.count(added);
      this.#pace.request();
    });
    this.#pace.request();
    return () => {
      this.#stoodAt = this.#target.log.lastPosition;
      leave();
      this.#pace.stop();
    };
  }

  /** Told by whoever watches deliveries that an entry's outcome has changed. */
  outcomeChanged(position: number): void {
    this.#census.changed(position);
    this.#pace.request();
  }

  entry(position: number): HistoryEntry | undefined {
    return this.#held.get(position);
  }

  /** The attempt at a place, and `undefined` for one that the bus has given up. */
  attemptAt(place: number): Undelivered | undefined {
    return this.#attempts.at(place);
  }

  /** What the events of a fold have in common. */
  kindOf(key: number): FoldKind | undefined {
    return this.#keys.kindOf(key);
  }

  /** Whether the filter does not match a place, and what it does not match is faded. */
  isDimmed(place: number): boolean {
    return this.#source.dims && !this.#source.highlights(place);
  }

  /** How many places of a fold the filter matches while it fades the others; `undefined` while it hides them. */
  highlightedIn(first: number, last: number): number | undefined {
    return this.#source.dims ? this.#source.highlighted(first, last) : undefined;
  }

  /** Applies a filter; with a mistake in it the one before stays in force. */
  filter(text: string): void {
    const { typed, inForce } = filterAfter(this.#inForce, text);
    this.#typed = typed;
    const changed = inForce !== this.#inForce;
    this.#inForce = inForce;
    if (changed) this.#startOver();
    else this.#publish();
  }

  /** Presses a chip, or lets go of it. */
  press(chip: Chip): void {
    this.#pressed = this.#pressed.includes(chip) ? this.#pressed.filter((each) => each !== chip) : [...this.#pressed, chip];
    this.#startOver();
  }

  /** Presses these chips and no others. */
  pressOnly(chips: readonly Chip[]): void {
    this.#pressed = chips;
    this.#startOver();
  }

  /** Changes how the list is shown, and remembers it. */
  configure(change: Partial<ListSettings>): void {
    const before = this.#settings;
    this.#settings = { ...before, ...change };
    writeListSettings(this.#preferences, this.#settings);
    if (before.slowMs !== this.#settings.slowMs) this.#census = this.#newCensus();
    this.#startOver();
  }

  /** Opens or closes the fold that a place is in. */
  toggleFold(place: number, open?: boolean): void {
    const { lines } = this.#source.feed;
    const fold = lines.foldOf(place);
    if (!fold) return;
    lines.toggle(place, open);
    // What stood on an event of a fold that is closed stands on the fold.
    const inside = this.#cursor && this.#cursor.place >= fold.first && this.#cursor.place <= fold.last;
    if (inside && fold.open && open !== true) this.#cursor = { place: fold.first, onFold: true };
    this.#publish();
  }

  /** Stops following, so that what is on screen stays there, also while history evicts it. */
  hold(firstRow: number, lastRow: number): void {
    const { lines } = this.#source.feed;
    const { log } = this.#target;
    const followed = this.#heldAt === undefined;
    const first = Math.min(lines.at(0)?.place ?? log.firstPosition, log.firstPosition);
    this.#heldAt ??= { first, last: log.lastPosition, attempt: this.#attempts.places.at(-1) ?? 0 };
    for (let row = firstRow; row <= lastRow; row += 1) {
      const line = lines.at(row);
      if (line) this.#held.keep(line.place);
    }
    // Scrolling on changes nothing that anybody shows.
    if (followed) this.#publish();
  }

  /** Follows the newest event again. */
  resume(): void {
    this.#resumeQuietly();
    if (this.#source.feed.overflowed) this.#startOver();
    else this.#turn();
  }

  /** Moves the cursor, and the detail with it when it is open. */
  moveTo(place: number | undefined, onFold = false): void {
    this.#cursor = place === undefined ? undefined : { place, onFold };
    this.picked.begin(place === undefined || isAttemptPlace(place) ? undefined : place);
    if (this.#opened !== undefined || this.#openedAttempt) this.#open(place);
    this.#publish();
  }

  /** Opens the detail of an event or an attempt, and brings it into view. */
  open(place: number): void {
    this.picked.begin(isAttemptPlace(place) ? undefined : place);
    this.#open(place);
    this.#goTo(place);
  }

  /** Opens the detail of an attempt. `false` when the bus keeps it no more. */
  openAttempt(attempt: Undelivered): boolean {
    const place = this.#attempts.placeOf(attempt);
    if (place !== undefined) this.open(place);
    return place !== undefined;
  }

  /** Adds the event to what is picked, or takes it out. `false` when there are as many as can be. */
  pick(position: number): boolean {
    if (isAttemptPlace(position)) return true;
    this.#cursor = { place: position, onFold: false };
    this.#publish();
    return this.picked.toggle(position);
  }

  /** Picks everything from where the cursor was to this place. `false` when that is more than can be picked. */
  pickTo(place: number): boolean {
    this.#cursor = { place, onFold: false };
    this.#publish();
    return this.picked.extendTo(place, this.state.rows);
  }

  closeDetail(): void {
    this.#open(undefined);
    this.#publish();
  }

  /** Moves the cursor to the next failure that the filter lets through, or to the one before. `false` when there is none. */
  stepFailure(step: 1 | -1): boolean {
    return this.#stepTo(nextFailure(this.#census.failed, this.#cursor?.place, step, (position) => this.#source.highlights(position)));
  }

  /** Moves the cursor to the next event of the same type, or to the one before. `false` when there is none near. */
  stepType(step: 1 | -1): boolean {
    if (!this.#cursor) return false;
    return this.#stepTo(nextOfType((position) => this.entry(position), this.state.rows, this.#cursor.place, step));
  }

  /** Pins the event that the cursor is on, or lets go of it. `false` when there are as many pins as can be. */
  togglePin(position = this.#cursor?.place): boolean {
    const entry = position === undefined ? undefined : (this.entry(position) ?? this.pins.state.find((pin) => pin.position === position));
    return entry ? this.pins.toggle(entry) : true;
  }

  /** Empties the history. Rejects when the bus is out of reach. */
  async clear(): Promise<void> {
    await this.#target.events.clear();
    this.#cursor = undefined;
    this.picked.begin(undefined);
    this.#open(undefined);
    this.#resumeQuietly();
    this.#turn();
  }

  #open(place: number | undefined): void {
    this.#openedAttempt = place === undefined ? undefined : this.#attempts.at(place);
    this.#opened = place === undefined || isAttemptPlace(place) ? undefined : place;
    if (this.#opened !== undefined) this.#held.keep(this.#opened);
  }

  #goTo(place: number): void {
    this.#source.feed.lines.toggle(place, true);
    this.#cursor = { place, onFold: false };
    this.#revealed += 1;
    this.#publish();
  }

  #stepTo(position: number | undefined): boolean {
    if (position === undefined) return false;
    if (this.#opened !== undefined || this.#openedAttempt) this.#open(position);
    this.#goTo(position);
    return true;
  }

  #newCensus(): Census {
    return new Census(this.#target.log, { slowMs: this.#settings.slowMs, failed: (position) => this.#source.feed.lines.fail(position) });
  }

  #newSource(): ListSource {
    return new ListSource({
      target: this.#target,
      keys: this.#keys,
      attempts: this.#attempts,
      filter: this.#inForce,
      pressed: this.#pressed,
      settings: this.#settings,
      newest: Math.min(this.#target.log.lastPosition, this.#newest()),
      changed: () => this.#pace.request(),
    });
  }

  #startOver(): void {
    this.#source.close();
    this.#source = this.#newSource();
    this.#resumeQuietly();
    // Who has changed what is shown sees that at once.
    this.#publishedAt = Number.NEGATIVE_INFINITY;
    this.#turn();
  }

  #resumeQuietly(): void {
    this.#heldAt = undefined;
    this.#held.clear();
    if (this.#opened !== undefined) this.#held.keep(this.#opened);
  }

  #turn(): void {
    const { log } = this.#target;
    const { now } = this.#pace;
    if (log.size === 0) this.#heldAt = undefined;
    const deadline = now() + sliceMs;
    const upTo = this.#newest();
    if (this.#stoodAt === undefined) {
      const { added, gone } = this.#attempts.update(log.undelivered());
      this.#source.feed.attemptsChanged(added, gone);
    }
    let done = this.#source.advance(now, deadline, upTo);
    if (this.#source.feed.overflowed && !this.#heldAt) {
      this.#source.close();
      this.#source = this.#newSource();
      done = false;
    }
    this.#source.feed.dropBefore(Math.min(log.firstPosition, this.#heldAt?.first ?? Number.POSITIVE_INFINITY));
    done = this.#census.advance(now, now() + sliceMs / 4, this.#stoodAt ?? Number.POSITIVE_INFINITY) && done;
    // What was recorded before is read for many frames, and with a page of it there none of them is worth a drawing of its own.
    if (this.#source.feed.lines.count < firstPage || this.#pace.draws(done, this.#publishedAt)) this.#publish();
    if (!done) this.#pace.hurry();
  }

  /** The newest position that may be shown. */
  #newest(): number {
    return Math.min(this.#stoodAt ?? Number.POSITIVE_INFINITY, this.#heldAt ? this.#heldAt.last + maxGrowth : Number.POSITIVE_INFINITY);
  }

  #publish(): void {
    this.#publishedAt = this.#pace.now();
    this.#store.set(this.#snapshot());
  }

  #snapshot(): EventListState {
    const { log } = this.#target;
    const { firstPosition, lastPosition, size, evicted, bytes } = log;
    const first = this.#heldAt?.first ?? firstPosition;
    const { failed, slow, unheard } = this.#census;
    return {
      text: this.#typed.text,
      error: this.#typed.error,
      query: this.#source.query,
      pressed: this.#pressed,
      chips: { failed: failed.count, slow: slow.count, stopped: this.#attempts.count, unheard: unheard.count },
      lines: this.#source.feed.lines,
      rows: this.#source.rows(first, Math.min(lastPosition, this.#newest())),
      settings: this.#settings,
      total: size,
      matching: this.#source.matching,
      evicted,
      evictedBytes: size === 0 ? 0 : Math.round((evicted * bytes) / size),
      progress: this.#source.progress,
      live: this.#heldAt === undefined,
      unseen: this.#heldAt ? this.#source.countAfter(this.#heldAt.last, this.#heldAt.attempt) : 0,
      cursor: this.#cursor?.place,
      onFold: this.#cursor?.onFold ?? false,
      revealed: this.#revealed,
      opened: this.#opened === undefined ? undefined : this.#held.get(this.#opened),
      attempt: this.#openedAttempt,
      perSecond: this.#pace.perSecond,
      batched: this.#pace.busy,
      drawnPerSecond: this.#pace.runsPerSecond,
    };
  }
}

/**
 * Makes the model of an event list.
 *
 * @example
 * const list = createEventList(target);
 * const disconnect = list.connect();
 * list.filter("type:payment.* is:failed");
 * list.subscribe(() => console.log(`${list.state.matching} of ${list.state.total}`));
 */
export function createEventList(target: Target, options?: EventListOptions): EventListModel {
  return new EventListModel(target, options);
}
