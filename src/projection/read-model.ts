import { freeze } from "immer";
import type { Observable } from "rxjs";
import type { Fold } from "../bus/index.ts";
import { type BusEvent, requireFrom, requireFunction, requireText, validate } from "../event/index.ts";
import { compileQuery, type HistoryEntry, type Query } from "../history/index.ts";
import type { Known, Selector } from "../routing/index.ts";
import { requireState } from "./container.ts";
import type { Deck, Member, Moment } from "./deck.ts";
import { Listeners } from "./listeners.ts";
import { type Past, pastOf } from "./past.ts";
import { patchesBetween } from "./patches-between.ts";
import type { Projection, ProjectionOptions, StateChanges } from "./projection.ts";
import type { Change } from "./reduce.ts";
import { snapshotIn, snapshotType } from "./snapshot.ts";
import { type Step, stepsOf } from "./steps.ts";
import { Timeline } from "./timeline.ts";

/** One projection: its reducers, its states, and those who listen. */
export class ReadModel<State, K extends Known = Known> implements Projection<State>, Member {
  readonly name: string;
  failures = 0;
  readonly #deck: Deck;
  readonly #options: ProjectionOptions<State, K>;
  readonly #listeners = new Listeners<State>(() => this.state);
  readonly #folds = new Set<Fold>();
  #removers: (() => void)[] = [];
  #timeline: Timeline<State>;
  /** What was folded from the event that is being recorded, until all have folded it. */
  #pending: { readonly position: number; readonly change: Change<State> } | undefined;
  #shown: State;
  /** Which events are folded, when not all are. */
  #query: Query | undefined;
  #matches: ((entry: HistoryEntry) => boolean) | undefined;
  #disposed = false;
  /** The last position that was folded, once it folds no more. */
  #end: number | undefined;

  constructor(deck: Deck, options: ProjectionOptions<State, K>) {
    const { name, initial, checkpointEvery } = options;
    requireText("The name of a projection", name ?? null);
    requireFrom(1, `checkpointEvery of the projection "${name}"`, checkpointEvery);
    requireState(`initial of the projection "${name}"`, initial);
    this.name = name;
    this.#deck = deck;
    this.#options = options;
    this.#shown = freeze(initial, true);
    const steps = stepsOf(this.label, options);
    deck.join(this);
    for (const [selector, step] of steps) this.#register(selector, step);
    this.#register(deck.snapshots, (state, event, position) => this.#restored(state, event, position));
    deck.core.routes.forget();
    const past = pastOf(deck, undefined);
    this.#timeline = this.#newTimeline(past.oldest, initial);
    this.#foldAll(past);
    this.show(deck.moment);
    deck.settle(undefined);
    this.#listenTo(options.signal);
  }

