import type { TargetRecord } from "../../target/index.ts";

const perListener = 64;
const mostListeners = 5_000;

interface Durations {
  readonly ring: Float32Array;
  count: number;
}

/** How long each listener took lately: its last 64 deliveries, for at most 5,000 listeners, those that were heard of first. */
export class ListenerDurations {
  readonly #listeners = new Map<string, Durations>();

  take(record: TargetRecord): void {
    if (record.kind === "unsubscribed") this.#listeners.delete(record.subscription.id);
    if ((record.kind !== "delivered" && record.kind !== "failed") || record.event.replay) return;
    const { id } = record.subscription;
    let durations = this.#listeners.get(id);
    if (!durations) {
      if (this.#listeners.size >= mostListeners) return;
      durations = { ring: new Float32Array(perListener), count: 0 };
      this.#listeners.set(id, durations);
    }
    durations.ring[durations.count % perListener] = record.durationMs;
    durations.count += 1;
  }

  /** Milliseconds that 95 of 100 deliveries stayed under; `undefined` when none was watched. */
  p95(id: string): number | undefined {
    const durations = this.#listeners.get(id);
    if (!durations) return undefined;
    const sorted = durations.ring.slice(0, Math.min(durations.count, perListener)).toSorted();
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))];
  }

  /** Estimated. */
  get bytes(): number {
    return this.#listeners.size * (perListener * 4 + 100);
  }
}
