import type { BusEvent } from "eventdeck";
import { timeTravel } from "eventdeck/projection";
import { createTestBus } from "eventdeck/testing";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { foldPlainly, projectAll, type Step, steps } from "./flood-model.ts";

/** Everything above on one bus, beside a list of all that was ever recorded. */
class Flood {
  readonly bus;
  readonly projections;
  readonly travel;
  readonly recorded: BusEvent[] = [];
  failed = 0;
  /** What is shown, as a number of events; `undefined` when it is the present. */
  shown: number | undefined;

  constructor(maxEvents: number, checkpointEvery: number) {
    this.bus = createTestBus({ history: { maxEvents }, onError: () => this.failed++ });
    this.bus.use({ name: "record", onRecord: ({ event }) => void this.recorded.push(event) });
    this.bus.subscribe("chain", ({ payload }) => void this.bus.emit({ type: "add", input: payload, options: { priority: "immediate" } }));
    this.projections = projectAll(this.bus, checkpointEvery);
    this.travel = timeTravel(this.bus);
  }

  get oldest(): number {
    return this.bus.history.firstPosition - 1;
  }
  async run(step: Step): Promise<void> {
    const { bus, travel } = this;
    if (step.kind === "emit") {
      const { type, item, priority, ttlMs, conflateKey, delayMs, cancelled } = step;
      const controller = new AbortController();
      bus.emit({ type, input: item, options: { priority, ttlMs } }, { conflateKey, delayMs, signal: controller.signal });
      if (cancelled) controller.abort();
    } else if (step.kind === "advance") await bus.advance(step.ms);
    else if (step.kind === "spend") bus.clock.spend(step.ms);
    else if (step.kind === "rebuild") for (const projection of Object.values(this.projections)) projection.rebuild();
    else if (step.kind === "clear") bus.history.clear();
    else if (step.kind === "import") await this.import();
    else if (step.kind === "seek") this.seek(this.oldest - 1 + step.at);
    else if (step.kind === "live") {
      travel.live();
      this.shown = undefined;
    } else this.step(step.kind);
  }
  async import(): Promise<void> {
    const lines = [...this.bus.history.export("position:1..3")];
    const { lastPosition } = this.bus.history;
    await this.bus.history.import(lines);
    for (const { position, event } of this.bus.history) if (position > lastPosition) this.recorded.push(event);
  }
  seek(position: number): void {
    if (position < this.oldest || position > this.recorded.length) return void expect(() => this.travel.seek(position)).toThrow(RangeError);
    this.travel.seek(position);
    this.shown = position;
  }
  /** The positions whose events change something are all: `total` counts. */
  step(kind: "back" | "forward"): void {
    const now = this.shown ?? this.recorded.length;
    this.travel[kind]();
    if (kind === "back") this.shown = now > this.oldest ? now - 1 : this.shown;
    else if (this.shown !== undefined) {
      const next = Math.max(this.shown, this.oldest) + 1;
      this.shown = next > this.recorded.length ? undefined : next;
    }
  }

  /** What is shown, and what is live, against what follows from the events alone. */
  check(): void {
    const { list, counts, newest } = this.projections;
    expect(this.bus.history.lastPosition).toBe(this.recorded.length);
    expect(this.travel.position).toBe(this.shown ?? "live");
    const shown = foldPlainly(this.recorded.slice(0, this.shown));
    expect([list.state, counts.state, newest.state]).toEqual([shown.list, shown.counts, shown.newest]);
  }
  checkEveryPosition(): void {
    const { list, counts, newest } = this.projections;
    for (let position = this.oldest; position <= this.recorded.length; position++) {
      const wanted = foldPlainly(this.recorded.slice(0, position));
      expect([list.at(position), counts.at(position), newest.at(position)]).toEqual([wanted.list, wanted.counts, wanted.newest]);
    }
    expect(() => list.at(this.oldest - 1)).toThrow(RangeError);
  }
}

it("live equals rebuild, and every position what the events before it come to, after any flood", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(3, 8, 1000),
      fc.constantFrom(1, 3, 5, 500),
      fc.array(steps, { minLength: 5, maxLength: 60, size: "max" }),
      async (maxEvents, checkpointEvery, run) => {
        const flood = new Flood(maxEvents, checkpointEvery);
        await using bus = flood.bus;
        for (const step of run) {
          await flood.run(step);
          flood.check();
        }
        flood.travel.live();
        await bus.advance(5000);
        flood.checkEveryPosition();
        for (const projection of Object.values(flood.projections)) projection.rebuild();
        flood.shown = undefined;
        flood.check();
        flood.checkEveryPosition();
      },
    ),
    { numRuns: 60 },
  );
});
