import type { BusOptions } from "./bus.ts";
import type { Hooks } from "./hooks.ts";
import type { HandlerFailure } from "./middleware.ts";

/** Where failures are heard: exactly one of the subscription, a middleware, the bus's owner and the host hears each. */
export class Failures {
  readonly #hooks: Hooks;
  readonly #onError: BusOptions<readonly []>["onError"];

  /** The event whose failure is being heard right now: what listeners do about it is its consequence. */
  reporting: HandlerFailure["event"] | undefined;

  constructor(hooks: Hooks, onError: BusOptions<readonly []>["onError"]) {
    this.#hooks = hooks;
    this.#onError = onError;
  }

  /** @param first who is asked first: the subscription's own callback */
  report(failure: HandlerFailure, first?: (failure: HandlerFailure) => void): void {
    const outer = this.reporting;
    this.reporting = failure.event;
    this.#report(failure, first);
    this.reporting = outer;
  }
  /** Never throws. */
  #report(failure: HandlerFailure, first?: (failure: HandlerFailure) => void): void {
    if (first) {
      try {
        first(failure);
      } catch (error) {
        // It did hear the failure; that it failed over it is news of its own.
        this.report({ ...failure, error, by: "onError" });
      }
      return;
    }
    for (const middleware of this.#hooks.onError) {
      try {
        if (middleware.onError(failure) === true) return;
      } catch (error) {
        this.#last({ ...failure, error, by: middleware.name });
      }
    }
    this.#last(failure);
  }

  #last(failure: HandlerFailure): void {
    if (!this.#onError) return reportUncaught(failure.error);
    try {
      this.#onError(failure);
    } catch (error) {
      reportUncaught(error);
    }
  }
}

/** Node has no `reportError`: a throw outside of everything is its equivalent. */
export function reportUncaught(error: unknown): void {
  const report: unknown = Reflect.get(globalThis, "reportError");
  if (typeof report === "function") return void Reflect.apply(report, globalThis, [error]);
  queueMicrotask(() => {
    throw error;
  });
}
