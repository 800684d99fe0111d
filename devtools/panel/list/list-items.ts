import type { EventListModel } from "../../model/index.ts";
import type { MenuItem } from "../menu/menu.tsx";

/** What counts as slow, in milliseconds: a frame at 60 Hz, a tenth of a second, what people wait for. */
const slowChoices: readonly number[] = [16, 50, 100, 1_000];

/** What can be set of the list, for the panel's menu. */
export function listItems(events: EventListModel): readonly MenuItem[] {
  const { fold, slowMs } = events.state.settings;
  const choices = slowChoices.includes(slowMs) ? slowChoices : [...slowChoices, slowMs].toSorted((one, other) => one - other);
  return [
    { label: "Fold bursts", checked: fold, separator: true, onSelect: () => events.configure({ fold: !fold }) },
    ...choices.map((ms) => ({ label: `Slow is over ${ms} ms`, checked: ms === slowMs, onSelect: () => events.configure({ slowMs: ms }) })),
  ];
}
