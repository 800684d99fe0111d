import type { Subscription } from "rxjs";
import type { BusEvent } from "../event/index.ts";
import type { EventHistory, Follower } from "../history/index.ts";
import type { HistoryWriter } from "./history-writer.ts";

/**
 * Takes what history has recorded, when the writer asks for it, and before it leaves history. In the turn of an emitter it is only announced: a hook per event
 * would cost more than all the rest.
 */
export class HistoryTap implements Follower {
  readonly #history: EventHistory;
  readonly #selected: ((topic: string, type: string) => boolean) | undefined;
  readonly #writer: HistoryWriter;
  readonly #changes: Subscription;
  readonly #unfollow: () => void;
  #next: number;

  constructor(history: EventHistory, selected: ((topic: string, type: string) => boolean) | undefined, writer: HistoryWriter) {
    this.#history = history;
    this.#selected = selected;
    this.#writer = writer;
    this.#next = history.lastPosition + 1;
    // The end of the bus brings its last events along.
    this.#changes = history.changes$.subscribe({ next: () => writer.announce(this.#untaken), complete: () => this.take() });
    this.#unfollow = history.follow(this);
  }

  get next(): number {
    return this.#next;
  }
  get #untaken(): number {
    return this.#history.lastPosition + 1 - this.#next;
  }
  take(): void {
    if (this.#untaken <= 0) return;
    const { ring } = this.#history;
    const events: BusEvent[] = [];
    for (let position = this.#next; position <= ring.lastPosition; position++) {
      const event = ring.event(position);
      if (!ring.imported(position) && (!this.#selected || this.#selected(event.topic, event.type))) events.push(event);
    }
    this.#next = ring.lastPosition + 1;
    this.#writer.add(events);
  }
  close(): void {
    this.#changes.unsubscribe();
    this.#unfollow();
    this.#next = Infinity;
  }
}
