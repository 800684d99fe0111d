import { Store, type Readable } from "../target/index.ts";

export type LaterState<Value> =
  | { readonly status: "waiting" }
  | { readonly status: "ready"; readonly value: Value }
  | { readonly status: "failed"; readonly error: unknown };

/** Code that is loaded when it is first needed. Unlike `React.lazy` it can be tried again, and is there at once when it has come before. */
export class Later<Value> implements Readable<LaterState<Value>> {
  readonly #load: () => Promise<Value>;
  readonly #store = new Store<LaterState<Value>>({ status: "waiting" });
  #loading: Promise<void> | undefined;

  constructor(load: () => Promise<Value>) {
    this.#load = load;
  }

  get state(): LaterState<Value> {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** Loads it, unless it has come or is under way; again after a failure. `state` says how it went. */
  load(): Promise<void> {
    if (this.state.status === "ready") return Promise.resolve();
    this.#loading ??= this.#attempt();
    return this.#loading;
  }

  async #attempt(): Promise<void> {
    if (this.state.status === "failed") this.#store.set({ status: "waiting" });
    try {
      this.#store.set({ status: "ready", value: await this.#load() });
    } catch (error) {
      this.#store.set({ status: "failed", error });
    }
    this.#loading = undefined;
  }
}

/** Why code did not come, and what to do about it. @param what that did not come, as a sentence begins */
export function laterMistake(what: string, error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `${what} could not be loaded (${why}). The network may be down, or the page's files may have been replaced since it was loaded: try again, or reload the page.`;
}
