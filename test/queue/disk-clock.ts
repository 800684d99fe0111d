import type { QueueStore } from "eventdeck/queue";
import { VirtualClock } from "eventdeck/testing";

const underWay = new Set<Promise<void>>();

/** A store on a real disk, whose work the virtual time of a `DiskClock` waits for. */
export function watched(store: QueueStore): QueueStore {
  const watch = <Result>(work: Promise<Result>): Promise<Result> => {
    const ended = (): void => void underWay.delete(done);
    const done = work.then(ended, ended);
    underWay.add(done);
    return work;
  };
  return {
    name: store.name,
    durable: store.durable,
    open: () => store.open(),
    range: (options) => store.range(options),
    get: (key) => watch(store.get(key)),
    batch: (operations, options) => watch(store.batch(operations, options)),
  };
}

/** Virtual time that stands still while a disk works: it moves on from one task to the next, and only once nothing is on its way to the disk or back. */
export class DiskClock extends VirtualClock {
  readonly #due = new Set<{ readonly atMs: number }>();

  override schedule(...[run, delayMs, priority]: Parameters<VirtualClock["schedule"]>): () => void {
    // What is due now runs whenever time is asked to move.
    if (!(delayMs > 0)) return super.schedule(run, delayMs, priority);
    const task = { atMs: this.monotonic() + delayMs };
    this.#due.add(task);
    const runOnce = (remainingMs?: () => number): void => {
      this.#due.delete(task);
      run(remainingMs);
    };
    const cancel = super.schedule(runOnce, delayMs, priority);
    return () => {
      this.#due.delete(task);
      cancel();
    };
  }
  override async advance(ms = 0): Promise<void> {
    const untilMs = this.monotonic() + ms;
    for (;;) {
      await this.#settle();
      const nextMs = Math.min(...Array.from(this.#due, ({ atMs }) => atMs));
      if (nextMs > untilMs) break;
      await super.advance(nextMs - this.monotonic());
    }
    await super.advance(untilMs - this.monotonic());
    await this.#settle();
  }

  async #settle(): Promise<void> {
    do {
      await Promise.all(underWay);
      await super.advance(0);
    } while (underWay.size > 0);
  }
}
