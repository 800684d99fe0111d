import type { BusEvent } from "../event/index.ts";
import type { Series } from "../history/index.ts";
import { RoutingTable } from "../routing/index.ts";
import type { Fold } from "./folding.ts";
import type { Metrics, TypeCounts } from "./metrics.ts";
import type { Subscriber } from "./subscriber.ts";

/** Most routes in one half of what is remembered; past it the older half is forgotten, and worked out again when needed. */
const routesPerHalf = 1000;

/** What delivery needs to know of one topic and type: worked out once, checked by two numbers. */
export interface Route {
  readonly topic: string;
  readonly type: string;
  targets: readonly Subscriber[];
  /** Their names, for history; shared by all events of the route. */
  names: readonly string[];
  /** What is folded before any of them hears of it. */
  folds: readonly Fold[];
  counts: TypeCounts;
  /** Hint for history. */
  series: Series | undefined;
  tableVersion: number;
  second: number;
}

/** Who gets it, with the bookkeeping that goes by type. */
export class Routes {
  readonly table = new RoutingTable<Subscriber>();
  /** Who adds or removes one calls `forget`: asking for a second version would cost every event. */
  readonly folds = new RoutingTable<Fold>();
  readonly #metrics: Metrics;
  #young = new Map<string, Route>();
  // Two halves, and not one map whose oldest key is deleted: to find that, a map walks past all that were deleted before it.
  #old = new Map<string, Route>();

  constructor(metrics: Metrics) {
    this.#metrics = metrics;
  }

  of(event: BusEvent): Route {
    const { topic, type } = event;
    const route = this.#young.get(topic);
    if (route === undefined || route.type !== type) return this.#recall(topic, type);
    if (route.tableVersion !== this.table.version) this.#refresh(route);
    return route;
  }
  /** The same with the counts of this second, for a delivery that begins now. */
  counted(event: BusEvent): Route {
    const { topic, type } = event;
    let route = this.#young.get(topic);
    if (route === undefined || route.type !== type || route.tableVersion !== this.table.version) route = this.of(event);
    if (route.second !== this.#metrics.second) this.counts(route);
    return route;
  }
  /** Where the events of a route are counted right now: each second has counts of its own. */
  counts(route: Route): TypeCounts {
    if (route.second !== this.#metrics.second) {
      route.counts = this.#metrics.of(route.type);
      route.second = this.#metrics.second;
    }
    return route.counts;
  }

  /** All that was worked out, which holds no more. */
  forget(): void {
    this.#young = new Map();
    this.#old = new Map();
  }

  #recall(topic: string, type: string): Route {
    const older = this.#old.get(topic);
    const route = older?.type === type ? older : this.#newRoute(topic, type);
    if (route.tableVersion !== this.table.version) this.#refresh(route);
    if (this.#young.size >= routesPerHalf) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(topic, route);
    return route;
  }
  #newRoute(topic: string, type: string): Route {
    return {
      topic,
      type,
      targets: [],
      names: [],
      folds: this.folds.match(topic, type),
      counts: this.#metrics.of(type),
      series: undefined,
      tableVersion: -1,
      second: this.#metrics.second,
    };
  }
  #refresh(route: Route): void {
    const targets = this.table.match(route.topic, route.type);
    route.tableVersion = this.table.version;
    route.targets = targets;
    route.names = Object.freeze(targets.map((target) => target.name));
  }
}
