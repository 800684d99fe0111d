import type { KeyboardEvent } from "react";
import { laterMistake } from "../model/later.ts";
import { detailTabs, isFlag, keysHelpOf } from "../model/index.ts";
import { openCompose } from "./compose/compose-ask.ts";
import type { PanelPlace } from "./panel-context.ts";
import { pinOrSay } from "./list/pin-or-say.ts";
import { isElement } from "./is-element.ts";

/** Where a key acts. */
export interface KeyPlace extends PanelPlace {
  readonly focusFilter: () => void;
}

/** One key of the panel, and what it does. */
export interface PanelKey {
  /** `KeyboardEvent.key`; with `Ctrl+` for Ctrl or Cmd, with `Shift+` where Shift changes no letter. */
  readonly key: string;
  readonly does: string;
  readonly act: (place: KeyPlace) => void;
}

/** The keys of the whole panel, in the order in which the help lists them. They act only while the focus is inside, and not while something is typed. */
export const panelKeys: readonly PanelKey[] = [
  { key: "/", does: "Filter", act: ({ focusFilter }) => focusFilter() },
  { key: "Ctrl+e", does: "Record, or stop recording", act: ({ deck }) => deck.record(!deck.recording.state) },
  { key: "Ctrl+l", does: "Clear the history", act: ({ panel }) => panel.clear() },
  { key: "?", does: "Show these keys", act: ({ deck }) => keysHelpOf(deck).set(true) },
];

/** Those that act on what only Events shows. In other views nobody would see what they do. */
export const eventsKeys: readonly PanelKey[] = [
  { key: "Escape", does: "Close the detail, then the selection, then the filter", act: escape },
  { key: " ", does: "Play, or pause", act: ({ deck }) => deck.replay.toggle() },
  { key: ",", does: "Step back", act: ({ deck }) => deck.replay.back() },
  { key: ".", does: "Step", act: ({ deck }) => void deck.replay.step() },
  { key: "Shift+ ", does: "Run the selected events again", act: ({ deck }) => void deck.replay.runAgain(deck.replay.sources.selected()) },
  { key: "c", does: "To what caused the event", act: (place) => void stepWhy(place, "toCause") },
  { key: "C", does: "To its first consequence, or the next one of the same cause", act: (place) => void stepWhy(place, "toConsequence") },
  {
    key: "t",
    does: "Timeline: lanes, or one line",
    act: ({ panel: { preferences } }) => preferences.set("stripExpanded", !preferences.get("stripExpanded", isFlag, false)),
  },
  // Of a detail that is not open nobody sees which tab it would have.
  ...detailTabs.map((tab, index) => ({
    key: String(index + 1),
    does: `Detail: ${tab}`,
    act: ({ deck: { detail, events } }: PanelPlace) => events.state.opened && detail.go(tab),
  })),
  { key: "e", does: "Edit and emit the selected event", act: editSelected },
  { key: "n", does: "To the next failure", act: ({ deck: { events } }) => void events.stepFailure(1) },
  { key: "N", does: "To the failure before", act: ({ deck: { events } }) => void events.stepFailure(-1) },
  { key: "]", does: "To the next event of the same type", act: ({ deck: { events } }) => void events.stepType(1) },
  { key: "[", does: "To the event of the same type before", act: ({ deck: { events } }) => void events.stepType(-1) },
  { key: "p", does: "Pin the event, or let go of it", act: ({ panel, deck: { events } }) => pinOrSay(panel, events) },
];

/** Acts on a key that was pressed somewhere in the panel. Whether it was one of the panel's. */
export function pressed(event: KeyboardEvent, place: KeyPlace): boolean {
  const name = nameOf(event);
  const known = [...panelKeys, ...(place.panel.state.view === "events" ? eventsKeys : [])].find(({ key }) => key === name);
  if (!known) return false;
  // Letters belong to whoever types; some people's tools send them without a keyboard, and those can switch them off.
  if ((name.length === 1 || event.key === " ") && (isTyping(event.target) || !lettersOn(place))) return false;
  // Space presses what has the focus, if that can be pressed.
  if (event.key === " " && isPressable(event.target)) return false;
  known.act(place);
  return true;
}

/** Whether single letters do anything. */
export function lettersOn({ panel }: Pick<PanelPlace, "panel">): boolean {
  return panel.preferences.get("letterKeys", isFlag, true);
}

function nameOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
  if (altKey) return "";
  if (ctrlKey || metaKey) return `Ctrl+${key.toLowerCase()}`;
  return shiftKey && (key === " " || key.length > 1) ? `Shift+${key}` : key;
}

// One press undoes one thing, the nearest first.
function escape({ deck: { events }, focusList }: PanelPlace): void {
  const { opened, attempt, cursor, text, pressed: chips } = events.state;
  if (opened || attempt) events.closeDetail();
  else if (events.picked.state.size > 0) events.picked.clear();
  else if (cursor !== undefined) events.moveTo(undefined);
  else if (text !== "") events.filter("");
  else if (chips.length > 0) events.pressOnly([]);
  focusList();
}

async function stepWhy({ panel, deck }: PanelPlace, way: "toCause" | "toConsequence"): Promise<void> {
  try {
    const steps = await import("./why/why-step.ts");
    await steps[way](deck);
  } catch (error) {
    panel.notify(laterMistake("What goes along causes", error));
  }
}

function editSelected(place: PanelPlace): void {
  const { opened, cursor } = place.deck.events.state;
  const position = opened?.position ?? cursor;
  void openCompose(place, position);
}

function isTyping(target: EventTarget): boolean {
  return isElement(target) && target.closest("input, select, textarea, [contenteditable]") !== null;
}

function isPressable(target: EventTarget): boolean {
  return isElement(target) && target.closest("button, a, summary, [role=menuitem], [role=slider], [role=tab]") !== null;
}
