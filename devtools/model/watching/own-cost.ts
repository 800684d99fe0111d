/** What a piece of the panel's work has cost lately. */
export interface CostLine {
  readonly what: string;
  /** Milliseconds of the last full second. */
  readonly ms: number;
}

export interface OwnCostReport {
  /** Of the last full second, all in all. */
  readonly msPerSecond: number;
  /** The dearest first. */
  readonly by: readonly CostLine[];
  /** Estimates. */
  readonly kept: readonly { readonly what: string; readonly bytes: number }[];
}

/** How often a piece of work is timed that runs per record: asking for the time costs about as much as the work. */
const oneIn = 64;

/**
 * What the panel spends, measured around the work itself. One for all panels of a page, since they share its main thread.
 *
 * @example
 * ownCost.measure("list", () => draw());
 */
export class OwnCost {
  readonly #now: () => number;
  readonly #keeping = new Map<string, () => number>();
  #current = new Map<string, number>();
  #last = new Map<string, number>();
  #secondFrom: number;
  #turn = 0;
  #depth = 0;
  #measuredInTurn = 0;
  #inTurn = 0;

  /** @param now milliseconds from an arbitrary start */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#secondFrom = now();
  }

  /** Runs a piece of work and counts its time. What React draws because of it, at the end of the turn, is counted as "drawing". */
  measure<Result>(what: string, run: () => Result): Result {
    // Work within measured work belongs to the outer one.
    if (this.#depth > 0) return run();
    const from = this.#now();
    this.#depth += 1;
    try {
      return run();
    } finally {
      this.#depth -= 1;
      const spent = this.#now() - from;
      this.#add(what, spent);
      this.#drawing(from + spent, spent);
    }
  }

  /** The same for what runs once per record: one of 64 is timed and counts for all. */
  sample<About>(what: string, run: (about: About) => void, about: About): void {
    this.#turn = (this.#turn + 1) % oneIn;
    if (this.#turn !== 0 || this.#depth > 0) return run(about);
    const from = this.#now();
    run(about);
    this.#add(what, (this.#now() - from) * oneIn);
  }

  /** Tells how many bytes something keeps, when it is asked. Returns what ends that. */
  keeps(what: string, bytes: () => number): () => void {
    this.#keeping.set(what, bytes);
    return () => {
      if (this.#keeping.get(what) === bytes) this.#keeping.delete(what);
    };
  }

  report(): OwnCostReport {
    this.#tick();
    const by = [...this.#last].map(([what, ms]) => ({ what, ms })).toSorted((left, right) => right.ms - left.ms);
    const kept = [...this.#keeping].map(([what, bytes]) => ({ what, bytes: bytes() })).toSorted((left, right) => right.bytes - left.bytes);
    return { msPerSecond: by.reduce((sum, { ms }) => sum + ms, 0), by, kept };
  }

  // React draws in a microtask that was queued while the work ran, so one that is queued after the work runs after the drawing.
  #drawing(from: number, spent: number): void {
    this.#measuredInTurn += 1;
    if (this.#measuredInTurn > 1) {
      this.#inTurn += spent;
      return;
    }
    this.#inTurn = 0;
    queueMicrotask(() => {
      this.#measuredInTurn = 0;
      this.#add("drawing", Math.max(0, this.#now() - from - this.#inTurn));
    });
  }

  #add(what: string, ms: number): void {
    this.#tick();
    this.#current.set(what, (this.#current.get(what) ?? 0) + ms);
  }

  #tick(): void {
    const now = this.#now();
    const passed = now - this.#secondFrom;
    if (passed < 1_000) return;
    // After a pause the last full second was an idle one.
    this.#last = passed < 2_000 ? this.#current : new Map();
    this.#current = new Map();
    this.#secondFrom = passed < 2_000 ? this.#secondFrom + 1_000 : now;
  }
}

/** Of every panel in this page. */
export const ownCost = new OwnCost();
