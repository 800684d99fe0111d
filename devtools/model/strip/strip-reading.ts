import type { HistoryEntry } from "eventdeck";
import type { EventLog, Rows, Selection } from "../../target/index.ts";
import { recordedWall } from "../contexts/sent.ts";
import { SenderClocks } from "../contexts/sender-clocks.ts";
import { stripFlags } from "./strip-chunk.ts";
import { StripClock } from "./strip-clock.ts";
import { StripColumns } from "./strip-columns.ts";
import { StripLanes } from "./strip-lanes.ts";
import { endOf } from "./strip-marks.ts";
import { StripPlacing } from "./strip-placing.ts";

// Longest stretch of reading in one frame: half of it is left to the page at 120 Hz.
const sliceMs = 4;
const mostUnmeasured = 1_000;
// Reading the clock costs about as much as reading an entry.
const readsPerCheck = 32;

/** Carries what a log tells over into the strip's columns: each entry once as it comes, and again when its outcome changes. */
export class StripReading {
  readonly columns = new StripColumns();
  readonly clock = new StripClock();
  readonly senders = new SenderClocks();
  readonly lanes = new StripLanes();
  readonly #placing = new StripPlacing();
  /** Came over a link before it was known how their senders' clocks stand. */
  readonly #unmeasured = new Map<number, HistoryEntry>();
  readonly #log: EventLog;
  readonly #changed = new Set<number>();
  #selection: Selection | undefined;
  /** The oldest and the newest match that was carried over. A filter finds the newest first, so that there is more to come at both ends. */
  #matchedFrom = Number.POSITIVE_INFINITY;
  #matchedTo = 0;
  #deadline = 0;
  #now: () => number = () => 0;

  constructor(log: EventLog) {
    this.#log = log;
    this.columns.reset(log.firstPosition);
  }

  /** From 0 to 1: how much of the log has been read. */
  get progress(): number {
    const { firstPosition, lastPosition } = this.#log;
    const { next } = this.columns;
    return next > lastPosition ? 1 : Math.max(0, next - firstPosition) / (lastPosition - firstPosition + 1);
  }

  /** Whether a filter is in force. */
  get filtered(): boolean {
    return this.#selection !== undefined;
  }

  outcomeChanged(position: number): void {
    if (position < this.columns.next) this.#changed.add(position);
  }

  /** Looks again at what was running: nobody may have watched meanwhile. */
  lookAgain(): void {
    for (const position of this.columns.pending()) this.#changed.add(position);
  }

  /** Goes on for a few milliseconds at most. `false` when there is more to do at once. */
  advance(now: () => number, selection: Selection | undefined): boolean {
    this.#now = now;
    this.#deadline = now() + sliceMs;
    this.#forget();
    this.#select(selection);
    const read = this.#read();
    this.columns.settle();
    if (this.#clocksKnown()) {
      this.#readAgain();
      return false;
    }
    return read && this.#settle() && this.#match();
  }

  /** Puts the events into lanes by priority, or by the bus that they came from. */
  group(byContext: boolean): void {
    if (this.lanes.group(byContext)) this.#readAgain();
  }

  /** When an event was recorded, in milliseconds of the strip. */
  recordedAt(entry: HistoryEntry): number {
    return this.clock.toTime(recordedWall(entry));
  }

