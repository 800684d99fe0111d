import type { HistoryEntry, Undelivered } from "eventdeck";
import { Store, type EventLog, type Readable } from "../../target/index.ts";
import { bucketsOf, type Bucket } from "./density.ts";
import type { Sent } from "../contexts/sent.ts";
import { Pace, type PaceOptions } from "../pace.ts";
import { aboutBucket, textOf, type AboutEvents } from "./strip-about.ts";
import { placeAttempts, type StripAttempt } from "./strip-attempts.ts";
import { ChosenSpan } from "./strip-chosen.ts";
import { extentOf, nothing } from "./strip-extent.ts";
import { marksOf, type StripMark } from "./strip-marks.ts";
import { nearestOf, stepFrom } from "./strip-nearest.ts";
import { StripReading } from "./strip-reading.ts";
import type { MatchSource, StripSpan, StripState } from "./strip-state.ts";
import { fitted, followed, framed, panned, revealed, zoomed, type Extent, type Viewport } from "./viewport.ts";

// Half as often as the list: a strip that creeps on is as good as one that flows, and the page keeps the time.
const busyIntervalMs = 200;

/**
 * The strip without its view: all retained events over time, what part of it is shown, and the span that was chosen.
 * It does nothing until `connect`.
 */
export class StripModel implements Readable<StripState> {
  readonly #log: EventLog;
  readonly #matches: MatchSource | undefined;
  readonly #pace: Pace;
  readonly #reading: StripReading;
  readonly #store: Store<StripState>;
  readonly #span = new ChosenSpan();
  readonly #window = new Store<StripSpan | undefined>(undefined);
  #attempted: readonly Undelivered[] = [];
  #publishedAt = Number.NEGATIVE_INFINITY;

