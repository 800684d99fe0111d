import { visibleText } from "../model/index.ts";
import type { Target } from "../target/index.ts";

/** A bus in a list of them. */
export function labelOf({ name, where, place, status }: Target): string {
  const text = where === "remote" ? `${name} · ${place}` : name;
  return visibleText(status.state.connection === "lost" ? `${text} (connection lost)` : text);
}

/** Where a bus is, in words. */
export function placeOf({ where, place }: Target): string {
  return visibleText(where === "file" ? `session file ${place}` : where === "page" ? "this page" : `in ${place}`);
}
