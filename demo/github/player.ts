import type { Bus } from "eventdeck";
import { LiveValue } from "../live-value.ts";
import { exampleCount, gaps } from "./examples.ts";
import { draftOf, type Webhook } from "./webhooks.ts";

export interface PlayerState {
  readonly status: "loading" | "idle" | "playing" | "paused" | "finished";
  readonly published: number;
  readonly speed: number;
}

// So many are parsed, frozen and published in one go: well under the length of a task that anyone would feel.
const batchSize = 12;

/** Publishes the webhooks as they would arrive, at a chosen speed, or all at once. */
export class Player {
  readonly state = new LiveValue<PlayerState>({ status: "loading", published: 0, speed: 4 });
  readonly total = exampleCount;
  readonly #bus: Bus;
  readonly #gaps = gaps(exampleCount);
  #webhooks: readonly Webhook[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  /** Puts the webhooks in; until then there is nothing to start. */
  load(webhooks: readonly Webhook[]): void {
    this.#webhooks = webhooks;
    this.#patch({ status: "idle" });
  }

  start(): void {
    this.#patch({ status: "playing" });
    this.#arm();
  }

  pause(): void {
    clearTimeout(this.#timer);
    this.#patch({ status: "paused" });
  }

  /** Back to before the first one; what was published stays published. */
  rewind(): void {
    clearTimeout(this.#timer);
    this.#patch({ status: "idle", published: 0 });
  }

  setSpeed(speed: number): void {
    this.#patch({ speed });
    if (this.state.value.status === "playing") this.#arm();
  }

  /** The rest, without the gaps. */
  publishAll(): void {
    clearTimeout(this.#timer);
    this.#patch({ status: "playing" });
    this.#publish(batchSize);
    this.#timer = setTimeout(() => this.state.value.status === "playing" && this.publishAll());
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const { published, speed } = this.state.value;
    const gap = this.#gaps[published];
    if (gap === undefined) return;
    this.#timer = setTimeout(() => {
      this.#publish(1);
      if (this.state.value.status === "playing") this.#arm();
    }, gap / speed);
  }

  #publish(count: number): void {
    const from = this.state.value.published;
    const batch = this.#webhooks.slice(from, from + count);
    this.#bus.emitMany(batch.map(draftOf));
    const published = from + batch.length;
    this.#patch(published >= this.total ? { published, status: "finished" } : { published });
  }

  #patch(change: Partial<PlayerState>): void {
    this.state.update((state) => ({ ...state, ...change }));
  }
}
