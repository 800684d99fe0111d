import { createBus, type Bus, type BusOptions } from "eventdeck";
import type { PaceOptions } from "../../devtools/model/index.ts";

/** Frames and time that pass only when the test says so. */
export interface Screen extends Required<PaceOptions> {
  /** Lets 16 ms go by, and everything run that waits for a frame of this time. */
  paint(times?: number): void;
  /** How many frames have been asked for in all. */
  readonly asked: number;
  /** How many of them have come. */
  readonly drawn: number;
  readonly waiting: number;
}

export function createScreen(): Screen {
  let time = 0;
  let asked = 0;
  let drawn = 0;
  const tasks = new Map<() => void, number>();
  return {
    now: () => time,
    onFrame: (task, afterMs = 0) => {
      asked += 1;
      tasks.set(task, time + afterMs);
      return () => tasks.delete(task);
    },
    paint: (times = 1) => {
      for (let frame = 0; frame < times; frame += 1) {
        time += 16;
        const due = [...tasks].filter(([, from]) => from <= time).map(([task]) => task);
        for (const task of due) tasks.delete(task);
        drawn += due.length;
        for (const task of due) task();
      }
    },
    get asked() {
      return asked;
    },
    get drawn() {
      return drawn;
    },
    get waiting() {
      return tasks.size;
    },
  };
}

/** A bus whose failures the test expects. */
export function quietBus(options: BusOptions<readonly []> = {}): Bus {
  return createBus({ source: "test", onError: () => {}, ...options });
}

/** Lets what was asked come back, and what waits for a frame run. */
export async function answered(screen: Screen, frames: number): Promise<void> {
  for (let turn = 0; turn < frames; turn += 1) {
    screen.paint();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Change notifications come at the end of the turn. */
export async function endOfTurn(): Promise<void> {
  await Promise.resolve();
}
