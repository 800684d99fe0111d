import { Pace, type PaceOptions } from "../model/pace.ts";
import { Store, type Readable, type Target } from "../target/index.ts";

interface Counted {
  readonly count: () => number;
  readonly leave: () => void;
}

/**
 * How many of the events in history have failed, of all buses of this page together. It looks through history once, and is told of failures from then on: what
 * goes well costs a page whose panel is closed nothing.
 */
export class FailureCount implements Readable<number> {
  readonly #count = new Store(0);
  readonly #counted = new Map<Target, Counted>();
  readonly #options: PaceOptions;

  constructor(options: PaceOptions) {
    this.#options = options;
  }

  get state(): number {
    return this.#count.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#count.subscribe;
  }

  /** Counts in these buses from now on. */
  follow(targets: readonly Target[]): void {
    for (const [target, { leave }] of this.#counted) {
      if (targets.includes(target)) continue;
      leave();
      this.#counted.delete(target);
    }
    for (const target of targets) if (target.where === "page" && !this.#counted.has(target)) this.#counted.set(target, this.#countIn(target));
    this.#sum();
  }

  close(): void {
    this.follow([]);
  }

  #countIn(target: Target): Counted {
    const { log } = target;
    const selection = target.select("is:failed", () => pace.request());
    let caughtUp = false;
    const pace = new Pace(() => {
      if (!caughtUp) caughtUp = selection.advance(pace.now) && selection.progress === 1;
      selection.forget(log.firstPosition);
      if (!caughtUp) pace.hurry();
      this.#sum();
    }, this.#options);
    const ends = [
      // What is evicted, or cleared, is counted no more.
      log.onChange(({ added, evicted }) => {
        pace.count(added);
        if (!caughtUp || (evicted > 0 && selection.matches.count > 0)) pace.request();
      }),
      target.watch((record) => {
        if (record.kind !== "failed" || record.position === undefined || record.event.replay) return;
        selection.matches.add(record.position);
        pace.request();
      }, "failures"),
    ];
    pace.request();
    return {
      count: () => selection.matches.countFrom(target.log.firstPosition),
      leave: () => {
        for (const end of ends) end();
        pace.stop();
        selection.close();
      },
    };
  }

  #sum(): void {
    let sum = 0;
    for (const { count } of this.#counted.values()) sum += count();
    this.#count.set(sum);
  }
}