  #forget(): void {
    const { firstPosition } = this.#log;
    const { columns } = this;
    // Whatever history has cleared or evicted before it was read begins anew.
    if (firstPosition >= columns.next || this.#log.lastPosition < columns.next - 1) {
      this.#readAgain();
    } else columns.dropBefore(firstPosition);
  }

  #readAgain(): void {
    this.columns.reset(this.#log.firstPosition);
    this.clock.reset();
    this.#placing.reset();
    this.#unmeasured.clear();
    this.#changed.clear();
    this.#nothingMatched();
  }

  /** Whether something that came before its sender's clock was known can be placed by it now; until then it stands as it was stamped. */
  #clocksKnown(): boolean {
    for (const [position, entry] of this.#unmeasured) {
      if (position < this.columns.first) this.#unmeasured.delete(position);
      else if (this.senders.sent(entry)?.skew) return true;
    }
    return false;
  }

  #select(selection: Selection | undefined): void {
    if (selection === this.#selection) return;
    this.#selection = selection;
    this.#nothingMatched();
    this.columns.unmatch();
  }

  #nothingMatched(): void {
    this.#matchedFrom = Number.POSITIVE_INFINITY;
    this.#matchedTo = 0;
  }

  #read(): boolean {
    const { lastPosition } = this.#log;
    for (let position = this.columns.next; position <= lastPosition; position += 1) {
      const entry = this.#log.peek(position);
      // A log from afar may not have brought it yet; it says so with a change when it has.
      if (!entry) return true;
      // From the first that came over a link on there are others' lanes, and causes to be heeded.
      if (entry.arrival && this.lanes.meet()) {
        this.#readAgain();
        return false;
      }
      this.#add(entry);
      if (position % readsPerCheck === 0 && this.#late() && position < lastPosition) return false;
    }
    return true;
  }

  #add(entry: HistoryEntry): void {
    const { position, outcome } = entry;
    this.senders.learn(entry);
    const sent = this.senders.sent(entry);
    if (sent && !sent.skew && this.#unmeasured.size < mostUnmeasured) this.#unmeasured.set(position, entry);
    const time = this.clock.next(entry);
    const moment = this.lanes.several ? this.#placing.place(entry, time, sent) : time;
    // What was on its way reaches to where it came in.
    const end = outcome.ranMs === undefined ? sent && time : time + 1 + outcome.ranMs;
    this.columns.add(moment, flagsOf(entry, this.lanes.of(entry, sent)), end);
  }

  #settle(): boolean {
    for (const position of this.#changed) {
      if (this.#late()) return false;
      // The filter looks at it again when it has settled, and after that it is carried over again.
      if (!this.#selection?.awaits(position)) this.#changed.delete(position);
      const entry = this.#log.peek(position);
      if (!entry) this.#changed.delete(position);
      else {
        const matched = this.#selection?.matches.has(position) ? stripFlags.matched : 0;
        this.columns.setFlags(position, flagsOf(entry, this.lanes.of(entry)) | matched);
        const end = endOf(this.columns, entry, (each) => this.recordedAt(each));
        if (end !== undefined && Number.isFinite(end)) this.columns.reachesTo(position, end);
      }
    }
    return true;
  }

  #match(): boolean {
    if (!this.#selection) return true;
    const { matches } = this.#selection;
    const { next } = this.columns;
    return this.#mark(matches.rows(this.#matchedTo + 1, next - 1), 1) && this.#mark(matches.rows(0, Math.min(this.#matchedFrom, next) - 1), -1);
  }

  /** Nearest to what is marked already first. */
  #mark(rows: Rows, step: 1 | -1): boolean {
    const { count } = rows;
    for (let nth = 0; nth < count; nth += 1) {
      const position = rows.positionAt(step === 1 ? nth : count - 1 - nth) ?? 0;
      this.columns.setFlags(position, this.columns.flags(this.columns.placeOf(position)) | stripFlags.matched);
      this.#matchedFrom = Math.min(this.#matchedFrom, position);
      this.#matchedTo = Math.max(this.#matchedTo, position);
      if (nth % readsPerCheck === 0 && this.#late()) return nth === count - 1;
    }
    return true;
  }

  #late(): boolean {
    return this.#now() >= this.#deadline;
  }
}

function flagsOf({ outcome, imported, folded }: HistoryEntry, lane: number): number {
  const { handlers, failed, pending } = outcome;
  const unheard = handlers === 0 && !imported && !folded;
  return lane | (failed > 0 ? stripFlags.failed : 0) | (pending > 0 ? stripFlags.pending : 0) | (unheard ? stripFlags.unheard : 0);
}
