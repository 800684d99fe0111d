import { frameOf, type FrameSource } from "../model/frame.ts";

/**
 * The frames of the window in which the panel is seen. The page behind a panel in a window of its own may be hidden: it has no frames then, and its timers
 * come once a second or once a minute. Frames that were asked for move along when the window changes.
 */
export class Frames {
  readonly #waiting = new Map<() => void, { readonly cancel: () => void; readonly afterMs: number }>();
  #view: Window;

  constructor(view: Window) {
    this.#view = view;
  }

  readonly onFrame: FrameSource = (task, afterMs = 0) => {
    // Wrapped, so that a task that was asked for twice is two.
    const run = () => {
      cancel();
      task();
    };
    const cancel = () => {
      this.#waiting.get(run)?.cancel();
      this.#waiting.delete(run);
    };
    this.#waiting.set(run, { cancel: frameOf(this.#view, run, afterMs), afterMs });
    return cancel;
  };

  /** From now on the panel is seen in this window. */
  moveTo(view: Window): void {
    this.#view = view;
    for (const [run, { cancel, afterMs }] of this.#waiting) {
      cancel();
      this.#waiting.set(run, { cancel: frameOf(view, run, afterMs), afterMs });
    }
  }

  close(): void {
    for (const { cancel } of this.#waiting.values()) cancel();
    this.#waiting.clear();
  }
}
