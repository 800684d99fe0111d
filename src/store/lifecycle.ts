import { StoreClosedError } from "./errors.ts";

/** Opens and closes what a store is built on, in turns, and knows what is under way in between. */
export class Lifecycle {
  readonly #name: string;
  readonly #enter: () => Promise<void>;
  readonly #leave: () => Promise<void>;
  #state: "closed" | "opening" | "open" | "closing" = "closed";
  #turn: Promise<void> = Promise.resolve();
  /** Counts openings: an iteration of an earlier one does not go on in the next. */
  #opened = 0;
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(name: string, enter: () => Promise<void>, leave: () => Promise<void>) {
    this.#name = name;
    this.#enter = enter;
    this.#leave = leave;
  }

  get isOpen(): boolean {
    return this.#state === "open";
  }

  open(): Promise<void> {
    if (this.#state === "open" || this.#state === "opening") return this.#turn;
    this.#state = "opening";
    return (this.#turn = this.#open(this.#turn));
  }
  async #open(closing: Promise<void>): Promise<void> {
    // Whoever closed it heard of a failure.
    await closing.catch(() => {});
    try {
      await this.#enter();
    } catch (error) {
      if (this.#state === "opening") this.#state = "closed";
      throw error;
    }
    this.#opened++;
    // Not when it was closed meanwhile: that waits for this.
    if (this.#state === "opening") this.#state = "open";
  }

  close(): Promise<void> {
    if (this.#state === "closing") return this.#turn;
    if (this.#state === "closed") return Promise.resolve();
    const opening = this.#turn;
    this.#state = "closing";
    return (this.#turn = this.#close(opening));
  }
  async #close(opening: Promise<void>): Promise<void> {
    const opened = await opening.then(
      () => true,
      () => false,
    );
    await Promise.allSettled(this.#underWay);
    try {
      if (opened) await this.#leave();
    } finally {
      // Not when it is to be opened again: that waits for this.
      if (this.#state === "closing") this.#state = "closed";
    }
  }

  /** Does something that closing waits for. @throws StoreClosedError unless open */
  async use<Result>(work: () => Promise<Result>): Promise<Result> {
    this.require();
    const working = work();
    this.#underWay.add(working);
    try {
      return await working;
    } finally {
      this.#underWay.delete(working);
    }
  }

  /** Which opening this is. @throws StoreClosedError unless open, and since then the same */
  require(opened = this.#opened): number {
    if (this.#state === "open" && opened === this.#opened) return opened;
    const why = this.#opened === 0 ? "is not open: call await store.open() first" : "was closed: open it again, or do this before closing it";
    throw new StoreClosedError(`${this.#name} ${why}.`);
  }
}
