import type { BusEvent } from "eventdeck";
import { timeTravel } from "eventdeck/projection";
import { createTestBus } from "eventdeck/testing";
import * as fc from "../fast-check.ts";
import { expect, it } from "vitest";
import { foldPlainly, projectAll, type Step, steps } from "./flood-model.ts";

/** Everything above on one bus, beside a list of all that was ever recorded. */
class Flood {
  readonly bus;
  readonly projections;
  readonly travel;
  readonly recorded: BusEvent[] = [];
  /** Whether each position that was refused is no known one, and with what. */
  readonly refused: unknown[] = [];
  /** What is shown, as a number of events; `undefined` when it is the present. */
  shown: number | undefined;

  constructor(maxEvents: number, checkpointEvery: number) {
    this.bus = createTestBus({ history: { maxEvents }, onError: () => {} });
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
    try {
      this.travel.seek(position);
      this.shown = position;
    } catch (error) {
      this.refused.push([position < this.oldest || position > this.recorded.length, error instanceof RangeError]);
    }
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

  get actual(): unknown {
    const { list, counts, newest } = this.projections;
    return [this.bus.history.lastPosition, this.travel.position, list.state, counts.state, newest.state];
  }
  /** What follows from the events alone. */
  get wanted(): unknown {
    const { list, counts, newest } = foldPlainly(this.recorded.slice(0, this.shown));
    return [this.recorded.length, this.shown ?? "live", list, counts, newest];
  }
  /** For every known position, what the projections say and what follows. */
  *everyPosition(): Iterable<readonly [actual: unknown, wanted: unknown]> {
    const { list, counts, newest } = this.projections;
    for (let position = this.oldest; position <= this.recorded.length; position++) {
      const wanted = foldPlainly(this.recorded.slice(0, position));
      yield [
        [list.at(position), counts.at(position), newest.at(position)],
        [wanted.list, wanted.counts, wanted.newest],
      ];
    }
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
          expect(flood.actual).toEqual(flood.wanted);
        }
        for (const refusal of flood.refused) expect(refusal).toEqual([true, true]);
        flood.travel.live();
        flood.shown = undefined;
        await bus.advance(5000);
        for (const [actual, wanted] of flood.everyPosition()) expect(actual).toEqual(wanted);
        for (const projection of Object.values(flood.projections)) projection.rebuild();
        expect(flood.actual).toEqual(flood.wanted);
        for (const [actual, wanted] of flood.everyPosition()) expect(actual).toEqual(wanted);
      },
    ),
    { numRuns: 60 },
  );
});
