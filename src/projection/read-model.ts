import { freeze } from "immer";
import { Observable, Subject } from "rxjs";
import type { Fold } from "../bus/index.ts";
import { type BusEvent, requireFrom, requireFunction, requireText } from "../event/index.ts";
import { compileQuery, type HistoryEntry, type Query } from "../history/index.ts";
import type { Known, Selector } from "../routing/index.ts";
import type { Deck, Member, Moment } from "./deck.ts";
import type { Projection, ProjectionOptions, StateChanges } from "./projection.ts";
import { type Change, reduceState } from "./reduce.ts";
import { Timeline } from "./timeline.ts";

type AnyReduce = (draft: never, event: never) => unknown;

/** One projection: its reducers, its states, and those who listen. */
export class ReadModel<State, K extends Known = Known> implements Projection<State>, Member {
  readonly name: string;
  readonly state$: Observable<State>;
  failures = 0;
  readonly #deck: Deck;
  readonly #initial: State;
  readonly #blockSize: number;
  #timeline: Timeline<State>;
  /** What was folded from the event that is being recorded, until all have folded it. */
  #pending: { position: number; change: Change<State> } | undefined;
  #shown: State;
  #query: Query | undefined;
  #matches: ((entry: HistoryEntry) => boolean) | undefined;
  #listeners: readonly { readonly listener: () => void; active: boolean }[] = [];
  readonly #states = new Subject<State>();
  readonly #folds = new Map<Fold, AnyReduce>();
  #removers: (() => void)[] = [];
  #disposed = false;

  constructor(deck: Deck, { name, initial, reducers, checkpointEvery = 500 }: ProjectionOptions<State, K>) {
    requireText("The name of a projection", name ?? null);
    requireFunction(`reducers of the projection "${name}"`, reducers ?? null);
    requireFrom(1, `checkpointEvery of the projection "${name}"`, checkpointEvery);
    this.name = name;
    this.#deck = deck;
    this.#initial = freeze(initial, true);
    this.#blockSize = checkpointEvery;
    this.#timeline = this.#newTimeline(initial);
    this.#shown = initial;
    this.state$ = new Observable((observer) => {
      const subscription = this.#states.subscribe(observer);
      observer.next(this.state);
      if (this.#disposed) observer.complete();
      return subscription;
    });
    const selectors: (readonly [Selector, Fold])[] = [];
    reducers((selector, reduce) => {
      requireFunction(`A reducer of the projection "${name}"`, reduce ?? null);
      const fold: Fold = { compute: (event, position) => this.#compute(reduce, event, position) };
      this.#folds.set(fold, reduce);
      selectors.push([selector, fold]);
    });
    deck.join(this);
    const { routes } = deck.core;
    for (const [selector, fold] of selectors) this.#removers.push(routes.folds.add(selector, fold));
    routes.forget();
    this.#foldHistory(undefined);
    deck.settle(undefined);
    this.#shown = this.#timeline.live;
    this.show(deck.moment);
  }

  get state(): State {
    return this.#shown;
  }
  subscribe(listener: () => void): () => void {
    requireFunction(`A listener of the projection "${this.name}"`, listener ?? null);
    const entry = { listener, active: !this.#disposed };
    if (entry.active) this.#listeners = [...this.#listeners, entry];
    return () => {
      entry.active = false;
      this.#listeners = this.#listeners.filter((other) => other !== entry);
    };
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
    if (this.#disposed) return;
    const start = query === this.#query ? this.at(this.#oldest) : this.#initial;
    const matches = query === undefined ? undefined : compileQuery(query);
    this.#query = query;
    this.#matches = matches;
    this.#timeline = this.#newTimeline(start);
    this.failures = 0;
    this.#foldHistory(query);
    if (this.show(this.#deck.moment)) this.#deck.changed(this);
    this.#deck.settle(undefined);
  }
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const remove of this.#removers) remove();
    this.#removers = [];
    this.#deck.core.routes.forget();
    this.#deck.leave(this);
    this.#shown = this.#timeline.live;
    for (const entry of this.#listeners) entry.active = false;
    this.#listeners = [];
    this.#states.complete();
  }
  [Symbol.dispose](): void {
    this.dispose();
  }

  commit(): boolean {
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending === undefined || this.#disposed) return false;
    if (this.#timeline.full) this.#timeline.forgetBefore(this.#deck.oldestMoment);
    this.#timeline.add(pending.position, pending.change);
    return this.#deck.moment === "live" && this.show("live");
  }
  show(moment: Moment): boolean {
    const before = this.#shown;
    if (moment === "live") this.#shown = this.#timeline.live;
    else if (moment >= this.#oldest) this.#shown = this.#timeline.at(moment);
    return !Object.is(before, this.#shown);
  }
  tell(): void {
    for (const entry of this.#listeners) {
      if (!entry.active) continue;
      try {
        entry.listener();
      } catch (error) {
        this.#deck.listenerFailed(error, this.#label);
      }
    }
    if (this.#states.observed) this.#states.next(this.#shown);
  }
  lastChangeUpTo(position: number): number | undefined {
    return this.#timeline.lastUpTo(position);
  }
  firstChangeAfter(position: number): number | undefined {
    return this.#timeline.firstAfter(position);
  }

  get #label(): string {
    return `projection "${this.name}"`;
  }
  get #oldest(): number {
    return Math.max(this.#timeline.start, this.#deck.oldestMoment);
  }
  #newTimeline(state: State): Timeline<State> {
    return new Timeline(this.#blockSize, this.#deck.oldestMoment, state);
  }
  #requireKnown(position: number, oldest: number): void {
    const newest = this.#deck.newestMoment;
    if (Number.isInteger(position) && position >= oldest && position <= newest) return;
    throw new RangeError(
      `${String(position)} is no position that the projection "${this.name}" knows: it knows ${oldest} to ${newest}. A larger bound in the bus's history option keeps more.`,
    );
  }

  /** Folds what history retains into a fresh timeline. */
  #foldHistory(query: Query | undefined): void {
    const { history } = this.#deck.core;
    if (query !== undefined) for (const { event, position } of history.query(query)) this.#foldAgain(event, position);
    else for (let position = history.firstPosition; position <= history.lastPosition; position++) this.#foldAgain(history.ring.event(position), position);
  }
  #foldAgain(event: BusEvent, position: number): void {
    for (const fold of this.#deck.core.routes.of(event).folds) if (this.#folds.has(fold)) this.#reduce(this.#folds.get(fold)!, event, position);
    this.commit();
  }
  #compute(reduce: AnyReduce, event: BusEvent, position: number): void {
    if (this.#disposed || (this.#matches && !this.#matches(this.#deck.entryOf(event, position)))) return;
    this.#reduce(reduce, event, position);
  }
  #reduce(reduce: AnyReduce, event: BusEvent, position: number): void {
    const before = this.#pending?.change;
    try {
      const change = reduceState<State>(before ? before.state : this.#timeline.live, (draft) => Reflect.apply(reduce, undefined, [draft, event]));
      if (change === undefined) return;
      if (before === undefined) this.#deck.noteFolded(this);
      this.#pending = { position, change: before ? joined(before, change) : change };
    } catch (error) {
      this.failures++;
      this.#deck.noteFailed(event, error, this.#label);
    }
  }
}

function joined<State>(first: Change<State>, second: Change<State>): Change<State> {
  return { state: second.state, patches: [...first.patches, ...second.patches], inverse: [...second.inverse, ...first.inverse] };
}
