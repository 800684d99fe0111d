import { Delivery } from "../bus/index.ts";
import type { Replay } from "../history/index.ts";
import type { Deck } from "./deck.ts";

/** Takes the projections along while recorded events are replayed on their own bus: each shows what it was after the event that is heard again. */
export class ReplayFollower {
  readonly #deck: Deck;
  readonly #runs = new Set<Replay>();
  /** Where a run has taken them; somebody may have gone elsewhere since. */
  #position: number | undefined;

  constructor(deck: Deck) {
    this.#deck = deck;
  }

  follow(run: Replay, position: number): void {
    if (!this.#runs.has(run)) this.#watch(run);
    const { lanes, time } = this.#deck.core;
    // While an event is being delivered, its other handlers come first; the replayed event enters right behind.
    if (lanes.running)
      lanes.enter(
        Delivery.forWork(() => this.#go(position)),
        "immediate",
        time.monotonic(),
      );
    else this.#go(position);
  }
  #go(position: number): void {
    this.#position = Math.max(position, this.#deck.oldest);
    this.#deck.go(this.#position);
  }
  #watch(run: Replay): void {
    this.#runs.add(run);
    const watching = run.state$.subscribe(({ status }) => {
      if (status !== "finished" && status !== "stopped") return;
      this.#runs.delete(run);
      queueMicrotask(() => watching.unsubscribe());
      if (this.#runs.size === 0 && this.#deck.moment === this.#position) this.#deck.go("live");
    });
  }
}
