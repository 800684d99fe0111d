import type { BusEvent } from "eventdeck";
import type { TargetRecord } from "../../target/index.ts";

/** What one middleware made of an event. */
export interface MiddlewareChange {
  readonly by: string;
  readonly before: BusEvent;
  readonly after: BusEvent;
}

/** Events whose changes are kept; the oldest go first. They hold payloads that history may have dropped long ago. */
const mostEvents = 500;

/** What middleware changed, by event, as far as it was watched. */
export class MiddlewareChanges {
  readonly #changes = new Map<string, readonly MiddlewareChange[]>();
  /** Milliseconds since the Unix epoch. */
  #since = Number.POSITIVE_INFINITY;

  take(record: TargetRecord): void {
    if (record.kind !== "accepted") return;
    this.#since = Math.min(this.#since, record.at);
    if (!record.changes || record.changes.length === 0) return;
    const key = keyOf(record.event);
    this.#changes.delete(key);
    this.#changes.set(key, record.changes);
    if (this.#changes.size <= mostEvents) return;
    // A Map iterates in the order of insertion, so the first is the oldest.
    for (const oldest of this.#changes.keys()) {
      this.#changes.delete(oldest);
      break;
    }
  }

  /** In the order of the middleware, empty when none changed it; `undefined` when it was emitted before anybody watched. */
  of(event: BusEvent): readonly MiddlewareChange[] | undefined {
    return this.#changes.get(keyOf(event)) ?? (event.time >= this.#since ? [] : undefined);
  }

  /** Told when nobody watches any more: of what comes until somebody does again, nothing is known. */
  pause(): void {
    this.#since = Number.POSITIVE_INFINITY;
  }
}

// An id is unique together with its source.
function keyOf({ source, id }: BusEvent): string {
  return `${source} ${id}`;
}
