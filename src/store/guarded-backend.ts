import { BusError } from "../event/index.ts";
import type { Backend, Row, RowRange, Write } from "./backend.ts";
import { StoreFailedError } from "./errors.ts";

/** A backend whose failures are all errors of this package, and which remembers how its last write went. */
export class GuardedBackend implements Backend {
  readonly name: string;
  readonly durable: boolean;
  readonly room: Backend["room"];
  readonly #backend: Backend;
  #writeFailure: BusError | undefined;

  constructor(backend: Backend) {
    this.name = backend.name;
    this.durable = backend.durable;
    this.room = backend.room?.bind(backend);
    this.#backend = backend;
  }

  /** Why the last write failed; nothing when it did not. */
  get writeFailure(): BusError | undefined {
    return this.#writeFailure;
  }

  async open(): Promise<void> {
    this.#writeFailure = undefined;
    await this.#attempt("open", () => this.#backend.open());
  }
  close(): Promise<void> {
    return this.#attempt("close", () => this.#backend.close());
  }
  get(key: string): Promise<string | undefined> {
    return this.#attempt("read", () => this.#backend.get(key));
  }
  async *pages(range: RowRange): AsyncGenerator<readonly Row[], void, undefined> {
    try {
      yield* this.#backend.pages(range);
    } catch (error) {
      throw this.#explain("read", error);
    }
  }
  async commit(keys: readonly string[], decide: (texts: readonly (string | undefined)[]) => readonly Write[], sync: boolean): Promise<void> {
    let refusal: { readonly error: unknown } | undefined;
    const deciding = (texts: readonly (string | undefined)[]): readonly Write[] => {
      try {
        return decide(texts);
      } catch (error) {
        refusal = { error };
        throw error;
      }
    };
    try {
      await this.#backend.commit(keys, deciding, sync);
      this.#writeFailure = undefined;
    } catch (error) {
      // The caller's decision and no failure of what is beneath, whatever became of it on the way up.
      if (refusal) throw refusal.error;
      throw (this.#writeFailure = this.#explain("write", error));
    }
  }

  async #attempt<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw this.#explain(what, error);
    }
  }
  #explain(what: string, error: unknown): BusError {
    if (error instanceof BusError) return error;
    const why = error instanceof Error ? error.message : String(error);
    return new StoreFailedError(`${this.name} cannot ${what}: ${why}`, { cause: error });
  }
}
