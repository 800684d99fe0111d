import type { StripModel } from "../../model/strip/strip.ts";
import type { Viewport } from "../../model/strip/viewport.ts";
import { Store, type Readable } from "../../target/index.ts";

const glideMs = 110;

/** The view that is drawn: it glides to where the model has moved, and jumps where motion is not wanted. */
export class StripGlide implements Readable<Viewport> {
  readonly #strip: StripModel;
  readonly #store: Store<Viewport>;
  #moves: number;
  #frame: number | undefined;

  constructor(strip: StripModel) {
    this.#strip = strip;
    this.#store = new Store(strip.state.view);
    this.#moves = strip.state.moves;
  }

  get state(): Viewport {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** Follows the model in the frames of a window until the returned function is called. */
  connect(window: Window): () => void {
    this.#store.set(this.#strip.state.view);
    const leave = this.#strip.subscribe(() => this.#follow(window));
    return () => {
      leave();
      this.#stop(window);
    };
  }

  #follow(window: Window): void {
    const { view, moves } = this.#strip.state;
    if (moves === this.#moves) {
      // While it glides, what is new only moves the place that it glides to.
      if (this.#frame === undefined) this.#store.set(view);
      return;
    }
    this.#moves = moves;
    this.#stop(window);
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) this.#store.set(view);
    else this.#glide(window, this.state);
  }

  #glide(window: Window, from: Viewport): void {
    let begun: number | undefined;
    const step = (now: number): void => {
      begun ??= now;
      const done = Math.min(1, (now - begun) / glideMs);
      this.#frame = done < 1 ? window.requestAnimationFrame(step) : undefined;
      const to = this.#strip.state.view;
      this.#store.set(done < 1 ? between(from, to, 1 - (1 - done) ** 3) : to);
    };
    this.#frame = window.requestAnimationFrame(step);
  }

  #stop(window: Window): void {
    if (this.#frame !== undefined) window.cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }
}

function between(from: Viewport, to: Viewport, share: number): Viewport {
  return { from: from.from + (to.from - from.from) * share, to: from.to + (to.to - from.to) * share, follow: to.follow };
}
