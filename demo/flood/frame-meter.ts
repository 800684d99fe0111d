/** How the page was drawn lately. */
export interface Frames {
  /** Frames in the last second. */
  readonly fps: number;
  /** Longest time between two frames in the last five seconds. */
  readonly longestMs: number;
  /** Tasks over 50 ms since the meter was reset, where the browser tells. */
  readonly longTasks: number;
  readonly longestTaskMs: number;
}

const keptFrames = 300;

/** Measures frames by asking for each of them, and long tasks by having them reported. */
export class FrameMeter {
  /** Times between frames, in milliseconds, the newest last. */
  readonly gaps: number[] = [];
  readonly #times: number[] = [];
  #frame = 0;
  #observer: PerformanceObserver | undefined;
  #longTasks = 0;
  #longestTaskMs = 0;

  /** @param onFrame called once a frame, for what wants to draw */
  start(onFrame: () => void): () => void {
    const turn = (now: number) => {
      this.#add(now);
      onFrame();
      this.#frame = requestAnimationFrame(turn);
    };
    this.#frame = requestAnimationFrame(turn);
    this.#watchTasks();
    return () => {
      cancelAnimationFrame(this.#frame);
      this.#observer?.disconnect();
    };
  }

  reset(): void {
    this.gaps.length = 0;
    this.#times.length = 0;
    this.#longTasks = 0;
    this.#longestTaskMs = 0;
  }

  read(): Frames {
    const now = performance.now();
    let longestMs = 0;
    let fps = 0;
    for (const [index, time] of this.#times.entries()) {
      if (time > now - 1_000) fps += 1;
      if (time > now - 5_000) longestMs = Math.max(longestMs, this.gaps[index] ?? 0);
    }
    return { fps, longestMs, longTasks: this.#longTasks, longestTaskMs: this.#longestTaskMs };
  }

  #add(now: number): void {
    const before = this.#times.at(-1);
    this.#times.push(now);
    this.gaps.push(before === undefined ? 0 : now - before);
    if (this.#times.length <= keptFrames) return;
    this.#times.shift();
    this.gaps.shift();
  }

  #watchTasks(): void {
    if (!PerformanceObserver.supportedEntryTypes.includes("longtask")) return;
    this.#observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        this.#longTasks += 1;
        this.#longestTaskMs = Math.max(this.#longestTaskMs, duration);
      }
    });
    this.#observer.observe({ type: "longtask" });
  }
}
