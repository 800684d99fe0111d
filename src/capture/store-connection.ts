/** What the Redux DevTools protocol sends to a client. */
export type DevtoolsMessage = Readonly<Record<string, unknown>> & { readonly type: string };

/** Hears of what a store reports. */
export interface StoreObserver {
  began(store: StoreConnection, state: unknown): void;
  acted(store: StoreConnection, action: unknown, before: unknown, state: unknown): void;
  failed(store: StoreConnection, message: unknown): void;
}

/** What `connect()` takes, as far as it is used here. */
export interface ConnectOptions {
  readonly name?: unknown;
  readonly serialize?: unknown;
}

/** One store that reports by the Redux DevTools protocol. */
export class StoreConnection {
  readonly name: string;
  readonly #observers: ReadonlySet<StoreObserver>;
  readonly #replacer: ((key: string, value: unknown) => unknown) | undefined;
  readonly #listeners = new Set<(message: DevtoolsMessage) => void>();
  readonly #travellers = new Set<(state: unknown) => void>();
  #state: unknown;

  constructor(options: ConnectOptions, number: number, observers: ReadonlySet<StoreObserver>) {
    this.name = typeof options.name === "string" && options.name !== "" ? options.name : `store-${number}`;
    this.#observers = observers;
    this.#replacer = replacerOf(options.serialize);
  }

  begin(state: unknown): void {
    this.#state = state;
    for (const observer of this.#observers) observer.began(this, state);
  }
  act(action: unknown, state: unknown): void {
    const before = this.#state;
    this.#state = state;
    for (const observer of this.#observers) observer.acted(this, action, before, state);
  }
  fail(message: unknown): void {
    for (const observer of this.#observers) observer.failed(this, message);
  }

  subscribe(listener: (message: DevtoolsMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  unsubscribe(): void {
    this.#listeners.clear();
  }
  /** For stores that are made here, and need no text to be taken back to a state. */
  onTravel(travel: (state: unknown) => void): void {
    this.#travellers.add(travel);
  }

  /** Takes the store back to one of its states. @throws what its own listeners throw */
  jumpTo(state: unknown): void {
    this.#state = state;
    for (const travel of this.#travellers) travel(state);
    if (this.#listeners.size === 0) return;
    const text = JSON.stringify(state, this.#replacer);
    const message = { type: "DISPATCH", payload: { type: "JUMP_TO_STATE" }, state: text, source: "@devtools-extension" };
    // oxlint-disable-next-line unicorn/no-useless-spread -- a listener may end itself
    for (const listen of [...this.#listeners]) listen(message);
  }
}

function replacerOf(serialize: unknown): ((key: string, value: unknown) => unknown) | undefined {
  if (typeof serialize !== "object" || serialize === null || !("replacer" in serialize)) return undefined;
  const { replacer } = serialize;
  return typeof replacer === "function" ? (key, value) => Reflect.apply(replacer, undefined, [key, value]) : undefined;
}
