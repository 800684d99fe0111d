import type { Core } from "../bus/index.ts";

/**
 * Nothing where the lanes of a bus have room for so many more events, or drop what is too much by themselves, as its owner has told them to; else resolves when there
 * may be room. Immediate events are delivered as they come in, and need none.
 */
export function laneRoom(lanes: Core["lanes"], events: number): Promise<void> | undefined {
  const { capacity, overflow } = lanes.options;
  if (overflow !== "reject") return undefined;
  const count = Math.min(events, capacity);
  for (const priority of ["normal", "deferred"] as const) if (lanes.excess(priority, count) > 0) return lanes.room(priority, count);
  return undefined;
}
