import type { KeyboardEvent } from "react";
import type { EventListModel, EventListState } from "../model/index.ts";
import type { VirtualRows } from "./virtual-rows.ts";

/** The keys of the list: arrows and pages move the cursor, Enter opens, End follows the newest again. */
export function useListKeys(events: EventListModel, state: EventListState, rows: VirtualRows): (event: KeyboardEvent) => void {
  const last = state.rows.count - 1;
  const row = state.cursor === undefined ? undefined : state.rows.rowOf(state.cursor);
  const goTo = (next: number) => {
    const target = Math.max(0, Math.min(last, next));
    rows.reveal(target);
    events.moveTo(state.rows.positionAt(target));
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => goTo(row === undefined ? last : row + 1),
    ArrowUp: () => goTo(row === undefined ? last : row - 1),
    PageDown: () => goTo((row ?? last) + rows.pageRows),
    PageUp: () => goTo((row ?? last) - rows.pageRows),
    Home: () => goTo(0),
    End: () => {
      events.moveTo(state.rows.positionAt(last));
      events.resume();
    },
    Enter: () => state.cursor !== undefined && events.open(state.cursor),
  };
  return (event) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (!act || last < 0) return;
    event.preventDefault();
    act();
  };
}
