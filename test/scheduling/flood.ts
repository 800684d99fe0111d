import { type BusOptions, type Clock, createBus } from "eventdeck";
import { expect } from "vitest";

/** What may be set up wrongly, for a check to find it. */
export type Setting = Pick<BusOptions<readonly []>, "lanes" | "clock">;

export interface Flood {
  readonly handled: number;
  /** Of a timer of 4 ms, between the first delivery and the last. */
  readonly ticks: number;
  /** How long handlers were called without a break, in milliseconds, each time. */
  readonly stretches: readonly number[];
}

/** Delivers many normal events, with a few microseconds of work each, and watches what else gets a turn meanwhile. */
export async function flood(setting: Setting = {}, count = 200_000, meanwhile: () => () => void = () => () => {}): Promise<Flood> {
  const bus = createBus({ ...setting, lanes: { capacity: count, ...setting.lanes } });
  const stretches: number[] = [];
  let handled = 0;
  let ticks = 0;
  let inStretch = false;
  bus.subscribe("flood", () => {
    handled++;
    work();
    if (inStretch) return;
    inStretch = true;
    const beganAt = performance.now();
    queueMicrotask(() => {
      inStretch = false;
      stretches.push(performance.now() - beganAt);
    });
  });
  for (let published = 0; published < count; published++) bus.emit({ type: "flood", input: undefined });
  const stop = meanwhile();
  const timer = setInterval(() => ticks++, 4);
  await bus.flush();
  clearInterval(timer);
  stop();
  await bus.close();
  return { handled, ticks, stretches };
}

/** Delivering is cut into stretches that are short, but for those in which the machine was busy elsewhere. */
export function checkShortStretches({ handled, stretches }: Flood): void {
  expect(handled, "events handled").toBe(200_000);
  expect(stretches.length, "stretches of delivering").toBeGreaterThanOrEqual(20);
  const long = stretches.filter((ms) => ms > 50);
  expect(long.length, "stretches of more than 50 ms").toBeLessThanOrEqual(stretches.length / 10);
}
/** Timers get their turn between the stretches. */
export function checkTimersTick({ handled, ticks }: Flood): void {
  expect(handled, "events handled").toBe(200_000);
  expect(ticks, "ticks of a timer of 4 ms").toBeGreaterThanOrEqual(10);
}

/** Settings that get it wrong: what the two checks are there to find. */
export const brokenSettings = {
  endlessSlice: { lanes: { sliceMs: Infinity } },
  microtasks: { clock: microtaskClock() },
} as const satisfies Record<string, Setting>;

function microtaskClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    schedule(task, delayMs) {
      let cancelled = false;
      const run = () => {
        if (!cancelled) task();
      };
      if (delayMs > 0) setTimeout(run, delayMs);
      else queueMicrotask(run);
      return () => {
        cancelled = true;
      };
    },
  };
}

let sink = 0;
/** A fixed amount, a few microseconds long: reading the clock to measure it would cost more, and browsers blur it. */
function work(): void {
  for (let round = 0; round < 1000; round++) sink = Math.imul(sink ^ round, 0x9e3779b1);
}
