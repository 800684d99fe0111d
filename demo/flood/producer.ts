import type { Bus, EventDraft, Priority } from "eventdeck";
import { priorities } from "./definitions.ts";
import { draftFor } from "./payloads.ts";

/** Parts per lane; they need not add up to anything. */
export type Mix = Readonly<Record<Priority, number>>;

const tickMs = 4;
// A page that was hidden or busy does not make up for more than this, or it would never catch up.
const mostCatchUpMs = 100;

/** Publishes at a given rate by the clock, and waits where a lane has no room. */
export class Producer {
  rate = 5_000;
  mix: Mix = { immediate: 1, normal: 8, deferred: 1 };
  readonly #bus: Bus;
  readonly #made: Record<Priority, number> = { immediate: 0, normal: 0, deferred: 0 };
  readonly #owed: Record<Priority, number> = { immediate: 0, normal: 0, deferred: 0 };
  #run: AbortController | undefined;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  get published(): number {
    return this.#made.immediate + this.#made.normal + this.#made.deferred;
  }

  start(): void {
    this.stop();
    this.#run = new AbortController();
    void this.#produce(this.#run.signal);
  }

  /** At once: not one event is published after this returns. */
  stop(): void {
    this.#run?.abort();
    this.#run = undefined;
  }

  async #produce(signal: AbortSignal): Promise<void> {
    let before = performance.now();
    while (!signal.aborted) {
      await tick();
      const now = performance.now();
      this.#owe(Math.min(now - before, mostCatchUpMs));
      before = now;
      await Promise.all(priorities.map((priority) => this.#bus.room(priority, Math.max(1, Math.floor(this.#owed[priority])))));
      if (!signal.aborted) for (const priority of priorities) this.#publish(priority);
    }
  }

  #owe(elapsedMs: number): void {
    const parts = this.mix.immediate + this.mix.normal + this.mix.deferred;
    if (parts === 0) return;
    for (const priority of priorities) this.#owed[priority] += (this.rate * elapsedMs * this.mix[priority]) / (1_000 * parts);
  }

  #publish(priority: Priority): void {
    const count = Math.floor(this.#owed[priority]);
    if (count === 0) return;
    this.#owed[priority] -= count;
    const drafts: EventDraft[] = [];
    for (let n = 0; n < count; n += 1) drafts.push(draftFor(priority, this.#made[priority] + n));
    this.#made[priority] += count;
    this.#bus.emitMany(drafts);
  }
}

function tick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, tickMs));
}
