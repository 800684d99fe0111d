/** One change of a state, in immer's form. */
export interface StatePatch {
  readonly op: "add" | "remove" | "replace";
  readonly path: readonly (string | number)[];
  readonly value?: unknown;
}

/** What one event did to one projection. */
export interface StateChange {
  readonly name: string;
  /** Absent when that is no longer known. */
  readonly before?: unknown;
  readonly after?: unknown;
  readonly patches: readonly StatePatch[];
  /** Why it is not known. */
  readonly unknown?: string;
}

/** Projections, and the moment that they show. */
export interface StatesDomain {
  /** Names of the projections of the bus. */
  names(): Promise<readonly string[]>;
  /** What the event at a position changed, per projection. */
  changes(position: number): Promise<readonly StateChange[]>;
  /** The state of a projection just after a position. */
  at(name: string, position: number): Promise<unknown>;
  /** Shows another moment; no handler runs. @throws RangeError for a position that is not known */
  seek(position: number | "live"): Promise<void>;
  /** To the change before, and after. */
  back(): Promise<void>;
  forward(): Promise<void>;
}
