import type { Known } from "../routing/index.ts";
import type { Bus } from "./bus.ts";
import type { Core } from "./core.ts";
import { EventBus } from "./event-bus.ts";

/** The inside of a bus, for the folders that stand on it. Not for applications. @throws TypeError for what `createBus` has not made */
export function coreOf<K extends Known>(bus: Bus<K>): Core {
  return EventBus.stageOf(bus).core;
}