  get state(): State {
    return this.#shown;
  }
  get state$(): Observable<State> {
    return this.#listeners.state$;
  }
  subscribe(listener: () => void): () => void {
    requireFunction(`A listener of the ${this.label}`, listener ?? null);
    return this.#listeners.add(listener);
  }
  at(position: number): State {
    this.#requireKnown(position, this.#oldest);
    return this.#timeline.at(position);
  }
  changes(position: number): StateChanges {
    this.#requireKnown(position, this.#oldest + 1);
    return this.#timeline.changes(position);
  }
  rebuild(query?: Query): void {
    this.#deck.requireIdle();
    if (this.#disposed) return;
    const matches = query === undefined ? undefined : compileQuery(query);
    const past = pastOf(this.#deck, query);
    const start = query === this.#query ? this.#timeline.at(past.oldest) : this.#options.initial;
    const before = this.#shown;
    this.#query = query;
    this.#matches = matches;
    this.#timeline = this.#newTimeline(past.oldest, start);
    this.failures = 0;
    this.#foldAll(past);
    this.show(this.#deck.moment);
    if (!Object.is(before, this.#shown)) this.#deck.changed(this);
    this.#deck.settle(undefined);
  }
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#end = this.#deck.newest;
    for (const remove of this.#removers) remove();
    this.#removers = [];
    this.#deck.core.routes.forget();
    this.#deck.leave(this);
    this.#shown = this.#timeline.live;
    this.#listeners.close();
  }
  [Symbol.dispose](): void {
    this.dispose();
  }

  get label(): string {
    return `projection "${this.name}"`;
  }
  requireRestorable(state: unknown): void {
    this.#checked(state);
  }
  stateAt(moment: Moment): State {
    return moment === "live" ? this.#timeline.live : this.#timeline.at(moment);
  }
  commit(): boolean {
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending === undefined || this.#disposed) return false;
    this.#timeline.add(pending.position, pending.change, this.#deck.oldest);
    return this.#deck.moment === "live" && this.show("live");
  }
  show(moment: Moment): boolean {
    const before = this.#shown;
    if (moment === "live") this.#shown = this.#timeline.live;
    // What history has evicted stays as it is shown.
    else if (moment >= this.#oldest) this.#shown = this.#timeline.at(moment);
    return !Object.is(before, this.#shown);
  }
  tell(failed: (error: unknown) => void): void {
    this.#listeners.tell(this.#shown, failed);
  }
  lastChangeUpTo(position: number): number | undefined {
    return this.#timeline.lastUpTo(position);
  }
  firstChangeAfter(position: number): number | undefined {
    return this.#timeline.firstAfter(position);
  }

  get #oldest(): number {
    return Math.max(this.#timeline.start, this.#deck.oldest);
  }
  #requireKnown(position: number, oldest: number): void {
    const newest = this.#end ?? this.#deck.newest;
    if (Number.isInteger(position) && position >= oldest && position <= newest) return;
    const known = oldest > newest ? "none yet" : `${oldest} to ${newest}`;
    throw new RangeError(
      `The ${this.label} does not know position ${String(position)}; it knows ${known}. Older ones are kept by larger bounds in the bus's \`history\` option.`,
    );
  }
  #newTimeline(start: number, state: State): Timeline<State> {
    return new Timeline(this.#options.checkpointEvery ?? 500, start, state);
  }
  #listenTo(signal: AbortSignal | undefined): void {
    if (signal === undefined) return;
    const end = () => this.dispose();
    if (signal.aborted) return end();
    signal.addEventListener("abort", end, { once: true });
    this.#removers.push(() => signal.removeEventListener("abort", end));
  }

  #register(selector: Selector, step: Step<State>): void {
    const fold: Fold = { compute: (event, position) => this.#compute(step, event, position) };
    this.#folds.add(fold);
    this.#removers.push(this.#deck.core.routes.folds.add(selector, fold));
  }
  #foldAll({ events }: Past): void {
    for (const { event, position } of events) {
      const folds = this.#deck.core.routes.of(event).folds.filter((fold) => this.#folds.has(fold));
      if (folds.length > 0) this.#deck.foldPast(folds, event, position);
    }
  }
  #compute(step: Step<State>, event: BusEvent, position: number): void {
    if (this.#disposed) return;
    const before = this.#pending?.change;
    try {
      if (this.#matches && !this.#matches(this.#deck.entryOf(event, position))) return;
      const change = step(before ? before.state : this.#timeline.live, event, position);
      if (change === undefined) return;
      if (before === undefined) this.#deck.noteFolded(this);
      this.#pending = { position, change: before ? { state: change.state, patches: [...before.patches, ...change.patches] } : change };
    } catch (error) {
      this.failures++;
      this.#deck.noteFailed(event, error, this.label);
    }
  }
  /** Only a file, or a replay of what came from one, brings a state along: nobody may set it by publishing an event. */
  #restored(state: State, event: BusEvent, position: number): Change<State> | undefined {
    const snapshot = snapshotIn(event, this.name);
    if (snapshot === undefined || (event.replay === undefined && !this.#deck.cameFromFile(position))) return undefined;
    const restored = this.#checked(snapshot[0]);
    const patches = patchesBetween(state, restored);
    return patches.length === 0 ? undefined : { state: restored, patches };
  }
  /** @throws EventValidationError when the projection's schema refuses it; TypeError for what no reducer could change any more */
  #checked(state: unknown): State {
    const { schema } = this.#options;
    const checked = schema ? freeze(validate(schema, snapshotType, state), true) : state;
    requireState(`The state of the ${this.label}`, checked);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- without a schema, the file is taken at its word
    return checked as State;
  }
}
