import type { Bus, InspectRecord, Subscription as Listener } from "eventdeck";
import type { Subscription } from "rxjs";
import type { TargetRecord, Watched } from "../target.ts";

/** Tells what a bus does, as much of it as is wanted. Returns what ends it. */
export function watchBus(bus: Bus, take: (record: TargetRecord) => void, what: Watched): () => void {
  if (what === "sampled") {
    const watch = new SampledWatch(bus, take);
    return () => watch.close();
  }
  const records = (what === "failures" ? bus.failures$ : bus.inspect$).subscribe(take);
  return () => records.unsubscribe();
}

const beatMs = 250;
/** A flood is watched for so many records of each beat. Making records costs a bus several times what delivering an event does, so the rest is only counted. */
const mostPerBeat = 1_000;

/**
 * Watches a bus at a cost that no flood makes larger: all of what it does up to some 4,000 records a second, and beyond that the first ones of each beat, every
 * failure, and how much was left out.
 */
class SampledWatch {
  readonly #bus: Bus;
  readonly #take: (record: TargetRecord) => void;
  #records: Subscription | undefined;
  #failures: Subscription | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #count = 0;
  #beatFrom = performance.now();
  #from = 0;
  #before: ReadonlyMap<Listener, Listener["stats"]> = new Map();

  constructor(bus: Bus, take: (record: TargetRecord) => void) {
    this.#bus = bus;
    this.#take = take;
    this.#watch();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#records?.unsubscribe();
    this.#failures?.unsubscribe();
  }

  #watch(): void {
    this.#count = 0;
    this.#beatFrom = performance.now();
    this.#records = this.#bus.inspect$.subscribe(this.#onRecord);
  }

  readonly #onRecord = (record: InspectRecord): void => {
    this.#take(record);
    this.#count += 1;
    if (this.#count < mostPerBeat) return;
    const passed = performance.now() - this.#beatFrom;
    if (passed < beatMs) return this.#pause(beatMs - passed);
    this.#count = 0;
    this.#beatFrom += passed;
  };

  #pause(ms: number): void {
    this.#records?.unsubscribe();
    this.#from = this.#bus.history.lastPosition;
    this.#before = this.#stats();
    this.#failures = this.#bus.failures$.subscribe(this.#take);
    this.#timer = setTimeout(() => this.#resume(), ms);
  }

  #resume(): void {
    this.#failures?.unsubscribe();
    const { lastPosition } = this.#bus.history;
    const emitted = lastPosition - this.#from;
    let delivered = 0;
    for (const [listener, stats] of this.#stats()) delivered += stats.delivered - (this.#before.get(listener)?.delivered ?? 0);
    this.#before = new Map();
    this.#take({
      kind: "left-out",
      // An event is accepted and recorded, and then delivered.
      count: 2 * emitted + delivered,
      emitted,
      delivered,
      // Failures are told one by one.
      failed: 0,
      // The one that was being delivered was not told of completely either.
      ...(lastPosition > 0 && { span: { from: Math.max(1, this.#from), to: lastPosition } }),
      at: Date.now(),
    });
    this.#watch();
  }

  #stats(): ReadonlyMap<Listener, Listener["stats"]> {
    return new Map(this.#bus.subscriptions().map((listener) => [listener, listener.stats]));
  }
}
