import type { BusEvent } from "../event/index.ts";
import type { Subscription } from "./subscription.ts";
import type { DeliveryReport } from "./watching.ts";

type Ending = DeliveryReport["deliveries"][number];
/** How a handler's part in a delivery ended. */
export type Outcome = Ending["outcome"];

/** Collects what becomes of one event until every handler has settled. */
export class PendingReport {
  readonly settled: Promise<DeliveryReport>;
  readonly #resolve: (report: DeliveryReport) => void;
  readonly #deliveries: (Ending | undefined)[] = [];
  #status: DeliveryReport["status"] | undefined;
  #open = 0;
  #event: BusEvent | undefined;

  constructor() {
    let resolve!: (report: DeliveryReport) => void;
    this.settled = new Promise((done) => {
      resolve = done;
    });
    this.#resolve = resolve;
  }
  get isSettled(): boolean {
    return this.#status !== undefined && this.#open === 0;
  }

  /** A handler begins; the returned number names it when it ends. Reports list handlers in the order in which they began. */
  begin(): number {
    this.#open++;
    return this.#deliveries.push(undefined) - 1;
  }
  end(index: number, subscription: Subscription, outcome: Outcome, durationMs: number, error?: unknown): void {
    this.#deliveries[index] = error === undefined ? { subscription, outcome, durationMs } : { subscription, outcome, durationMs, error };
    this.#open--;
    this.#settle();
  }
  /** The first round of handlers is over, or there is none. */
  finish(event: BusEvent, status: DeliveryReport["status"]): void {
    this.#event = event;
    this.#status = status;
    this.#settle();
  }

  #settle(): void {
    if (!this.isSettled) return;
    const deliveries = this.#deliveries.filter((delivery) => delivery !== undefined);
    this.#resolve({ event: this.#event!, status: this.#status!, deliveries });
  }
}
