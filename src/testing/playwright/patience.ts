/** Time left of a wait, measured in the test's process: the page's own clock may stand still. */
export class Patience {
  readonly timeoutMs: number;
  readonly #endsAt: number;

  constructor(timeoutMs: number) {
    this.timeoutMs = timeoutMs;
    this.#endsAt = performance.now() + timeoutMs;
  }

  get isOver(): boolean {
    return performance.now() >= this.#endsAt;
  }
  /** Waits a little before the next attempt. */
  async pause(): Promise<void> {
    await delay(Math.min(50, Math.max(0, this.#endsAt - performance.now())));
  }
  /** What the work resolves with, or `undefined` when time runs out first. */
  async limit<Value>(work: Promise<Value>): Promise<Value | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const over = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), Math.max(0, this.#endsAt - performance.now()));
    });
    try {
      return await Promise.race([work, over]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
