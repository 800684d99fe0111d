import type { Subscription } from "rxjs";
import { timeTravel } from "eventdeck/projection";
import { LiveValue } from "../live-value.ts";
import type { Shop } from "./scenario.ts";
import { story } from "./story.ts";

export interface SelfPlayState {
  /** "stopped": the visitor has taken over. */
  readonly status: "idle" | "playing" | "paused" | "finished" | "stopped";
  /** The step that comes next. */
  readonly next: number;
}

const byItself = { "played-by": "self-play" };

/** Plays the story, a step at a time. It pauses while the visitor looks at the past, and stops for good when the visitor acts. */
export class SelfPlay {
  readonly state = new LiveValue<SelfPlayState>({ status: "idle", next: 0 });
  readonly #shop: Shop;
  #waiting: Subscription | undefined;

  constructor(shop: Shop) {
    this.#shop = shop;
    const { bus } = shop;
    bus.subscribe("#", () => this.#halt("stopped"), {
      name: "Self-play",
      replays: false,
      filter: ({ causationId, headers }) => causationId === undefined && headers["played-by"] === undefined,
    });
    timeTravel(bus).position$.subscribe((position) => {
      if (position !== "live") this.#halt("paused");
    });
  }

  start(): void {
    this.#patch({ status: "playing" });
    this.#wait();
  }

  pause(): void {
    this.#halt("paused");
  }

  /** The rest of the story without the gaps. Only the bank still takes its time. */
  async skip(): Promise<void> {
    this.#waiting?.unsubscribe();
    this.#patch({ status: "playing" });
    while (this.state.value.status === "playing") await this.#step();
  }

  #wait(): void {
    if (this.state.value.status !== "playing") return;
    const step = story[this.state.value.next];
    if (step === undefined) return;
    this.#waiting = this.#shop.bus.scheduler("normal").schedule(() => void this.#step().then(() => this.#wait()), step.afterMs);
  }

  // Waits for delivery, since the next step may depend on what this one changed.
  async #step(): Promise<void> {
    const { next } = this.state.value;
    const step = story[next];
    if (step === undefined) return;
    const draft = step.draft(this.#shop);
    this.#patch({ next: next + 1, status: next + 1 === story.length ? "finished" : "playing" });
    await this.#shop.bus.publish({ ...draft, options: { ...draft.options, headers: byItself } });
  }

  #halt(status: "paused" | "stopped"): void {
    this.#waiting?.unsubscribe();
    if (this.state.value.status === "playing" || (this.state.value.status === "paused" && status === "stopped")) this.#patch({ status });
  }

  #patch(change: Partial<SelfPlayState>): void {
    this.state.update((state) => ({ ...state, ...change }));
  }
}
