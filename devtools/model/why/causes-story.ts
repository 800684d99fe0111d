import type { HistoryEntry } from "eventdeck";
import { Store, type Readable } from "../../target/index.ts";
import { StoryReader, type StorySource } from "./causes-reader.ts";
import { keyOf } from "./causes.ts";
import { deckPart } from "../deck-part.ts";
import { Pace, type PaceOptions } from "../pace.ts";
import type { TimeSources } from "./waterfall-time.ts";
import { noWaterfall, visibleRows, type Waterfall, waterfallOf } from "./waterfall.ts";

/** A stretch of the time axis. Milliseconds since the Unix epoch. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** What the story of an event looks like at one moment. */
export interface StoryState {
  readonly correlationId: string;
  readonly waterfall: Waterfall;
  /** Indices of the rows that are not folded away. */
  readonly visible: readonly number[];
  readonly folded: ReadonlySet<string>;
  /** The row of the event whose story it is. */
  readonly selected: string;
  /** What of the time axis is drawn; `undefined` for all. */
  readonly zoom: TimeSpan | undefined;
  /** From 0 to 1: how much of history has been looked through. */
  readonly progress: number;
  /** There were more events than a story takes. */
  readonly cut: boolean;
}

const sliceMs = 4;
const redrawMs = 250;

const empty: Omit<StoryState, "correlationId" | "selected"> = {
  waterfall: noWaterfall,
  visible: [],
  folded: new Set(),
  zoom: undefined,
  progress: 1,
  cut: false,
};

/**
 * Everything that one cause set off: found in history step by step, and kept up to date while it is watched. At most 100,000 events; the later ones are left out then.
 */
export class StoryModel implements Readable<StoryState> {
  readonly #source: StorySource;
  readonly #pacing: PaceOptions;
  readonly #times: Partial<TimeSources>;
  readonly #pace: Pace;
  readonly #store = new Store<StoryState>({ ...empty, correlationId: "", selected: "" });
  #watching = 0;
  #leave: (() => void) | undefined;
  #reader: StoryReader | undefined;
  #drawing: Generator<void, Waterfall> | undefined;
  #drawnAt = Number.NEGATIVE_INFINITY;

  /** @param times - what is known of times beside history */
  constructor(source: StorySource, options: PaceOptions = {}, times: Partial<TimeSources> = {}) {
    this.#source = source;
    this.#pacing = options;
    this.#times = times;
    this.#pace = new Pace(() => this.#turn(), options);
  }

