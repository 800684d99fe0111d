import { createBus, type Bus, type Priority } from "eventdeck";
import { pointerMoved, priceChanged, priorities, sampled } from "./definitions.ts";
import { Producer } from "./producer.ts";

/** A bus under load: a producer, and one listener for each lane. */
export interface FloodScenario {
  readonly bus: Bus;
  readonly producer: Producer;
  /** Delivered so far, by lane. */
  readonly delivered: Record<Priority, number>;
  /** Time that each listener spends on each event, in microseconds. */
  workMicros: number;
  close(): Promise<void>;
}

/** Builds the scenario; nothing flows until its producer is started. */
export function createFloodScenario(): FloodScenario {
  const bus: Bus = createBus({ source: "flood", events: [pointerMoved, priceChanged, sampled] });
  const producer = new Producer(bus);
  const delivered: Record<Priority, number> = { immediate: 0, normal: 0, deferred: 0 };
  const scenario: FloodScenario = {
    bus,
    producer,
    delivered,
    workMicros: 0,
    close: () => {
      producer.stop();
      return bus.close({ drain: false });
    },
  };
  for (const priority of priorities) {
    const count = () => {
      delivered[priority] += 1;
      if (scenario.workMicros > 0) work(scenario.workMicros);
    };
    bus.subscribe("#", count, { name: `${priority} listener`, priority });
  }
  return scenario;
}

function work(micros: number): void {
  const until = performance.now() + micros / 1_000;
  while (performance.now() < until);
}
