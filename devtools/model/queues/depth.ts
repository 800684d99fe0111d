import type { QueueInfo } from "eventdeck/queue";

/** What a queue held at one moment. */
export interface DepthSample {
  /** Milliseconds from an arbitrary start. */
  readonly at: number;
  readonly ready: number;
  readonly unacked: number;
  readonly delayed: number;
}

/** At two a second, two minutes. */
export const mostSamples = 240;
const mostQueues = 50;

/** How deep queues were while somebody looked: of each the newest 240 samples, older ones are dropped; of the first 50 queues, others have none. */
export class QueueDepths {
  readonly #samples = new Map<string, readonly DepthSample[]>();

  add(queues: readonly QueueInfo[], at: number): void {
    const shown = queues.slice(0, mostQueues);
    const names = new Set(shown.map(({ name }) => name));
    for (const name of this.#samples.keys()) if (!names.has(name)) this.#samples.delete(name);
    for (const { name, ready, unacked, delayed } of shown) {
      const sample = { at, ready, unacked, delayed };
      this.#samples.set(name, [...this.of(name), sample].slice(-mostSamples));
    }
  }

  /** The oldest first. */
  of(name: string): readonly DepthSample[] {
    return this.#samples.get(name) ?? [];
  }
}
