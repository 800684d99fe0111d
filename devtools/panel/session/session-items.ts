import type { DeckModel } from "../../model/index.ts";
import type { MenuItem } from "../menu/menu.tsx";
import { count } from "../numbers.ts";
import { download } from "./session-download.ts";

/** What the menu offers for sessions. @param owner where files are handed out @param openFile asks for a file to open */
export function sessionItems(deck: DeckModel, owner: Document, openFile: () => void): readonly MenuItem[] {
  const { sessions, events, replay } = deck;
  const { total, matching, text } = events.state;
  const selected = replay.sources.selected();
  const save = (part: "all" | "filtered" | "selected") => () => void sessions.export(part, (name, file) => download(owner, name, file), selected);
  return [
    { label: "Export the session", hint: count(total), disabled: total === 0, separator: true, onSelect: save("all") },
    {
      label: "Export what matches the filter",
      hint: text === "" ? "no filter" : count(matching),
      disabled: text === "" || matching === 0,
      onSelect: save("filtered"),
    },
    {
      label: "Export the selection",
      hint: selected.length === 0 ? "nothing selected" : count(selected.length),
      disabled: selected.length === 0,
      onSelect: save("selected"),
    },
    { label: "Export the selection as a test …", disabled: selected.length === 0, onSelect: () => sessions.makeTest(selected) },
    { label: "Open a session file …", onSelect: openFile },
  ];
}
