import type { TargetRecord } from "../../target/index.ts";

/** What the panel leaves out so that it does not slow the page: nothing; single drawings; most successful deliveries; all of them. */
export type DegradationStep = "none" | "batching" | "sampled deliveries" | "summaries";

export interface Degradation {
  readonly step: DegradationStep;
  /** In words. */
  readonly why: string;
  readonly recordsPerSecond: number;
  /** Successful deliveries that were counted and not kept, since the panel was opened. */
  readonly leftOut: number;
  /** Records of a flood that were counted and never made, or not sent by another page, since the panel was opened. */
  readonly leftThere: number;
}

const windowMs = 500;
/** Records a second from which a step is taken. It is left again at half of that, so that a rate on the edge does not make it flicker. */
const from: readonly (readonly [DegradationStep, number])[] = [
  ["summaries", 100_000],
  ["sampled deliveries", 20_000],
  ["batching", 2_000],
];
/** Of successful deliveries, in the step of sampling. */
const keepsOneIn = 10;

/** Decides by the rate of records what is kept of them. Failures, skips and cancellations are always kept. */
export class DegradationSteps {
  readonly #now: () => number;
  #step: DegradationStep = "none";
  #perSecond = 0;
  #count = 0;
  #windowFrom: number;
  #deliveries = 0;
  #leftOut = 0;
  #leftThere = 0;

  /** @param now milliseconds from an arbitrary start */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#windowFrom = now();
  }

  /** Counts a record, and says whether it is to be kept. */
  keeps({ kind }: TargetRecord): boolean {
    this.#count += 1;
    // Asked seldom, since it is asked of every record.
    if (this.#count % 64 === 0 || this.#count === 1) this.#tick();
    if (kind !== "delivered" || this.#step === "none" || this.#step === "batching") return true;
    this.#deliveries += 1;
    if (this.#step === "sampled deliveries" && this.#deliveries % keepsOneIn === 0) return true;
    this.#leftOut += 1;
    return false;
  }

  get state(): Degradation {
    this.#tick();
    return { step: this.#step, why: whyOf(this.#step, this.#perSecond), recordsPerSecond: this.#perSecond, leftOut: this.#leftOut, leftThere: this.#leftThere };
  }

  /** Told of records that were left out before they came here. */
  leftThere(count: number): void {
    this.#count += count;
    this.#leftThere += count;
  }

  #tick(): void {
    const passed = this.#now() - this.#windowFrom;
    if (passed < windowMs) return;
    this.#perSecond = Math.round((this.#count * 1_000) / passed);
    this.#count = 0;
    this.#windowFrom += passed;
    const threshold = (step: DegradationStep, least: number) => (this.#step === step ? least / 2 : least);
    this.#step = from.find(([step, least]) => this.#perSecond >= threshold(step, least))?.[0] ?? "none";
  }
}

function whyOf(step: DegradationStep, perSecond: number): string {
  const rate = `${perSecond.toLocaleString("en")} records a second`;
  switch (step) {
    case "none":
      return `Everything is kept and drawn as it comes: ${rate}.`;
    case "batching":
      return `Drawn at most ten times a second: ${rate} is more than anyone reads.`;
    case "sampled deliveries":
      return `One of ${keepsOneIn} successful deliveries is kept, and every failure: ${rate}.`;
    case "summaries":
      return `Successful deliveries are only counted, every failure is kept: ${rate}.`;
  }
}
