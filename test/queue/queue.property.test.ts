import { createTestBus, VirtualClock } from "eventdeck/testing";
import { type Delivery, DeliverySettledError, openQueue, type Queue } from "eventdeck/queue";
import * as fc from "../fast-check.ts";
import { expect, test } from "vitest";
import { Disk } from "./crashing-store.ts";
import { Ledger } from "./ledger.ts";
import { order } from "./open.ts";

const maxRetries = 3;
const hows = ["ack", "retry", "release", "deadLetter"] as const;
type How = (typeof hows)[number];
type Step =
  | { readonly kind: "publish"; readonly key: string | undefined; readonly delayMs: number | undefined }
  | { readonly kind: "advance"; readonly ms: number }
  | { readonly kind: "settle"; readonly which: number; readonly how: How }
  | { readonly kind: "setClock"; readonly ms: number }
  | { readonly kind: "crash" | "close" | "fail" | "heal" | "pause" | "resume" };

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("publish" as const),
      key: fc.constantFrom("a", "b", undefined),
      delayMs: fc.constantFrom(undefined, undefined, 700),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("advance" as const), ms: fc.constantFrom(0, 0, 300, 1000, 6000) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("settle" as const), which: fc.nat(10), how: fc.constantFrom(...hows) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("setClock" as const), ms: fc.constantFrom(0, 3_600_000, -3_600_000) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("crash", "close", "fail", "heal", "heal", "pause", "resume") }) },
);

/** Virtual time whose wall clock can be set. */
class SetClock extends VirtualClock {
  offMs = 0;
  override now(): number {
    return super.now() + this.offMs;
  }
}

/** One queue on a disk, in one context after another. */
class World {
  readonly ledger = new Ledger(maxRetries);
  readonly disk = new Disk();
  readonly #clock = new SetClock();
  readonly #plan: readonly (How | "hold")[];
  #calls = 0;
  /** Left unsettled by their handlers. */
  #held: Delivery[] = [];
  #context!: { readonly bus: ReturnType<typeof createTestBus>; readonly queue: Queue; readonly view: ReturnType<Disk["view"]>; ended: boolean };

  constructor(plan: readonly (How | "hold")[]) {
    this.#plan = plan;
  }

  async open(always?: How): Promise<void> {
    const view = this.disk.view();
    const bus = createTestBus({ clock: this.#clock, onError: () => {} });
    const options = { store: view, bind: "order.#", backoff: () => 250, maxRetries, visibilityTimeoutMs: 5000 };
    const queue = await openQueue(bus, "orders", options);
    const context = { bus, queue, view, ended: false };
    this.#context = context;
    // One of three does not take everything.
    for (const [prefetch, least] of [
      [1, 0],
      [3, 0],
      [2, 4],
    ] as const) {
      queue.consume(
        async (delivery) => {
          // What is left of an ended context may still call; it has no effect any more.
          if (context.ended) return;
          const row = this.ledger.handed(delivery);
          const how = always ?? this.#plan[this.#calls++ % this.#plan.length] ?? "ack";
          // Its last attempt ends with the visibility timeout.
          if (how === "hold" && delivery.attempt > maxRetries) row.mayHaveLeft = true;
          if (how === "hold") this.#held.push(delivery);
          else await this.settle(delivery, how);
        },
        { prefetch, autoAck: false, ...(least > 0 && { filter: ({ id }) => Number(/\d+/.exec(id)?.[0]) % 8 >= least }) },
      );
    }
  }
  async settle(delivery: Delivery, how: How): Promise<void> {
    const context = this.#context;
    const row = this.ledger.rows.find(({ id }) => id === delivery.event.id)!;
    const lost = delivery.signal.aborted;
    if (!lost && (how === "ack" || how === "deadLetter" || (how === "retry" && delivery.attempt > maxRetries))) row.mayHaveLeft = true;
    if (!lost && how === "release") row.least--;
    try {
      await (how === "deadLetter" ? delivery.deadLetter("no") : delivery[how]());
      if (context.ended) return;
      if (lost) this.ledger.wrong.push(`${row.id} was lost, and settled`);
      if (how === "ack") row.acknowledged = true;
      if (how === "release") row.most = row.least;
    } catch (error) {
      if (!lost && error instanceof DeliverySettledError) this.ledger.wrong.push(`${row.id} was refused its settling: ${error.message}`);
    }
  }
  async publish(key: string | undefined, delayMs: number | undefined): Promise<void> {
    const row = this.ledger.published(`e${this.ledger.rows.length}`, key);
    const { bus, queue } = this.#context;
    const context = this.#context;
    const draft = order(row.id, { partitionKey: key });
    const stored =
      delayMs === undefined ? bus.publish(draft).then(({ deliveries }) => deliveries[0]?.outcome === "ok") : queue.enqueue(draft, { delayMs }).then(() => true);
    void stored
      .catch(() => false)
      .then((is) => {
        if (!context.ended) row.stored = is;
      });
    // Sometimes the next step comes before it is stored.
    if (this.ledger.rows.length % 3 > 0) await this.#clock.advance();
  }
  crash(): void {
    const { view } = this.#context;
    view.crash();
    this.#context.ended = true;
    this.#held = [];
    this.ledger.ended();
  }
  async close(): Promise<void> {
    const released = this.#held.filter(({ signal }) => !signal.aborted);
    await this.#context.queue.close();
    // What was held is released uncounted, if the store took that.
    this.ledger.released(released.map(({ event }) => event.id));
    if (this.disk.failure) this.crash();
    else {
      this.#context.ended = true;
      this.#held = [];
      this.ledger.settled();
    }
  }
  async run(step: Step): Promise<void> {
    const { queue } = this.#context;
    if (step.kind === "publish") await this.publish(step.key, step.delayMs);
    else if (step.kind === "advance") await this.#clock.advance(step.ms);
    else if (step.kind === "fail") this.disk.failure = new Error("disk full");
    else if (step.kind === "heal") this.disk.failure = undefined;
    else if (step.kind === "setClock") this.#clock.offMs = step.ms;
    else if (step.kind === "pause" || step.kind === "resume") queue[step.kind]();
    else if (step.kind === "settle") {
      const [delivery] = this.#held.splice(step.which, 1);
      if (delivery) void this.settle(delivery, step.how);
    } else {
      if (step.kind === "crash") this.crash();
      else await this.close();
      await this.open();
    }
  }
  async finish(): Promise<readonly string[]> {
    this.disk.failure = undefined;
    await this.#clock.advance(1);
    // What was delayed before a restart waits for a moment by the clock.
    this.#clock.offMs = 3_600_000;
    this.crash();
    await this.open("ack");
    await this.#clock.advance(60_000);
    const { queue, bus } = this.#context;
    await queue.idle();
    const dead = (await queue.deadLetters.list(undefined, { limit: 1000 })).map(({ event }) => event.id);
    this.ledger.close(dead);
    await bus.close({ drain: false });
    return this.ledger.wrong;
  }
}

test("nothing stored is lost, nothing acknowledged comes again, order per key and attempts hold, whatever fails, waits or crashes", async () => {
  const plans = fc.array(fc.constantFrom<How | "hold">("ack", "ack", "retry", "release", "deadLetter", "hold"), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.array(stepArbitrary, { maxLength: 40 }), plans, async (steps, plan) => {
      fc.pre(plan.some((how) => how !== "release"));
      const world = new World(plan);
      await world.open();
      for (const step of steps) await world.run(step);
      expect(await world.finish()).toEqual([]);
    }),
    { numRuns: 150 },
  );
}, 60_000);
