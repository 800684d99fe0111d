import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { Draft, Patch } from "immer";
import type { Observable } from "rxjs";
import type { Query } from "../history/index.ts";
import type { Known, Selected, Selector } from "../routing/index.ts";

/** Registers a reducer for what a selector selects. One that is registered later sees what those before it made of the same event. */
export type On<State, K extends Known = Known> = <const S extends Selector>(selector: S, reduce: Reducer<State, Selected<K, S>>) => void;

/** Changes the immer draft, or returns the next state. It is pure: the same events give the same state. */
export type Reducer<State, Event> = (draft: Draft<State>, event: Event) => State | Draft<State> | void;

export interface ProjectionOptions<State, K extends Known = Known> {
  /** Unique among the projections of a bus; snapshots in a session file find theirs by it. */
  readonly name: string;
  /**
   * A primitive, or plain objects, arrays, maps and sets; other objects inside of these are taken whole, and never looked into. It is frozen. Members under
   * symbols are not followed: a change of nothing else is none.
   */
  readonly initial: State;
  /** Registers reducers. A reducer changes the immer draft, or returns the next state. It is pure: the same events give the same state. */
  readonly reducers: (on: On<State, K>) => void;
  /** A full state is kept every this many changes, patches between. What history has forgotten, also by `clear`, is let go so many at a time. @default 500 */
  readonly checkpointEvery?: number;
  /** Checks a state that comes from a session file; without one the file is taken at its word. */
  readonly schema?: StandardSchemaV1<unknown, State>;
  /** Ends the projection, as `dispose` does. */
  readonly signal?: AbortSignal;
}

/**
 * Read model of a bus, folded in history order. Every projection is up to date before any handler of the same event runs, and all have changed
 * before any listener hears of it.
 */
export interface Projection<State> extends Disposable {
  readonly name: string;
  /** Frozen; the same object until something changes. While the bus travels in time, as it was then. */
  readonly state: State;
  /** Emits the current state at once, then on every change. */
  readonly state$: Observable<State>;
  /** For `useSyncExternalStore`. Returns what takes the listener away again. */
  subscribe(listener: () => void): () => void;
  /** The state just after the event at `position`. @throws RangeError when that is no longer known, or not yet */
  at(position: number): State;
  /** What the event at `position` changed: nothing, for an event that changed nothing. @throws RangeError as `at` does */
  changes(position: number): StateChanges;
  /** Folds the history again from `initial`, or from the events that `query` matches. After any flood the live state equals it. */
  rebuild(query?: Query): void;
  /** Reducers that threw: the state stayed as it was, the failure was reported like a handler's. */
  readonly failures: number;
  /** Ends it: it folds no more, its listeners are let go and `state$` completes. What it knows can still be read. */
  dispose(): void;
}

export interface StateChanges {
  readonly patches: readonly Patch[];
  readonly inverse: readonly Patch[];
}

/**
 * Moves every projection of a bus to a moment in its history. New events are recorded and delivered meanwhile, and folded on `live`. No handler runs.
 *
 * What is shown stays shown, also when history evicts the event that it follows. A replay on the same bus takes the projections along, from event to event,
 * and back to live when it has ended.
 */
export interface TimeTravel {
  /** Every projection shows its state just after the event at this position. */
  readonly position: number | "live";
  /** Emits the current position at once, then on every move: after all projections have moved, and before their listeners hear of it. */
  readonly position$: Observable<number | "live">;
  /**
   * @param position from the one before the oldest retained event, which is the state that this event found, to the newest
   * @throws RangeError for a position that is not known, or no integer; BusClosedError
   */
  seek(position: number): void;
  /** To the change before the one that is shown: events that changed no projection are skipped. Before the oldest change, to the oldest position that is known. */
  back(): void;
  /** To the next change; after the newest, to live. */
  forward(): void;
  /** Back to the present, which is what was folded meanwhile. */
  live(): void;
}
