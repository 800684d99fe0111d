import type { HandlerFailure } from "../bus/index.ts";
import { microtasks } from "./microtasks.ts";

/**
 * Failures of handlers that the test has not heard of yet. Whatever it awaits next throws them; when it awaits nothing of the bus within the
 * host's turn, they are thrown outside of everything, where the test runner hears them.
 */
export class UnheardFailures {
  #failures: HandlerFailure[] = [];
  #awaited = 0;

  add(failure: HandlerFailure): void {
    this.#failures.push(failure);
    this.#throwSoon();
  }

  /** Does what the test awaits, and then throws what failed before and meanwhile. */
  async during(work: () => Promise<void>): Promise<void> {
    this.#awaited++;
    try {
      await work();
    } finally {
      this.#awaited--;
      this.#throwSoon();
    }
    this.#throw();
  }

  #throwSoon(): void {
    if (this.#failures.length === 0 || this.#awaited > 0) return;
    void microtasks().then(() => {
      if (this.#awaited === 0) queueMicrotask(() => this.#throw());
    });
  }
  #throw(): void {
    if (this.#failures.length === 0) return;
    const failures = this.#failures;
    this.#failures = [];
    throw failures.length === 1 ? toError(failures[0]!) : new AggregateError(failures.map(toError), describe(failures));
  }
}

/** What was thrown, unchanged, so that a failed assertion inside a handler shows its own difference. */
function toError(failure: HandlerFailure): Error {
  return failure.error instanceof Error ? failure.error : new Error(describe([failure]), { cause: failure.error });
}

function describe(failures: readonly HandlerFailure[]): string {
  const lines = failures.map(({ event, subscription, by, error }) => `"${by ?? subscription?.name ?? "a hook"}" failed on "${event.type}": ${String(error)}`);
  return failures.length === 1 ? lines.join("") : `${failures.length} handlers failed, and nothing took their failures:\n  ${lines.join("\n  ")}`;
}
