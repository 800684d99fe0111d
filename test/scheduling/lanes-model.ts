import type { LaneOptions, Priority } from "eventdeck";

/** What a handler, or the application, does with a bus. Numbers name events and subscribers; those that there are not are passed over. */
export type Action =
  | { readonly do: "emit"; readonly event: Plan }
  | { readonly do: "emitMany"; readonly events: readonly Plan[]; readonly conflateKey: string | undefined }
  /** Calls off what is left of an `emitMany`. */
  | { readonly do: "abort"; readonly emission: number }
  | { readonly do: "pause" | "resume" | "step" | "join" }
  | { readonly do: "leave"; readonly subscriber: number }
  /** The host gets its turns until nothing is left to do. */
  | { readonly do: "wait" };

/** An event and what the first handler that sees it does. */
export interface Plan {
  readonly priority: Priority;
  readonly reaction: readonly Action[];
}

interface Item {
  readonly name: string;
  readonly plan: Plan;
  /** Which `emitMany` it came with. */
  readonly emission: number | undefined;
  readonly conflateKey: string | undefined;
}

/** The lanes as a text would explain them: three lists, and one rule for whose turn it is. */
export class NaiveLanes {
  /** In order: calls of handlers, and what actions came to. */
  readonly log: string[] = [];
  /** In order. */
  readonly undelivered: string[] = [];
  readonly #lanes: Record<Priority, Item[]> = { immediate: [], normal: [], deferred: [] };
  readonly #subscribers: { readonly name: number; active: boolean }[] = [{ name: 0, active: true }];
  readonly #capacity: number;
  readonly #overflow: LaneOptions["overflow"];
  #emissions = 0;
  #events = 0;
  #paused = false;
  #delivering = false;
  /** Immediate events set off since the outermost began. */
  #chain = 0;

  constructor({ capacity, overflow }: Required<Pick<LaneOptions, "capacity" | "overflow">>) {
    this.#capacity = capacity;
    this.#overflow = overflow;
  }

  depths() {
    const { immediate, normal, deferred } = this.#lanes;
    return { immediate: immediate.length, normal: normal.length, deferred: deferred.length };
  }
  act(action: Action): void {
    switch (action.do) {
      case "emit":
        return this.#emit([action.event], undefined, undefined);
      case "emitMany":
        return this.#emit(action.events, action.conflateKey, this.#emissions++);
      case "abort":
        return this.#abort(action.emission);
      case "pause":
        this.#paused = true;
        return;
      case "resume":
        this.#paused = false;
        return;
      case "step":
        this.log.push(`step: ${this.#step()}`);
        return;
      case "join":
        this.#subscribers.push({ name: this.#subscribers.length, active: true });
        return;
      case "leave": {
        const subscriber = this.#subscribers[action.subscriber];
        if (subscriber) subscriber.active = false;
        return;
      }
      case "wait":
        if (!this.#delivering) while (!this.#paused && this.#deliverNext());
    }
  }

  #emit(plans: readonly Plan[], conflateKey: string | undefined, emission: number | undefined): void {
    const items = plans.map((plan) => ({ name: `event ${this.#events++}`, plan, emission, conflateKey }));
    if (this.#overflow === "reject" && !this.#allFit(items)) {
      for (const { name } of items) this.undelivered.push(`${name}: overflow`);
      this.log.push("rejected");
      return;
    }
    for (const item of items) this.#enter(item);
    if (!this.#delivering) this.#outermost(() => {});
  }
  #allFit(items: readonly Item[]): boolean {
    return (["immediate", "normal", "deferred"] as const).every((priority) => {
      const newcomers = items.filter(({ plan }) => plan.priority === priority);
      const conflateKey = newcomers[0]?.conflateKey;
      if (conflateKey === undefined) return this.#used(priority) + newcomers.length <= this.#capacity || newcomers.length === 0;
      return this.#lanes[priority].some((waiting) => waiting.conflateKey === conflateKey) || this.#used(priority) < this.#capacity;
    });
  }
  #used(priority: Priority): number {
    return priority === "immediate" && this.#delivering ? this.#chain : this.#lanes[priority].length;
  }
  #enter(item: Item): void {
    const { priority } = item.plan;
    const lane = this.#lanes[priority];
    const older = lane.findIndex(({ conflateKey }) => conflateKey !== undefined && conflateKey === item.conflateKey);
    if (older >= 0) {
      this.undelivered.push(`${lane[older]?.name}: conflated`);
      lane[older] = item;
      return;
    }
    if (this.#used(priority) >= this.#capacity) {
      const dropped = this.#overflow === "drop-oldest" ? lane.shift() : undefined;
      this.undelivered.push(`${(dropped ?? item).name}: overflow`);
      if (!dropped) return;
    }
    lane.push(item);
    if (priority === "immediate" && this.#delivering) this.#chain++;
  }
  #abort(emission: number): void {
    const gone = Object.values(this.#lanes)
      .flat()
      .filter((item) => item.emission === emission)
      .toSorted((a, b) => Number(a.name.slice(6)) - Number(b.name.slice(6)));
    for (const item of gone) {
      const lane = this.#lanes[item.plan.priority];
      lane.splice(lane.indexOf(item), 1);
      this.undelivered.push(`${item.name}: cancelled`);
    }
  }
  #step(): boolean {
    return this.#paused && !this.#delivering && this.#deliverNext();
  }
  #deliverNext(): boolean {
    const item = this.#lanes.normal.shift() ?? this.#lanes.deferred.shift();
    if (item) this.#outermost(() => this.#deliver(item));
    return item !== undefined;
  }
  #outermost(body: () => void): void {
    this.#delivering = true;
    this.#chain = 0;
    body();
    for (let item = this.#lanes.immediate.shift(); item; item = this.#lanes.immediate.shift()) this.#deliver(item);
    this.#delivering = false;
  }
  #deliver({ name, plan }: Item): void {
    let first = true;
    for (const subscriber of this.#subscribers.filter(({ active }) => active)) {
      if (!subscriber.active) continue;
      this.log.push(`${subscriber.name} heard ${name}`);
      if (first) for (const action of plan.reaction) this.act(action);
      first = false;
    }
  }
}
