import { type Bus, createBus, defineRequest, payload } from "eventdeck";
import { VirtualClock } from "eventdeck/testing";
import { connect, type Connection } from "eventdeck/transport";
import { type MemoryLink, memoryLink } from "eventdeck/transport/memory";
import { describe, expect, it } from "vitest";
import * as fc from "../fast-check.ts";
import { randomBy } from "./random-by.ts";

const asked = defineRequest("asked", payload<number>(), payload<number>());

const step = fc.oneof(
  fc.record({ do: fc.constantFrom("publish here", "publish there", "ask"), times: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ do: fc.constant("wait"), times: fc.constantFrom(1, 30, 300, 3000) }),
  fc.record({ do: fc.constantFrom("cut", "mend"), times: fc.constant(1) }),
);
const scenario = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
  loss: fc.constantFrom(0, 0.1, 0.4),
  copies: fc.constantFrom(0, 0.3),
  /** Each message is under way for a time of its own, so that others overtake it. */
  latestMs: fc.constantFrom(0, 20, 600),
  maxBatch: fc.constantFrom(2, 256),
  steps: fc.array(step, { maxLength: 30 }),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

/** Two buses over a line in bad weather, the far one of which can be started anew. */
class Stormy {
  readonly clock = new VirtualClock();
  readonly here = createBus({ clock: this.clock, source: "/here", events: [asked] });
  readonly line: MemoryLink;
  readonly weather = { bad: true };
  there!: Bus;
  near!: Connection;
  far!: Connection;
  /** By the id of the request. */
  readonly answered = new Map<string, number>();
  readonly settled: unknown[] = [];
  requests = 0;
  readonly published: { readonly id: string; readonly by: Bus }[] = [];
  readonly #maxBatch: number;

  constructor({ seed, loss, copies, latestMs, maxBatch }: Scenario) {
    const random = randomBy(seed);
    this.#maxBatch = maxBatch;
    this.line = memoryLink({
      lose: () => this.weather.bad && random() < loss,
      copies: () => (this.weather.bad && random() < copies ? 2 : 1),
      carry: () => (this.weather.bad && latestMs > 0 ? (task) => void this.clock.schedule(task, random() * latestMs, "normal") : undefined),
    });
  }
  async start(): Promise<void> {
    this.near = await connect(this.here, this.line.left, { maxBatch: this.#maxBatch });
    await this.startThere();
  }
  async startThere(): Promise<void> {
    const there = (this.there = createBus({ clock: this.clock, source: "/there", events: [asked] }));
    there.respond(asked, async ({ id, payload: number }) => {
      this.answered.set(id, (this.answered.get(id) ?? 0) + 1);
      await new Promise<void>((resolve) => void this.clock.schedule(() => resolve(), number, "normal"));
      return number;
    });
    this.far = await connect(there, this.line.right, { maxBatch: this.#maxBatch });
  }
  async take({ do: what, times }: Scenario["steps"][number]): Promise<void> {
    if (what === "wait") await this.clock.advance(times);
    else if (what === "cut") this.line.disconnect();
    else if (what === "mend") this.line.reconnect();
    else if (what === "ask") for (let time = 0; time < times; time++) this.#ask(time * 50);
    else for (let time = 0; time < times; time++) this.#publish(what === "publish here" ? this.here : this.there);
  }
  #publish(by: Bus): void {
    this.published.push({ id: by.emit({ type: "counted", input: this.published.length }).id, by });
  }
  #ask(number: number): void {
    this.requests++;
    const settle = (outcome: unknown): void => void this.settled.push(outcome);
    this.here.request(asked(number), { timeoutMs: 4000 }).then(settle, settle);
  }
  async calm(): Promise<void> {
    await this.clock.advance(5000);
    this.weather.bad = false;
    this.line.reconnect();
    await this.clock.advance(120_000);
  }
  idsOf(bus: Bus): readonly string[] {
    return [...bus.history].filter(({ event }) => event.type === "counted").map(({ event }) => event.id);
  }
  /** Timers that are left. */
  async end(): Promise<number> {
    const closing = Promise.all([this.here.close(), this.there.close()]);
    await this.clock.advance(2000);
    await closing;
    return this.clock.scheduled;
  }
}

describe("two buses over a line that loses, repeats, mixes up and breaks", () => {
  it("have every event once, or are told of a gap; every request ends, and is worked on once at most", async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (given) => {
        const storm = new Stormy(given);
        await storm.start();
        for (const one of given.steps) await storm.take(one);
        await storm.calm();
        for (const [bus, { stats }] of [[storm.here, storm.near] as const, [storm.there, storm.far] as const]) {
          const ids = storm.idsOf(bus);
          expect(new Set(ids).size, `${bus.source} has nothing twice`).toBe(ids.length);
          if (stats.gaps === 0) expect(ids.toSorted(), `${bus.source} has everything`).toEqual(storm.published.map(({ id }) => id).toSorted());
          // In the order of who made it.
          for (const maker of [storm.here, storm.there]) {
            const inOrder = storm.published.filter(({ id, by }) => by === maker && ids.includes(id)).map(({ id }) => id);
            expect(
              ids.filter((id) => inOrder.includes(id)),
              `${bus.source} has it in its order`,
            ).toEqual(inOrder);
          }
          expect(stats.rejected).toBe(0);
        }
        expect(storm.settled).toHaveLength(storm.requests);
        expect([...storm.answered.values()].filter((times) => times > 1)).toEqual([]);
        expect(await storm.end(), "no timer is left").toBe(0);
      }),
      { numRuns: 80 },
    );
  });

  it("go on when one of them is started anew, and the new one gets nothing twice and nothing from before", async () => {
    await fc.assert(
      fc.asyncProperty(scenario, scenario, fc.boolean(), async (given, afterwards, saysGoodbye) => {
        const storm = new Stormy(given);
        await storm.start();
        for (const one of given.steps) await storm.take(one);
        // One that crashes says no goodbye.
        if (!saysGoodbye) storm.line.disconnect();
        void storm.there.close({ drain: false, timeoutMs: 0 });
        await storm.clock.advance();
        storm.line.reconnect();
        const old = storm.there;
        await storm.startThere();
        for (const one of afterwards.steps) await storm.take(one);
        await storm.calm();
        const ids = storm.idsOf(storm.there);
        expect(new Set(ids).size).toBe(ids.length);
        // What is published from here on, in good weather, arrives.
        const last = [storm.here, storm.there].map((bus) => bus.emit({ type: "counted", input: "last" }).id);
        await storm.clock.advance(10_000);
        for (const bus of [storm.here, storm.there]) expect(storm.idsOf(bus)).toEqual(expect.arrayContaining(last));
        const reply = storm.here.request(asked(1));
        await storm.clock.advance(100);
        expect(await reply).toBe(1);
        expect(storm.near.peers).toHaveLength(1);
        expect(old.closed).toBe(true);
        expect(await storm.end(), "no timer is left").toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});
