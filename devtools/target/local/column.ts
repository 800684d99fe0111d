import type { Bus } from "eventdeck";
import { columnText } from "../../model/list/column-text.ts";

/** What a column says about the payloads of these events; empty where there is nothing to say. */
export function columnOf(bus: Bus, column: string, positions: readonly number[]): readonly string[] {
  return positions.map((position) => columnText(bus.history.get(position)?.event.payload, column));
}
