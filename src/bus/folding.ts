import type { BusEvent, EventKind } from "../event/index.ts";
import type { Replay } from "../history/index.ts";

/** One reducer of a read model. */
export interface Fold {
  /** Works out what an event changes; nobody sees it yet. Never throws. */
  compute(event: BusEvent, position: number): void;
}

/** Read models that are up to date before any handler of an event runs; `eventdeck/projection` puts them in. */
export interface Folding {
  /** Registered with the bus's own, for what comes in from a session file. */
  readonly kinds: readonly EventKind[];
  /** A recorded event, and the folds that select it. Never throws. */
  fold(folds: readonly Fold[], event: BusEvent, position: number): void;
  /** Events that a session file has added to history, up to its last position. Never throws. */
  imported(events: readonly BusEvent[]): void;
  /** A recorded event is about to be delivered again on this bus. */
  replaying(run: Replay, position: number): void;
  /** The bus has closed. */
  close(): void;
}
