import type { HistoryEntry, Undelivered } from "eventdeck";
import type { Rows, Selection, Target } from "../../target/index.ts";
import { matchesOf } from "./causes-find.ts";
import { CauseTree, keyOf } from "./causes.ts";
import { filterTerm } from "../list/filter.ts";
import type { PaceOptions } from "../pace.ts";
import type { SentOf } from "./waterfall-time.ts";

/** What a story needs of a bus. */
export type StorySource = Pick<Target, "log" | "select">;

/** More events of one correlation are left out. */
const mostEvents = 100_000;
const mostPerTurn = 2_000;
/** Of those whose sender's clock is not known yet, more are drawn as they were stamped. */
const mostUnmeasured = 1_000;
/** Causes of another correlation are looked for one after the other. */
const mostAsked = 20;

/** Reads all events and attempts of one correlation into a tree, step by step. */
export class StoryReader {
  readonly tree = new CauseTree();
  /** Whether something has come since it was last set to `false`. */
  changed = true;
  readonly #source: StorySource;
  readonly #correlationId: string;
  readonly #pacing: PaceOptions;
  readonly #found: (entry: HistoryEntry) => void;
  readonly #selection: Selection;
  /** The positions between which all matches are known. */
  #oldest = Number.POSITIVE_INFINITY;
  #newest = 0;
  readonly #attempts = new Set<Undelivered>();
  readonly #unsettled = new Set<number>();
  /** Came over a link before it was known how their senders' clocks stand. */
  readonly #unmeasured = new Set<HistoryEntry>();
  readonly #asked = new Set<string>();
  #asking = false;
  #closed = false;

  /**
   * @param more - there is more to read
   * @param found - a cause of another correlation, to be handed to `addCause` when the tree may grow
   */
  constructor(source: StorySource, correlationId: string, more: () => void, found: (entry: HistoryEntry) => void, pacing: PaceOptions) {
    this.#source = source;
    this.#correlationId = correlationId;
    this.#pacing = pacing;
    this.#found = found;
    this.#selection = source.select(filterTerm("correlation", correlationId), more);
  }

  /** From 0 to 1: how much of history has been looked through. */
  get progress(): number {
    return this.#selection.progress;
  }
  get cut(): boolean {
    return this.tree.size >= mostEvents;
  }

  /** Whether the outcome of an event of the story was not final when it was read. */
  awaits(position: number): boolean {
    return this.#unsettled.has(position);
  }

  /** Takes what has been found. `false` when there is more at once. @param now - milliseconds from any start */
  read(now: () => number): boolean {
    const { matches } = this.#selection;
    const scanned = this.#selection.advance(now);
    // The newest are looked at first: matches grow at both ends.
    const read = this.#take(matches.rows(this.#newest + 1)) && this.#take(matches.rows(0, this.#oldest - 1));
    this.#readAttempts();
    if (scanned && read) void this.#askForCauses();
    return (scanned && read) || this.cut;
  }

  /** Looks whether it is known by now how clocks stand by which something of the story was stamped. */
  lookForClocks(sentOf: SentOf): void {
    for (const entry of this.#unmeasured) {
      if (!sentOf(entry)?.skew) continue;
      this.#unmeasured.delete(entry);
      this.changed = true;
    }
  }

  /** Reads outcomes again: over a wire entries do not change in place. */
  refresh(): void {
    for (const position of this.#unsettled) {
      const node = this.tree.node(keyOf(position));
      const entry = this.#source.log.peek(position);
      if (node && entry) node.entry = entry;
      if (!entry || entry.outcome.pending === 0) this.#unsettled.delete(position);
    }
  }

  addCause(entry: HistoryEntry): void {
    this.tree.add(entry);
    this.changed = true;
  }

  close(): void {
    this.#closed = true;
    this.#selection.close();
  }

  /** Takes the newest of these, so that those that are known lie side by side. `false` when there are more. */
  #take(rows: Rows): boolean {
    const { count } = rows;
    const taken = Math.min(count, mostPerTurn, Math.max(0, mostEvents - this.tree.size));
    const ahead = (rows.positionAt(0) ?? 0) > this.#newest;
    for (let nth = 0; nth < taken; nth += 1) this.#add(rows.positionAt(ahead ? nth : count - 1 - nth) ?? 0);
    return taken === count;
  }

  #add(position: number): void {
    this.#newest = Math.max(this.#newest, position);
    this.#oldest = Math.min(this.#oldest, position);
    const entry = this.#source.log.peek(position);
    // The filter ignores case, and identity does not.
    if (entry?.event.correlationId !== this.#correlationId) return;
    this.tree.add(entry);
    if (entry.outcome.pending > 0) this.#unsettled.add(position);
    if (entry.arrival && entry.arrival.aheadMs === undefined && this.#unmeasured.size < mostUnmeasured) this.#unmeasured.add(entry);
    this.changed = true;
  }

  #readAttempts(): void {
    for (const attempt of this.#source.log.undelivered()) {
      if (this.#attempts.has(attempt) || !this.#belongs(attempt)) continue;
      this.#attempts.add(attempt);
      this.tree.addAttempt(attempt);
      this.changed = true;
    }
  }

  #belongs({ event, draft, causationId }: Undelivered): boolean {
    if (event) return event.correlationId === this.#correlationId;
    if (draft?.options?.correlationId !== undefined) return draft.options.correlationId === this.#correlationId;
    return causationId !== undefined && this.tree.byId(causationId) !== undefined;
  }

  /** Somebody may have given an event a correlation other than its cause's. */
  async #askForCauses(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    for (const { causeId, loop } of this.tree.roots) {
      if (this.#asked.size >= mostAsked || this.#closed) break;
      if (causeId === undefined || loop || this.#asked.has(causeId)) continue;
      this.#asked.add(causeId);
      const found = await matchesOf(this.#source, filterTerm("id", causeId), ({ count }) => count > 0 || this.#closed, this.#pacing);
      const position = found.positionAt(0);
      const entry = position === undefined ? undefined : this.#source.log.get(position);
      if (entry && !this.#closed) this.#found(entry);
    }
    this.#asking = false;
  }
}