  get state(): StoryState {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** Tells the story of an event: another one only when it belongs to another correlation. */
  show({ position, event }: HistoryEntry): void {
    const selected = keyOf(position);
    if (event.correlationId !== this.state.correlationId && !this.#reader?.tree.node(selected)) {
      this.#store.set({ ...empty, correlationId: event.correlationId, selected });
      if (this.#watching > 0) this.#begin();
    } else if (selected !== this.state.selected) this.#patch({ selected });
    this.#reveal(selected);
  }

  /** Follows the story until the returned function is called. What was found is let go of then; what is folded is not forgotten. */
  watch(): () => void {
    this.#watching += 1;
    if (this.#watching === 1) {
      this.#leave = this.#source.log.onChange(({ added }) => {
        this.#pace.count(added);
        this.#pace.request();
      });
      this.#begin();
    }
    let watched = true;
    return () => {
      if (!watched) return;
      watched = false;
      this.#watching -= 1;
      if (this.#watching === 0) this.#end();
    };
  }

  /** Told by whoever watches deliveries. */
  outcomeChanged(position: number): void {
    if (!this.#reader?.awaits(position)) return;
    this.#reader.changed = true;
    this.#pace.request();
  }

  /** Folds a row together with all below it, or opens it. */
  fold(key: string, on: boolean): void {
    const folded = new Set(this.state.folded);
    if (on) folded.add(key);
    else folded.delete(key);
    this.#fold(folded);
  }

  /** Folds everything below first causes, or opens everything. */
  foldAll(on: boolean): void {
    const { rows } = this.state.waterfall;
    this.#fold(new Set(on ? rows.flatMap(({ key, end }, index) => (end > index + 1 ? [key] : [])) : []));
  }

  /** Draws a part of the time axis. @param span - `undefined` for all of it */
  zoom(span: TimeSpan | undefined): void {
    this.#patch({ zoom: span && span.to > span.from ? span : undefined });
  }

  #fold(folded: ReadonlySet<string>): void {
    this.#patch({ folded, visible: visibleRows(this.state.waterfall, folded) });
  }

  /** Opens what hides a row. */
  #reveal(key: string): void {
    const { folded } = this.state;
    if (folded.size === 0) return;
    const open = new Set(folded);
    for (let cause = this.#reader?.tree.node(key)?.parent; cause; cause = cause.parent) open.delete(cause.key);
    if (open.size < folded.size) this.#fold(open);
  }

  #begin(): void {
    this.#forget();
    const { correlationId } = this.state;
    if (correlationId === "") return;
    const addCause = (entry: HistoryEntry) => {
      // Drawing reads the tree: it begins again.
      this.#drawing = undefined;
      this.#reader?.addCause(entry);
      this.#pace.hurry();
    };
    this.#reader = new StoryReader(this.#source, correlationId, () => this.#pace.request(), addCause, this.#pacing);
    this.#pace.hurry();
  }

  #end(): void {
    this.#leave?.();
    this.#leave = undefined;
    this.#pace.stop();
    this.#forget();
  }

  #forget(): void {
    this.#reader?.close();
    this.#reader = undefined;
    this.#drawing = undefined;
    this.#drawnAt = Number.NEGATIVE_INFINITY;
  }

  #turn(): void {
    const reader = this.#reader;
    if (!reader) return;
    // The tree stands still while it is drawn.
    const drawing = this.#drawing !== undefined;
    const done = !drawing && reader.read(this.#pace.now);
    if (!drawing && this.#times.sentOf) reader.lookForClocks(this.#times.sentOf);
    // A tree that still grows fast is not drawn at each step: that would cost more than all of its growing.
    const now = this.#pace.now();
    const due = drawing || done || now - this.#drawnAt >= redrawMs;
    const drawn = due && this.#draw(reader, now + sliceMs);
    if (!done || !drawn) this.#pace.hurry();
  }

  /** Draws what has changed. `false` when that takes another turn. */
  #draw(reader: StoryReader, deadline: number): boolean {
    if (!this.#drawing) {
      if (!reader.changed) {
        if (reader.progress !== this.state.progress) this.#patch({ progress: reader.progress });
        return true;
      }
      reader.changed = false;
      reader.refresh();
      this.#drawing = waterfallOf(reader.tree, this.#times);
    }
    for (;;) {
      const step = this.#drawing.next();
      if (step.done) {
        this.#drawing = undefined;
        this.#drawnAt = this.#pace.now();
        this.#publish(reader, step.value);
        return !reader.changed;
      }
      if (this.#pace.now() >= deadline) return false;
    }
  }

  #publish({ progress, cut }: StoryReader, waterfall: Waterfall): void {
    this.#patch({ waterfall, visible: visibleRows(waterfall, this.state.folded), progress, cut });
  }

  #patch(change: Partial<StoryState>): void {
    this.#store.set({ ...this.state, ...change });
  }
}

/** Of the selected event of a deck: its causes and consequences. */
export const storyOf = deckPart(({ target, options, feed, strip }) => {
  const story = new StoryModel(target, options, { deliveriesOf: (position) => feed.deliveries.of(position), sentOf: (entry) => strip.sent(entry) });
  feed.tell({ outcomeChanged: (position) => story.outcomeChanged(position) });
  return story;
});
