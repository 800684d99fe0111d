import type { Known } from "../routing/index.ts";
import type { Bus } from "./bus.ts";
import type { Core } from "./core.ts";

// Kept beside the bus and not asked of its class: who only looks at a bus, as the panel does, need not bundle all that makes one.
const cores = new WeakMap<object, Core>();

/** Called by each bus as it is made. */
export function keepCore(bus: object, core: Core): void {
  cores.set(bus, core);
}

/** The inside of a bus, for the folders that stand on it. Not for applications. @throws TypeError for what `createBus` has not made */
export function coreOf<K extends Known>(bus: Bus<K>): Core {
  const core = cores.get(bus);
  if (core) return core;
  throw new TypeError("That is no bus made by createBus.");
}
