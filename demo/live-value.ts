import { useSyncExternalStore } from "react";

/** A value that views follow. */
export class LiveValue<Value> {
  #value: Value;
  readonly #listeners = new Set<() => void>();

  constructor(initial: Value) {
    this.#value = initial;
  }

  get value(): Value {
    return this.#value;
  }

  set(next: Value): void {
    this.#value = next;
    for (const listener of this.#listeners) listener();
  }

  update(change: (value: Value) => Value): void {
    this.set(change(this.#value));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

export function useLive<Value>(live: LiveValue<Value>): Value {
  return useSyncExternalStore(live.subscribe, () => live.value);
}
