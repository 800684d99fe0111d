import type { KeyboardEvent } from "react";
import type { EventListModel, EventListState } from "../../model/index.ts";
import { askForMenu } from "./ask-for-menu.ts";
import { cursorId, cursorRow } from "./list-rows.tsx";
import type { VirtualRows } from "./virtual-rows.ts";

/** The keys of the list: arrows and pages move the cursor, → and ← open and close a fold, Enter opens, End follows the newest again. */
export function useListKeys(events: EventListModel, state: EventListState, rows: VirtualRows): (event: KeyboardEvent<HTMLElement>) => void {
  const last = state.lines.count - 1;
  const row = state.cursor === undefined ? undefined : cursorRow(state);
  const lineAt = (next: number) => {
    const target = Math.max(0, Math.min(last, next));
    rows.reveal(target);
    return state.lines.at(target);
  };
  const goTo = (next: number) => {
    const line = lineAt(next);
    events.moveTo(line?.place, line?.kind === "fold");
  };
  // Past the most that can be picked the pick stands still, as it does at the end of the list.
  const pickTo = (next: number) => {
    const line = lineAt(next);
    if (line) events.pickTo(line.kind === "fold" && next > (row ?? 0) ? line.fold.last : line.place);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => goTo(row === undefined ? last : row + 1),
    ArrowUp: () => goTo(row === undefined ? last : row - 1),
    ArrowRight: () => fold(true),
    ArrowLeft: () => fold(false),
    PageDown: () => goTo((row ?? last) + rows.pageRows),
    PageUp: () => goTo((row ?? last) - rows.pageRows),
    Home: () => goTo(0),
    End: () => {
      const line = state.lines.at(last);
      events.moveTo(line?.place, line?.kind === "fold");
      events.resume();
    },
    Enter: () => {
      if (state.cursor === undefined) return;
      if (onFold()) fold();
      else events.open(state.cursor);
    },
  };
  const picks: Readonly<Record<string, () => void>> = {
    ArrowDown: () => pickTo(row === undefined ? last : row + 1),
    ArrowUp: () => pickTo(row === undefined ? last : row - 1),
    PageDown: () => pickTo((row ?? last) + rows.pageRows),
    PageUp: () => pickTo((row ?? last) - rows.pageRows),
    Home: () => pickTo(0),
    End: () => pickTo(last),
  };
  const everything: Readonly<Record<string, () => void>> = { a: () => void events.picked.all(state.rows) };
  const onFold = () => row !== undefined && state.lines.at(row)?.kind === "fold";
  const fold = (open?: boolean) => {
    if (state.cursor === undefined) return;
    const inFold = state.lines.foldOf(state.cursor);
    // On an event of an opened fold, ← goes to its head first, as in any tree.
    if (open === false && inFold?.open && !onFold()) return goTo(state.lines.rowOf(inFold.first) - 1);
    rows.hold();
    events.toggleFold(state.cursor, open);
    if (inFold) events.moveTo(inFold.first, true);
  };
  return (event) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
      const element = event.currentTarget.querySelector(`[id="${cursorId(state)}"]`);
      if (element) askForMenu(element);
      event.preventDefault();
      return;
    }
    const act = event.shiftKey ? picks[event.key] : event.ctrlKey || event.metaKey ? everything[event.key] : event.altKey ? undefined : keys[event.key];
    if (!act || last < 0) return;
    event.preventDefault();
    act();
  };
}
