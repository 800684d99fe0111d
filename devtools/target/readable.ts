/** A value that can be watched: what `useSyncExternalStore` asks for, and nothing more. */
export interface Readable<State> {
  readonly state: State;
  readonly subscribe: (listener: () => void) => () => void;
}

/** Holds one immutable value and tells its listeners when it is replaced. */
export class Store<State> implements Readable<State> {
  #state: State;
  readonly #listeners = new Set<() => void>();

  constructor(initial: State) {
    this.#state = initial;
  }

  get state(): State {
    return this.#state;
  }

  set(next: State): void {
    if (Object.is(next, this.#state)) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }

  // An arrow, so that it can be handed to React without being bound again on every render.
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}
