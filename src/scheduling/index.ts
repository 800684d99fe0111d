export type { Clock } from "./clock.ts";
export { Fifo, type Waiting } from "./fifo.ts";
export { hostClock } from "./host-clock.ts";
export type { LaneOptions } from "./lane-options.ts";
export { type LaneItem, Lanes } from "./lanes.ts";
export { LaneScheduler } from "./lane-scheduler.ts";
export { TurnClock } from "./turn-clock.ts";
