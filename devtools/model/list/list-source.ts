import type { HistoryEntry, Undelivered } from "eventdeck";
import { Matches, rangeRows, type Rows, type Selection, type Target } from "../../target/index.ts";
import type { Attempts } from "./attempts.ts";
import { type Chip, wantedBy } from "./chips.ts";
import { compileFilter, type Filter, matchesAttempt } from "./filter.ts";
import type { FoldKeys } from "./fold-keys.ts";
import { ListFeed } from "./list-feed.ts";
import { foldThreshold, type ListSettings } from "./list-settings.ts";

export interface ListSourceOptions {
  readonly target: Target;
  readonly keys: FoldKeys;
  readonly attempts: Attempts;
  readonly filter: Filter;
  readonly pressed: readonly Chip[];
  readonly settings: ListSettings;
  /** The newest position to begin with. */
  readonly newest: number;
  /** Called when there is something new from afar. */
  readonly changed: () => void;
}

// What lets only attempts through.
const noEvents: Selection = { matches: new Matches(), progress: 1, awaits: () => false, advance: () => true, forget: () => {}, close: () => {} };

/** What one filter, with the pressed chips, lets through; and the lines made of it. */
export class ListSource {
  /** The text and the chips as one filter of the bus's language; empty lets every event through. */
  readonly query: string;
  readonly feed: ListFeed;
  readonly #options: ListSourceOptions;
  readonly #events: boolean;
  readonly #selection: Selection | undefined;
  readonly #matches: ((entry: HistoryEntry) => boolean) | undefined;
  /** The selection only says what to fade. */
  readonly #dims: boolean;

  constructor(options: ListSourceOptions) {
    const { target, keys, attempts, filter, pressed, settings, newest, changed } = options;
    const { query, events, attempts: showsAttempts } = wantedBy(filter.text, pressed, settings.slowMs);
    this.#options = options;
    this.#events = events;
    this.query = query;
    this.#matches = filter.matches;
    this.#dims = settings.dim && (query !== "" || pressed.length > 0);
    this.#selection = events && query !== "" ? target.select(query, changed) : undefined;
    this.feed = new ListFeed({
      log: target.log,
      keys,
      attempts,
      selection: this.#dims ? undefined : this.#selection,
      events: events || this.#dims,
      shows: (attempt) => this.#dims || (showsAttempts && this.#matchesAttempt(attempt)),
      threshold: settings.fold ? foldThreshold : 0,
      newest,
    });
  }

  /** What the filter matches among the events; `undefined` when it lets all of them through. */
  get selection(): Selection | undefined {
    return this.#events ? this.#selection : noEvents;
  }

  /** From 0 to 1: how much has been looked at of what was there before the filter. */
  get progress(): number {
    return this.#selection?.progress ?? 1;
  }

  /** How many retained events match, or attempts where no event does. */
  get matching(): number {
    const { log } = this.#options.target;
    if (!this.#events) return this.#options.attempts.places.filter((place) => this.highlights(place)).length;
    return this.#selection ? this.#selection.matches.countFrom(log.firstPosition) : log.size;
  }

  advance(now: () => number, deadline: number, upTo: number): boolean {
    const dimmed = this.#dims && this.#selection ? this.#selection.advance(now) : true;
    this.#selection?.forget(this.#options.target.log.firstPosition);
    return this.feed.advance(now, deadline, upTo) && dimmed;
  }

  /** Whether the filter lets a place through, which only matters where what it does not let through is faded. */
  highlights(place: number): boolean {
    const attempt = this.#options.attempts.at(place);
    const { pressed } = this.#options;
    if (attempt) return (pressed.length === 0 || pressed.includes("stopped")) && this.#matchesAttempt(attempt);
    return this.#events && (this.#selection?.matches.has(place) ?? true);
  }

  /** How many of the places from one to another the filter lets through. */
  highlighted(first: number, last: number): number {
    const { matches } = this.#selection ?? {};
    return matches ? matches.countFrom(first) - matches.countFrom(last + 1) : 0;
  }

  get dims(): boolean {
    return this.#dims;
  }

  /** How many events match after a position, and attempts after the place of one. */
  countAfter(position: number, attempt: number): number {
    const { places } = this.#options.attempts;
    let attempts = 0;
    for (let index = places.length - 1; (places[index] ?? 0) > attempt; index -= 1) if (this.highlights(places[index] ?? 0)) attempts += 1;
    if (!this.#events) return attempts;
    const events = this.#selection ? this.#selection.matches.countFrom(position + 1) : Math.max(0, this.#options.target.log.lastPosition - position);
    return events + attempts;
  }

  /** The events from one position to another, one by one. */
  rows(first: number, last: number): Rows {
    if (!this.#events) return rangeRows(1, 0);
    return this.#selection ? this.#selection.matches.rows(first, last) : rangeRows(first, last);
  }

  close(): void {
    this.#selection?.close();
  }

  #matchesAttempt(attempt: Undelivered): boolean {
    return !this.#matches || matchesAttempt(this.#matches, attempt);
  }
}

/** The filter that is in force when another text is typed: the one before, while there is a mistake in it. */
export function filterAfter(before: Filter, text: string): { readonly typed: Filter; readonly inForce: Filter } {
  const typed = compileFilter(text);
  return { typed, inForce: typed.error ? before : typed };
}
