import type { Bus, HistoryEntry, HistoryLimits, Undelivered } from "eventdeck";
import type { EventLog } from "../target.ts";

/** The history of a bus of this page, read in place. */
export class LocalLog implements EventLog {
  readonly #bus: Bus;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  get limits(): HistoryLimits | undefined {
    return this.#bus.history.limits;
  }
  get size(): number {
    return this.#bus.history.size;
  }
  get bytes(): number {
    return this.#bus.history.bytes;
  }
  get evicted(): number {
    return this.#bus.history.evicted;
  }
  get firstPosition(): number {
    return this.#bus.history.firstPosition;
  }
  get lastPosition(): number {
    return this.#bus.history.lastPosition;
  }
  get(position: number): HistoryEntry | undefined {
    return this.#bus.history.get(position);
  }
  peek(position: number): HistoryEntry | undefined {
    return this.#bus.history.peek(position);
  }
  undelivered(): readonly Undelivered[] {
    return this.#bus.history.undelivered();
  }
  onChange(take: (change: { readonly added: number; readonly evicted: number }) => void): () => void {
    const changes = this.#bus.history.changes$.subscribe(take);
    return () => changes.unsubscribe();
  }
}
