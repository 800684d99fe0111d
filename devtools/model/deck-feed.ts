import { Store, type LeftOut, type Readable, type Target, type TargetRecord } from "../target/index.ts";
import { DeliveryLog, isDelivery } from "./why/delivery-log.ts";
import { Rates } from "./watching/health-rates.ts";
import { ListenerDurations } from "./watching/listeners-durations.ts";
import { MiddlewareChanges } from "./detail/middleware-changes.ts";
import { DegradationSteps } from "./watching/own-cost-step.ts";
import { ownCost } from "./watching/own-cost.ts";
import type { PaceOptions } from "./pace.ts";

/** What wants to be told while a bus is watched. */
export interface FeedTaker {
  /** Watching begins, or has begun already. Returns what is called when it ends. */
  readonly begin?: () => readonly (() => void)[];
  readonly take?: (record: TargetRecord) => void;
  /** What became of an event is known better than before. */
  readonly outcomeChanged?: (position: number) => void;
}

/**
 * What has to be noted of a bus as it happens, since it cannot be looked up later. It is small, and there from the start; the models that make something of
 * it come when they are looked at.
 */
export class DeckFeed {
  readonly target: Target;
  readonly deliveries = new DeliveryLog();
  readonly middleware = new MiddlewareChanges();
  readonly durations = new ListenerDurations();
  readonly rates: Rates;
  /** Decides what is kept under load. */
  readonly degradation: DegradationSteps;
  readonly #recording = new Store(true);
  readonly #takers = new Map<FeedTaker, readonly (() => void)[]>();
  #connections = 0;
  #leave: (() => void) | undefined;

  constructor(target: Target, { now = () => performance.now() }: PaceOptions = {}) {
    this.target = target;
    this.rates = new Rates(now);
    this.degradation = new DegradationSteps(now);
  }

  /** Whether the panel watches. While it does not, the list stands still, and nothing is known of how deliveries ended. */
  get recording(): Readable<boolean> {
    return this.#recording;
  }

  record(on: boolean): void {
    if (on === this.#recording.state) return;
    this.#recording.set(on);
    this.rates.watch(on);
    if (this.#connections === 0) return;
    this.#leave?.();
    this.#leave = on ? this.#watch() : undefined;
  }

  /** Watches the bus until the returned function is called; several may do so at once. */
  connect(): () => void {
    this.#connections += 1;
    if (this.#connections === 1 && this.#recording.state) this.#leave = this.#watch();
    let connected = true;
    return () => {
      if (!connected) return;
      connected = false;
      this.#connections -= 1;
      if (this.#connections === 0) this.close();
    };
  }

  /** Tells of what is watched from now on. */
  tell(taker: FeedTaker): void {
    this.#takers.set(taker, this.#leave ? (taker.begin?.() ?? []) : []);
  }

  /** Watches no more, whoever is connected. */
  close(): void {
    this.#leave?.();
    this.#leave = undefined;
  }

  #watch(): () => void {
    const { log, where } = this.target;
    for (const taker of this.#takers.keys()) this.#takers.set(taker, taker.begin?.() ?? []);
    const leave = [this.target.watch(this.#timed, "sampled"), ...this.#tellsWhatItKeeps()];
    // A bus in another page says itself from where on it is watched.
    if (where !== "remote") this.deliveries.began(log.lastPosition);
    return () => {
      this.middleware.pause();
      for (const [taker, ends] of this.#takers) {
        for (const end of ends) end();
        this.#takers.set(taker, []);
      }
      for (const end of leave) end();
      this.deliveries.ended(log.lastPosition);
    };
  }

  // Once per record: made once, so that timing costs no closure.
  readonly #timed = (record: TargetRecord): void => ownCost.sample("records", this.#take, record);

  readonly #take = (record: TargetRecord): void => {
    if (record.kind === "watched-from") return this.deliveries.began(record.after);
    if (record.kind === "left-out") return this.#leftOut(record);
    const kept = this.degradation.keeps(record);
    this.rates.take(record);
    this.durations.take(record);
    for (const { take } of this.#takers.keys()) take?.(record);
    // From afar come no payloads, and so nothing of what middleware made of them.
    if (this.target.where !== "remote") this.middleware.take(record);
    if (!isDelivery(record)) return;
    if (kept) this.deliveries.add(record);
    else this.deliveries.leave(record);
    if (record.position === undefined) return;
    for (const { outcomeChanged } of this.#takers.keys()) outcomeChanged?.(record.position);
  };

  /** Records of a flood that were not made, or not sent, are counted. */
  #leftOut({ emitted, delivered, failed, count, span }: LeftOut): void {
    this.rates.add("emitted", emitted);
    this.rates.add("delivered", delivered);
    this.rates.add("failed", failed);
    this.degradation.leftThere(count);
    if (span) this.deliveries.leaveSpan(span);
  }

  /** For the page's account of what the panel costs. */
  #tellsWhatItKeeps(): readonly (() => void)[] {
    const { name } = this.target;
    return [
      ownCost.keeps(`deliveries of ${name}`, () => this.deliveries.bytes),
      ownCost.keeps(`durations per listener of ${name}`, () => this.durations.bytes),
      ownCost.keeps(`counts per second of ${name}`, () => this.rates.bytes),
    ];
  }
}
