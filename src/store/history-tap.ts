import type { Subscription } from "rxjs";
import { type BusEvent, BusError } from "../event/index.ts";
import type { EventHistory } from "../history/index.ts";
import type { HistoryWriter } from "./history-writer.ts";

/**
 * Takes what history has recorded, once a turn. A hook per event would cost an emitter more than all the rest; so what a single turn records beyond the bounds of
 * history is gone before it can be taken.
 */
export class HistoryTap {
  readonly #history: EventHistory;
  readonly #selected: ((topic: string, type: string) => boolean) | undefined;
  readonly #writer: HistoryWriter;
  readonly #changes: Subscription;
  #next: number;

  constructor(history: EventHistory, selected: ((topic: string, type: string) => boolean) | undefined, writer: HistoryWriter) {
    this.#history = history;
    this.#selected = selected;
    this.#writer = writer;
    this.#next = history.lastPosition + 1;
    // The end of the bus brings its last events along.
    this.#changes = history.changes$.subscribe({ next: () => this.take(), complete: () => this.take() });
  }

  take(): void {
    const { ring } = this.#history;
    const events: BusEvent[] = [];
    const missed = ring.firstPosition - this.#next;
    for (let position = Math.max(this.#next, ring.firstPosition); position <= ring.lastPosition; position++) {
      const event = ring.event(position);
      if (!ring.imported(position) && (!this.#selected || this.#selected(event.topic, event.type))) events.push(event);
    }
    this.#next = ring.lastPosition + 1;
    if (missed > 0) this.#writer.lose(missed, events[0], evicted(missed));
    this.#writer.add(events);
  }
  close(): void {
    this.#changes.unsubscribe();
  }
}

function evicted(count: number): BusError {
  return new BusError(
    "ERR_STORE_MISSED",
    `${count} events left history in the turn in which they were recorded, before they could be stored: raise history.maxEvents above what one turn records.`,
  );
}
