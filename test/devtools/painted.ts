import { createBus, type Bus, type BusOptions } from "eventdeck";
import type { PaceOptions } from "eventdeck/devtools";

/** Frames and time that pass only when the test says so. */
export interface Screen extends Required<PaceOptions> {
  /** Lets everything run that waits for a frame, and 16 ms go by. */
  paint(times?: number): void;
  /** How many frames have been asked for in all. */
  readonly asked: number;
  readonly waiting: number;
}

export function createScreen(): Screen {
  let time = 0;
  let asked = 0;
  const tasks = new Set<() => void>();
  return {
    now: () => time,
    onFrame: (task) => {
      asked += 1;
      tasks.add(task);
      return () => tasks.delete(task);
    },
    paint: (times = 1) => {
      for (let frame = 0; frame < times; frame += 1) {
        time += 16;
        const due = [...tasks];
        tasks.clear();
        for (const task of due) task();
      }
    },
    get asked() {
      return asked;
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

/** Change notifications come at the end of the turn. */
export async function endOfTurn(): Promise<void> {
  await Promise.resolve();
}
