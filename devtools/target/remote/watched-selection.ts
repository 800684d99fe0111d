import type { Selection } from "../selection.ts";
import type { EventLog } from "../target.ts";
import { mostRemote } from "./most-remote.ts";

/** Positions that came or went since a panel was told, and how far the search is. */
export interface MatchNews {
  readonly added: readonly number[];
  readonly removed: readonly number[];
  readonly progress: number;
}

/** Matches in one message, at most, before the search goes on. */
const mostNews = 50_000;

/** What a filter matches here, as a panel in another page is told of it. */
export class WatchedSelection {
  readonly #selection: Selection;
  readonly #now: () => number;
  readonly #news = new Map<number, boolean>();
  #progress = -1;

  constructor(selection: Selection, now: () => number) {
    this.#selection = selection;
    this.#now = now;
    selection.matches.watch((position, matches) => this.#news.set(position, matches));
  }

  /** Searches until the deadline, but once at least; what the panel keeps no summaries of is left out. */
  advance(log: EventLog, deadline: number): { readonly news: MatchNews | undefined; readonly done: boolean } {
    let done = this.#selection.advance(this.#now);
    while (!done && this.#news.size < mostNews && this.#now() < deadline) done = this.#selection.advance(this.#now);
    const oldest = Math.max(log.firstPosition, log.lastPosition - mostRemote + 1);
    this.#selection.forget(oldest);
    const { progress } = this.#selection;
    if (this.#news.size === 0 && progress === this.#progress) return { news: undefined, done };
    const told = (there: boolean) => [...this.#news].flatMap(([position, matches]) => (matches === there && position >= oldest ? [position] : []));
    const news = { added: told(true), removed: told(false), progress };
    this.#news.clear();
    this.#progress = progress;
    return { news, done };
  }

  close(): void {
    this.#selection.close();
  }
}
