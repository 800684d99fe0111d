/** One line of a stack. */
export interface Frame {
  /** Name of the function, as far as it has one. */
  readonly name?: string;
  /** Address or path, as the application was written if a source map says so. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column?: number;
  /** In a dependency, in the runtime or in this package. */
  readonly library: boolean;
  /** Why it is the place in the script that ran, and not the one that was written. */
  readonly unmapped?: string;
}

/** What looking for emit sites costs. */
export interface SiteCost {
  readonly recording: boolean;
  readonly taken: number;
  /** Left out, because there were too many in a second. */
  readonly skipped: number;
  /** Milliseconds, all in all. */
  readonly ms: number;
}

/** Where events were emitted. */
export interface SitesDomain {
  /** Stacks are taken from now on, at most so many a second. */
  record(on: boolean): Promise<void>;
  cost(): Promise<SiteCost>;
  /** The stack of the emit of this event, innermost first; `undefined` when none was taken. */
  ofEvent(position: number): Promise<readonly Frame[] | undefined>;
  /** The stack of an error, with its source maps applied. */
  map(stack: string): Promise<readonly Frame[]>;
}
