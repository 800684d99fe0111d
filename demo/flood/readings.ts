import type { Priority } from "eventdeck";
import { priorities } from "./definitions.ts";
import type { FrameMeter, Frames } from "./frame-meter.ts";
import type { FloodScenario } from "./scenario.ts";

export interface LaneReading {
  readonly priority: Priority;
  readonly depth: number;
  readonly waitedP99Ms: number;
  readonly perSecond: number;
  readonly delivered: number;
}

/** What the page shows of the flood at one moment. */
export interface Readings {
  readonly at: number;
  readonly published: number;
  readonly perSecond: number;
  readonly frames: Frames;
  readonly lanes: readonly LaneReading[];
}

export const emptyReadings: Readings = {
  at: 0,
  published: 0,
  perSecond: 0,
  frames: { fps: 0, longestMs: 0, longTasks: 0, longestTaskMs: 0 },
  lanes: priorities.map((priority) => ({ priority, depth: 0, waitedP99Ms: 0, perSecond: 0, delivered: 0 })),
};

/** New readings; rates are taken over the time since the ones before. */
export function readingsOf({ bus, producer, delivered }: FloodScenario, meter: FrameMeter, before: Readings): Readings {
  const at = performance.now();
  const seconds = Math.max(0.001, (at - before.at) / 1_000);
  const metrics = bus.metrics({ windowMs: 5_000 });
  const lanes = priorities.map((priority, index): LaneReading => {
    const { depth, waitedMs } = metrics.lanes[priority];
    const since = delivered[priority] - (before.lanes[index]?.delivered ?? 0);
    return { priority, depth, waitedP99Ms: waitedMs.count === 0 ? 0 : waitedMs.p99, perSecond: Math.round(since / seconds), delivered: delivered[priority] };
  });
  return { at, published: producer.published, perSecond: lanes.reduce((sum, lane) => sum + lane.perSecond, 0), frames: meter.read(), lanes };
}
