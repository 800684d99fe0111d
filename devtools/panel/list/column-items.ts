import { columnName, optionalColumns, type PreferenceStore, readColumns, readTimeMode, type TimeMode, timeModes, toggleColumn } from "../../model/index.ts";
import type { Vocabulary } from "../../target/index.ts";
import type { MenuItem } from "../menu/menu.tsx";

const modeNames: Readonly<Record<TimeMode, string>> = { delta: "Time since the row above", clock: "Time of day", since: "Time since the first event" };
const mostPaths = 12;

/** Which columns the list can have, and how it can tell time. @param seen paths in the payloads of history @param onName asks for another one */
export function columnItems(preferences: PreferenceStore, seen: Vocabulary["paths"], onName: () => void): readonly MenuItem[] {
  const shown = readColumns(preferences).map(({ id }) => id);
  const mode = readTimeMode(preferences);
  const toggle = (id: string) => ({ label: columnName(id), checked: shown.includes(id), onSelect: () => toggleColumn(preferences, id) });
  const paths = shown.filter((id) => id.startsWith("payload"));
  const others = seen.map(({ path }) => path).filter((path) => !paths.includes(path));
  return [
    ...timeModes.map((each) => ({ label: modeNames[each], checked: each === mode, onSelect: () => preferences.set("list.time", each) })),
    ...optionalColumns.map((id, index) => ({ ...toggle(id), separator: index === 0 })),
    ...[...paths, ...others.slice(0, mostPaths)].map((id, index) => ({ ...toggle(id), separator: index === 0 })),
    { label: "Another payload path …", separator: true, onSelect: onName },
  ];
}
