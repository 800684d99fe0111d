import { attemptedType, type EventListModel, filterTerm, type ListColumn, rowTerms, type RowTerm, withTerm } from "../../model/index.ts";
import type { MenuItem } from "../menu/menu.tsx";
import type { PanelPlace } from "../panel-context.ts";
import { pinOrSay } from "./pin-or-say.ts";

/** What a row's menu is about. */
export interface RowPress {
  readonly place: number;
  /** The cell that was pressed. */
  readonly column: string | undefined;
}

/** What can be done with a row: narrow the list by what the pressed cell says, and by everything else that it says; pin it. */
export function rowMenuItems({ panel, deck: { events } }: PanelPlace, columns: readonly ListColumn[], { place, column }: RowPress): readonly MenuItem[] {
  const terms = termsOf(events, columns, place);
  const pressed = terms.filter((term) => term.column === column);
  const others = terms.filter((term) => term.column !== column);
  const items = [...pressed, ...others].flatMap((term, index) => [
    { label: `Only ${term.label}`, separator: index === pressed.length && index > 0, onSelect: () => narrow(events, term.term) },
    { label: `Not ${term.label}`, onSelect: () => narrow(events, `-${term.term}`) },
  ]);
  if (!Number.isInteger(place)) return items;
  const pinned = events.pins.has(place);
  const pin = { label: pinned ? "Unpin" : "Pin", hint: "p", separator: true, onSelect: () => pinOrSay(panel, events, place) };
  return [...items, pin, { label: "Open", hint: "Enter", onSelect: () => events.open(place) }];
}

function termsOf(events: EventListModel, columns: readonly ListColumn[], place: number): readonly RowTerm[] {
  const attempt = events.attemptAt(place);
  if (attempt) {
    const type = attemptedType(attempt);
    return [{ column: "type", label: `type ${type}`, term: filterTerm("type", type) }];
  }
  const entry = events.entry(place);
  return entry
    ? rowTerms(
        entry,
        columns.map(({ id }) => id),
      )
    : [];
}

function narrow(events: EventListModel, term: string): void {
  events.filter(withTerm(events.state.text, term));
}
