import { Store, type Readable } from "../target/index.ts";
import { errorText } from "./value/error-text.ts";
import type { PaceOptions } from "./pace.ts";
import { inSlices, type Work } from "./slices.ts";

/** How far long work has come. */
export type SlicedState<Result> =
  | { readonly status: "idle" | "working" }
  | { readonly status: "done"; readonly result: Result }
  | { readonly status: "failed"; readonly message: string };

/** The result of the newest of several works, each of which ends the one before. */
export class SlicedResult<Result> implements Readable<SlicedState<Result>> {
  readonly #options: PaceOptions;
  readonly #store = new Store<SlicedState<Result>>({ status: "idle" });
  #stop: (() => void) | undefined;

  constructor(options: PaceOptions = {}) {
    this.#options = options;
  }

  get state(): SlicedState<Result> {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** Begins; what is small is done on return. */
  run(work: Work<Result>): void {
    this.#stop?.();
    let ended = false;
    const end = (state: SlicedState<Result>) => {
      ended = true;
      this.#store.set(state);
    };
    this.#stop = inSlices(
      work,
      (result) => end({ status: "done", result }),
      (error) => end({ status: "failed", message: errorText(error) }),
      this.#options,
    );
    if (!ended) this.#store.set({ status: "working" });
  }

  /** Forgets the result, and ends the work if it goes on. */
  clear(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#store.set({ status: "idle" });
  }
}
