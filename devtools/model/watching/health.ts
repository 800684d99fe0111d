import type { HealthReport, MetricsSnapshot, Percentiles } from "eventdeck";
import { Store, type Listener, type Readable, type SiteCost, type Target } from "../../target/index.ts";
import type { DeckFeed } from "../deck-feed.ts";
import { deckPart } from "../deck-part.ts";
import { errorText } from "../value/error-text.ts";
import type { RateName, RateSeries } from "./health-rates.ts";
import type { Degradation } from "./own-cost-step.ts";
import { ownCost, type OwnCostReport } from "./own-cost.ts";
import type { PaceOptions } from "../pace.ts";
import { Inquiry } from "./inquiry.ts";

export const healthWindows = [10_000, 60_000, 900_000] as const;
export type HealthWindow = (typeof healthWindows)[number];

/** How long one type takes to handle. */
export interface TypeLine {
  readonly type: string;
  readonly emitted: number;
  readonly delivered: number;
  readonly failed: number;
  readonly handlingMs: Percentiles;
}

export type TypeColumn = "type" | "emitted" | "delivered" | "failed" | "p50" | "p95" | "p99" | "max";

export interface HealthState {
  readonly windowMs: HealthWindow;
  /** `undefined` until the first answer. */
  readonly metrics: MetricsSnapshot | undefined;
  readonly report: HealthReport | undefined;
  readonly types: readonly TypeLine[];
  readonly sort: { readonly column: TypeColumn; readonly descending: boolean };
  /** Listeners with failures, the most first; since the bus was made. */
  readonly failing: readonly Listener[];
  readonly rates: Readonly<Record<RateName, RateSeries>>;
  readonly own: OwnCostReport;
  readonly degradation: Degradation;
  readonly sites: SiteCost | undefined;
  /** What the last step while paused has said. */
  readonly stepped?: string;
  readonly mistake?: string;
}

/** Adding up 15 minutes of every type is dearer than adding up one. */
const refreshMs: Readonly<Record<HealthWindow, number>> = { 10_000: 1_000, 60_000: 1_000, 900_000: 5_000 };
const mostFailing = 20;

/** How the bus is doing, and what the panel itself costs. It asks only while somebody looks, at most once a second. */
class HealthModel implements Readable<HealthState> {
  readonly #target: Target;
  readonly #feed: DeckFeed;
  readonly #inquiry: Inquiry;
  readonly #store: Store<HealthState>;

  constructor(feed: DeckFeed, options?: PaceOptions) {
    this.#target = feed.target;
    this.#feed = feed;
    this.#inquiry = new Inquiry({ everyMs: () => refreshMs[this.state.windowMs], ask: () => this.#ask() }, options);
    this.#store = new Store<HealthState>({
      windowMs: 60_000,
      metrics: undefined,
      report: undefined,
      types: [],
      sort: { column: "p95", descending: true },
      failing: [],
      rates: this.#series(60_000),
      own: ownCost.report(),
      degradation: this.#feed.degradation.state,
      sites: undefined,
    });
  }

  get state(): HealthState {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** Asks for as long as somebody looks; returns what ends that. */
  connect(): () => void {
    return this.#inquiry.connect();
  }

  setWindow(windowMs: HealthWindow): void {
    this.#patch({ windowMs, rates: this.#series(windowMs) });
    this.#inquiry.soon();
  }

  /** Sorts the types; by the same column again, the other way round. */
  sortBy(column: TypeColumn): void {
    const { sort, types } = this.state;
    const next = { column, descending: sort.column === column ? !sort.descending : column !== "type" };
    this.#patch({ sort: next, types: sorted(types, next) });
  }

  /** Holds the normal and deferred lanes, or lets them go on. */
  async hold(on: boolean): Promise<void> {
    await this.#try(() => (on ? this.#target.health.pause() : this.#target.health.resume()));
    this.#patch({ stepped: undefined });
    this.#inquiry.soon();
  }

  /** Delivers one waiting event while the bus is paused. */
  async step(): Promise<void> {
    await this.#try(async () => {
      const delivered = await this.#target.health.step();
      this.#patch({ stepped: delivered ? "One event was delivered." : "Nothing waits." });
    });
    this.#inquiry.soon();
  }

  async #ask(): Promise<void> {
    await this.#try(async () => {
      const { windowMs } = this.state;
      const metrics = await this.#target.health.metrics(windowMs);
      const [report, listeners, sites] = await Promise.all([this.#target.health.report(), this.#target.listeners.list(), this.#target.sites.cost()]);
      if (windowMs !== this.state.windowMs) return;
      const types = [...metrics.types].map(([type, counts]) => ({ type, ...counts }));
      this.#patch({
        metrics,
        report,
        types: sorted(types, this.state.sort),
        failing: failingOf(listeners),
        rates: this.#series(windowMs),
        own: ownCost.report(),
        degradation: this.#feed.degradation.state,
        sites,
      });
    });
  }

  #series(windowMs: number): HealthState["rates"] {
    const of = (name: RateName) => this.#feed.rates.series(name, windowMs);
    return { emitted: of("emitted"), delivered: of("delivered"), failed: of("failed") };
  }

  async #try(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      if (this.state.mistake !== undefined) this.#patch({ mistake: undefined });
    } catch (error) {
      this.#patch({ mistake: errorText(error) });
    }
  }

  #patch(change: Partial<HealthState>): void {
    this.#store.set({ ...this.state, ...change });
  }
}

/** How the bus of a deck is doing. */
export const healthOf = deckPart(({ feed, options }) => new HealthModel(feed, options));

function failingOf(listeners: readonly Listener[]): readonly Listener[] {
  return listeners
    .filter(({ stats }) => stats.failed > 0)
    .toSorted((left, right) => right.stats.failed - left.stats.failed)
    .slice(0, mostFailing);
}

function sorted(types: readonly TypeLine[], { column, descending }: HealthState["sort"]): readonly TypeLine[] {
  const sign = descending ? -1 : 1;
  const valueOf = (line: TypeLine) =>
    column === "type" || column === "emitted" || column === "delivered" || column === "failed" ? line[column] : line.handlingMs[column];
  return types.toSorted((left, right) => {
    const [a, b] = [valueOf(left), valueOf(right)];
    return sign * (a < b ? -1 : a > b ? 1 : 0);
  });
}
