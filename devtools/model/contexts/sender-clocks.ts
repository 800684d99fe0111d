import type { HistoryEntry } from "eventdeck";
import { makerOf, sentBy, skewOf, type Sent, type Skew } from "./sent.ts";

/** Buses whose clocks are remembered; of more the first are forgotten. */
const mostMakers = 1_000;

/** How the clocks of other buses stand, learnt from what came from them: it holds also for what came before it was measured. */
export class SenderClocks {
  readonly #skews = new Map<string, Skew>();

  /** Takes note of what an entry tells of its sender's clock. */
  learn({ arrival, event }: HistoryEntry): void {
    const skew = arrival && skewOf(arrival);
    if (!skew) return;
    const maker = makerOf(arrival, event.source);
    this.#skews.delete(maker);
    this.#skews.set(maker, skew);
    const [oldest] = this.#skews.keys();
    if (oldest !== undefined && this.#skews.size > mostMakers) this.#skews.delete(oldest);
  }

  /** When an event was sent; `undefined` for what was published here. */
  sent(entry: HistoryEntry): Sent | undefined {
    const { arrival, event } = entry;
    if (!arrival) return undefined;
    return sentBy(entry, arrival, skewOf(arrival) ?? this.#skews.get(makerOf(arrival, event.source)));
  }
}