  constructor(log: EventLog, matches?: MatchSource, options?: PaceOptions) {
    this.#log = log;
    this.#matches = matches;
    this.#pace = new Pace(() => this.#turn(), options, busyIntervalMs);
    this.#reading = new StripReading(log);
    const view = fitted(nothing);
    const { all: lanes } = this.#reading.lanes;
    this.#store = new Store<StripState>({
      first: 1,
      last: 0,
      extent: nothing,
      view,
      axis: "time",
      lanes,
      filtered: false,
      attempts: [],
      progress: 1,
      moves: 0,
    });
  }

  get state(): StripState {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** The chosen span alone, for those whom the rest does not concern. */
  get span(): Readable<StripSpan | undefined> {
    return this.#span;
  }

  /** What the list shows at the moment. */
  get window(): Readable<StripSpan | undefined> {
    return this.#window;
  }

  /** Told by the list which events are in sight. */
  showWindow(window: StripSpan | undefined): void {
    const old = this.#window.state;
    if (old?.from !== window?.from || old?.to !== window?.to) this.#window.set(window);
  }

  /** Follows the log until the returned function is called; can be called again after that. */
  connect(): () => void {
    this.#reading.lookAgain();
    const leave = [
      this.#log.onChange(({ added }) => {
        this.#pace.count(added);
        this.#pace.request();
      }),
      this.#matches?.subscribe(() => this.#pace.request()),
    ];
    this.#pace.request();
    return () => {
      for (const end of leave) end?.();
      this.#pace.stop();
    };
  }

  /** Told by whoever watches deliveries. */
  outcomeChanged(position: number): void {
    this.#reading.outcomeChanged(position);
    this.#pace.request();
  }

  /** Makes what is shown `factor` times as long, around a moment. @param anchor the middle of the view by default */
  zoom(factor: number, anchor = (this.state.view.from + this.state.view.to) / 2, how: "glide" | "jump" = "glide"): void {
    this.#look(zoomed(this.state.view, this.state.extent, factor, anchor), how);
  }

  /** Moves by a share of what is shown: 1 is a whole view later. @param how `jump` when a pointer drags it along */
  pan(share: number, how: "glide" | "jump" = "glide"): void {
    const { view, extent } = this.state;
    this.#look(panned(view, extent, share * (view.to - view.from)), how);
  }

  /** Shows everything again. */
  reset(): void {
    this.#look(fitted(this.state.extent));
  }

  /** Shows the span from end to end. */
  frameSpan(): void {
    const { span, extent } = this.state;
    if (span) this.#look(framed({ from: this.momentOf(span.from), to: this.momentOf(span.to) }, extent));
  }

  /** Brings an event into view without changing the scale. */
  reveal(position: number): void {
    const { first, last, view, extent } = this.state;
    if (position >= first && position <= last) this.#look(revealed(view, extent, this.momentOf(position)));
  }

  /** Leaves of each gap between events no more than a fifth of a second standing, or shows time as it went by. */
  collapseIdle(on: boolean): void {
    const axis = on ? "busy" : "time";
    if (axis === this.state.axis) return;
    const { view } = this.state;
    const [from, to] = [view.from, view.to].map((moment) => this.#columns.convert(moment, this.state.axis, axis));
    this.#store.set({
      ...this.state,
      axis,
      view: { ...view, from: from ?? 0, to: to ?? 1 },
      attempts: placeAttempts(this.#attempted, this.#columns, this.#reading.clock, axis),
    });
    this.#publish();
  }

  /** Sets events apart by the bus that they came from, once any have come over links; else by priority. */
  groupByContext(on: boolean): void {
    this.#reading.group(on);
    this.#pace.request();
  }

  /** When an event was sent that came over a link, as far as its sender's clock is known. */
  sent(entry: HistoryEntry): Sent | undefined {
    return this.#reading.senders.sent(entry);
  }

  /** Chooses the events between two moments; none when there is no event between them. What lies between them in history is chosen with them. */
  brush(one: number, other: number): void {
    const { axis } = this.state;
    this.setSpan(this.#columns.positionsIn(this.#columns.placeAt(Math.min(one, other), axis), this.#columns.placeAt(Math.max(one, other), axis)));
  }

  /** Chooses a run of events, as far as they are retained, or none. */
  setSpan(span: StripSpan | undefined): void {
    this.#store.set({ ...this.state, span: this.#span.choose(span, this.#columns) });
  }

  /** Where an event stands on the axis. */
  momentOf(position: number): number {
    return this.#columns.at(Math.min(Math.max(position, this.#columns.first), Math.max(this.#columns.first, this.#columns.next - 1)), this.state.axis);
  }

  /** Where the events between two places begin and end: of a bucket, from its first to before its end. */
  momentsOf({ first, end }: Pick<Bucket, "first" | "end">): Extent {
    const { axis } = this.state;
    return { from: this.#columns.momentOf(first, axis), to: this.#columns.momentOf(end - 1, axis) };
  }

  /** Wall clock time of a moment, in milliseconds since the Unix epoch. */
  wallOf(moment: number): number {
    return this.#reading.clock.toWall(this.#columns.convert(moment, this.state.axis, "time"));
  }

  /** The moment of a wall clock time, on the axis that is shown. */
  momentAt(wall: number): number {
    return this.#columns.convert(this.#reading.clock.toTime(wall), "time", this.state.axis);
  }

  /** The last event at or before a moment; the first when all come later. `undefined` when there is none. */
  positionAt(moment: number): number | undefined {
    if (this.#columns.size === 0) return undefined;
    const { axis } = this.state;
    const after = this.#columns.placeAt(moment, axis);
    const exact = after < this.#columns.next && this.#columns.momentOf(after, axis) === moment;
    return Math.max(this.#columns.first, this.#columns.positionOf(exact ? after : Math.max(this.#columns.firstPlace, after - 1)));
  }

  /** What a click means: within reach a failure, else a match, else the nearest event. @param reachMs how far a pointer is from exact */
  nearest(moment: number, reachMs: number): number | undefined {
    return nearestOf(this.#columns, this.state.axis, moment, reachMs, this.state.filtered);
  }

  /** The event some steps later, or earlier; of a filter's matches when one is in force. It stops at the ends. */
  step(position: number, by: number): number | undefined {
    return stepFrom(this.#columns, position, by, this.state.filtered);
  }

  /** How many events there are in a part. */
  countIn({ from, to }: Extent): number {
    return this.#columns.countIn(this.#columns.placeAt(from, this.state.axis), this.#columns.placeAt(to, this.state.axis));
  }

  buckets(view: Extent, leastMs: number): readonly Bucket[] {
    return bucketsOf(this.#columns, this.state.axis, view, leastMs);
  }

  /** The events of a part one by one. @param pixelMs what a pixel stands for @param apart a lane each, instead of one for all */
  marks(view: Extent, pixelMs: number, rows: number, apart: boolean): readonly StripMark[] {
    const recordedAt = (entry: HistoryEntry) => this.#reading.recordedAt(entry);
    return marksOf({ columns: this.#columns, axis: this.state.axis, view, pixelMs, rows, apart, recordedAt, get: (position) => this.#log.peek(position) });
  }

  /** An event in words: `#412 cart.item-added, 12:03:04.120, failed`. */
  textOf(position: number): string {
    const time = this.#columns.size === 0 ? undefined : this.wallOf(this.momentOf(position));
    return textOf(this.#log.peek(position), position, time);
  }

  /** What there is around a moment. */
  about(moment: number, reachMs: number): AboutEvents {
    const { axis, attempts, byContext, lanes } = this.state;
    const around = { columns: this.#columns, axis, attempts, log: this.#log, wall: this.wallOf(moment), ...(byContext && { contexts: lanes }) };
    return aboutBucket(around, { from: moment - reachMs, to: moment + reachMs });
  }

  get #columns() {
    return this.#reading.columns;
  }

  #look(view: Viewport, how: "glide" | "jump" = "glide"): void {
    const { moves } = this.state;
    this.#store.set({ ...this.state, view, moves: how === "glide" ? moves + 1 : moves });
  }

  #turn(): void {
    const done = this.#reading.advance(this.#pace.now, this.#matches?.selection);
    // What was recorded before is read for many frames; ten drawings a second show that it goes on.
    if (this.#pace.draws(done, this.#publishedAt)) {
      this.#publishedAt = this.#pace.now();
      this.#publish();
    }
    if (!done) this.#pace.hurry();
  }

  #publish(): void {
    const { first, next } = this.#columns;
    const { filtered, progress, lanes } = this.#reading;
    const attempts = this.#attempts();
    const extent = extentOf(this.#columns, this.state.axis, attempts);
    const view = followed(this.state.view, extent);
    const span = this.#span.choose(this.state.span, this.#columns);
    this.#store.set({
      ...this.state,
      first,
      last: next - 1,
      extent,
      view,
      filtered,
      attempts,
      progress,
      span,
      lanes: lanes.all,
      ...(lanes.several && { byContext: lanes.byContext }),
    });
  }

  #attempts(): readonly StripAttempt[] {
    const attempted = this.#log.undelivered();
    const same = attempted.length === this.#attempted.length && attempted[0] === this.#attempted[0] && attempted.at(-1) === this.#attempted.at(-1);
    if (same && this.state.first === this.#columns.first) return this.state.attempts;
    this.#attempted = attempted;
    return placeAttempts(attempted, this.#columns, this.#reading.clock, this.state.axis);
  }
}

/** Makes the model of a strip; it does nothing until `connect`. */
export function createStrip(log: EventLog, matches?: MatchSource, options?: PaceOptions): StripModel {
  return new StripModel(log, matches, options);
}
