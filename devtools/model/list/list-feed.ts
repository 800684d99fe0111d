import type { HistoryEntry, Undelivered } from "eventdeck";
import type { EventLog, Selection } from "../../target/index.ts";
import { momentOf } from "../moment.ts";
import { type Attempts, attemptStep } from "./attempts.ts";
import type { FoldKeys } from "./fold-keys.ts";
import { noKey } from "./line-groups.ts";
import { Lines } from "./lines.ts";

export interface ListFeedOptions {
  readonly log: EventLog;
  readonly keys: FoldKeys;
  readonly attempts: Attempts;
  /** What a filter lets through; without one it is everything. */
  readonly selection?: Selection;
  readonly events: boolean;
  readonly shows: (attempt: Undelivered) => boolean;
  /** How many alike make a fold; 0 folds nothing. */
  readonly threshold: number;
  /** The newest position to begin with. */
  readonly newest: number;
}

interface News {
  readonly place: number;
  readonly matches: boolean;
}

// Reading the clock costs about as much as looking at some entries.
const looksPerCheck = 32;
/** New lines that wait for their turn, at most; past these the list is made anew from its newest end. */
const mostWaiting = 50_000;

/**
 * Makes the lines of the list: events that are new at one end, what was recorded before at the other, and attempts between them in their
 * place in time.
 */
export class ListFeed {
  readonly lines: Lines;
  readonly #options: ListFeedOptions;
  /** What matched, or does not any more, and is not among the lines yet. */
  #news: News[] = [];
  /** Places of attempts, ascending: those that belong further back, and those that are new. */
  readonly #older: number[];
  readonly #newer: number[] = [];
  #to: number;
  #overflowed = false;

  constructor(options: ListFeedOptions) {
    const { log, attempts, selection, threshold, events, newest } = options;
    this.#options = options;
    this.lines = new Lines(threshold);
    this.#to = newest;
    this.#older = attempts.places.filter((place) => this.#shows(place));
    if (!selection && events) this.lines.unlooked = { first: log.firstPosition, last: newest };
    selection?.matches.watch((place, matches) => this.#news.push({ place, matches }));
  }

  /** More has come while the list stood still than can be added to it: it has to be made anew. */
  get overflowed(): boolean {
    return this.#overflowed;
  }

  /** Goes on until the deadline. `false` when there is more to do. @param upTo the newest position to show */
  advance(now: () => number, deadline: number, upTo: number): boolean {
    const { selection, events } = this.#options;
    if (!events) return this.#finish(upTo);
    if (!selection) return this.#forwards(now, deadline, upTo) && this.#finish(upTo) && this.#backwards(now, deadline);
    const done = this.#news.length > mostWaiting ? false : selection.advance(now);
    if (!this.#takeNews(now, deadline, upTo)) return false;
    this.#finish(upTo);
    if (selection.progress === 1) this.#takeOlder(Number.NEGATIVE_INFINITY);
    return done;
  }

  /** What history has evicted goes, with the attempts of that time; those that came right before the oldest event stay. */
  dropBefore(position: number): void {
    if (this.#options.events) this.lines.dropBefore(position - 1 + attemptStep / 2);
  }

  /** The bus has kept other attempts, or let some go. */
  attemptsChanged(added: readonly number[], gone: readonly number[]): void {
    for (const place of gone) this.lines.delete(place);
    const oldest = gone.at(-1);
    if (oldest !== undefined) while ((this.#older[0] ?? Infinity) <= oldest) this.#older.shift();
    for (const place of added) if (this.#shows(place)) this.#newer.push(place);
  }

  #shows(place: number): boolean {
    const attempt = this.#options.attempts.at(place);
    return attempt !== undefined && this.#options.shows(attempt);
  }

  #forwards(now: () => number, deadline: number, upTo: number): boolean {
    const { log } = this.#options;
    const last = Math.min(upTo, log.lastPosition);
    this.#to = Math.max(this.#to, log.firstPosition - 1);
    if (last - this.#to > mostWaiting) this.#overflowed = true;
    while (this.#to < last && !this.#overflowed) {
      this.#to += 1;
      this.#takeNewer(this.#to);
      this.#add(this.#to);
      if (this.#to % looksPerCheck === 0 && now() >= deadline) return this.#to === last;
    }
    return true;
  }

  #backwards(now: () => number, deadline: number): boolean {
    const { log, threshold } = this.#options;
    for (;;) {
      const { unlooked } = this.lines;
      if (!unlooked) return this.#takeOlder(Number.NEGATIVE_INFINITY);
      // Nothing folds and nothing lies between: they can stay as they are.
      if (threshold === 0 && this.#older.length === 0) return true;
      const { first, last } = unlooked;
      // A log from afar has not brought it yet; it says so with a change when it has.
      const entry = log.peek(last);
      if (!entry) return true;
      this.#takeOlder(last);
      this.lines.unlooked = { first, last: last - 1 };
      this.#add(last, entry);
      if (last % looksPerCheck === 0 && now() >= deadline) return false;
    }
  }

  #takeNews(now: () => number, deadline: number, upTo: number): boolean {
    const { lines } = this;
    const waiting: News[] = [];
    let taken = 0;
    for (const news of this.#news) {
      taken += 1;
      if (news.place > upTo) waiting.push(news);
      else if (news.matches) this.#takeMatch(news.place);
      else lines.delete(news.place);
      if (taken % looksPerCheck === 0 && now() >= deadline) break;
    }
    const left = this.#news.slice(taken);
    this.#news = [...waiting, ...left];
    if (waiting.length > mostWaiting) {
      this.#overflowed = true;
      this.#news = [];
    }
    return left.length === 0;
  }

  #takeMatch(place: number): void {
    const first = this.lines.first;
    if (first === undefined || place < first) this.#takeOlder(place);
    else this.#takeNewer(place);
    this.#add(place);
  }

  /** Adds the attempts that come after a place, the newest first. */
  #takeOlder(place: number): true {
    for (let last = this.#older.at(-1); last !== undefined && last > place; last = this.#older.at(-1)) {
      this.#older.pop();
      this.#addAttempt(last);
    }
    return true;
  }

  /** Adds the new attempts that come before a place. */
  #takeNewer(place: number): true {
    while ((this.#newer[0] ?? Infinity) < place) this.#addAttempt(this.#newer.shift() ?? place);
    return true;
  }

  #finish(upTo: number): boolean {
    if (!this.#options.events) this.#takeOlder(Number.NEGATIVE_INFINITY);
    return this.#takeNewer(upTo + 1);
  }

  #add(position: number, known?: HistoryEntry): void {
    const { log, keys, threshold } = this.#options;
    const entry = threshold === 0 ? undefined : (known ?? log.peek(position));
    if (entry) this.lines.add(position, keys.ofEntry(entry), momentOf(entry));
    else this.lines.add(position, noKey);
  }

  #addAttempt(place: number): void {
    const attempt = this.#options.attempts.at(place);
    if (attempt) this.lines.add(place, this.#options.keys.ofAttempt(attempt), attempt.at);
  }
}
