import type { Readable } from "../../target/index.ts";
import { type Chip, chips } from "./chips.ts";
import { readColumns, toggleColumn } from "./list-columns.ts";
import type { PanelModel, View } from "../panel-model.ts";

/** What of the panel stands in an address. */
export interface AddressedView {
  readonly view: string;
  readonly filter: string;
  readonly chips: readonly Chip[];
  readonly dim: boolean;
  /** The columns that were added. */
  readonly columns: readonly string[];
  /** Position of the selected event. */
  readonly selected?: number;
  /** Its detail is open. */
  readonly open: boolean;
}

/** Where the address is: the part of `location` and `history` that is needed. */
export interface AddressBar {
  readonly hash: string;
  replace(hash: string): void;
  /** Called when somebody else has changed it. Returns what ends that. */
  onChange(changed: () => void): () => void;
}

const standing = ["time", "type", "preview", "outcome"];

/** The view as the fragment of an address; empty for the view that everybody starts with. */
export function toHash({ view, filter, chips: pressed, dim, columns, selected, open }: AddressedView): string {
  const parameters = new URLSearchParams();
  if (view !== "events") parameters.set("view", view);
  if (filter !== "") parameters.set("filter", filter);
  if (pressed.length > 0) parameters.set("only", pressed.join(","));
  if (dim) parameters.set("dim", "1");
  for (const column of columns) parameters.append("column", column);
  if (selected !== undefined) parameters.set(open ? "event" : "at", String(selected));
  const text = parameters.toString();
  return text === "" ? "" : `#${text}`;
}

/** What an address says; what it does not say is as everybody starts. */
export function fromHash(hash: string): AddressedView {
  const parameters = new URLSearchParams(hash.replace(/^#/, ""));
  const only = (parameters.get("only") ?? "").split(",");
  const position = Number(parameters.get("event") ?? parameters.get("at") ?? Number.NaN);
  return {
    view: parameters.get("view") ?? "events",
    filter: parameters.get("filter") ?? "",
    chips: chips.filter((chip) => only.includes(chip)),
    dim: parameters.get("dim") === "1",
    columns: parameters.getAll("column"),
    ...(Number.isSafeInteger(position) && position > 0 && { selected: position }),
    open: parameters.has("event"),
  };
}

/**
 * Keeps the panel's view in the address of its page: read when it starts and when somebody changes it, written as the view changes. For a
 * panel that has the page to itself. Returns what ends it.
 */
export function keepInAddress(panel: PanelModel, bar: AddressBar): () => void {
  let written = bar.hash;
  let leaveEvents: (() => void) | undefined;
  let followed: Readable<unknown> | undefined;
  const write = () => {
    // Without a deck nothing is known of what the address asked for; it stays until there is one.
    if (!panel.state.deck) return;
    const hash = toHash(viewOf(panel));
    if (hash === written) return;
    written = hash;
    bar.replace(hash);
  };
  // Another bus has a list of its own.
  const follow = () => {
    const events = panel.state.deck?.events;
    if (events === followed) return;
    leaveEvents?.();
    const first = followed === undefined;
    followed = events;
    leaveEvents = events?.subscribe(write);
    // What was remembered stays where the address asks for nothing.
    if (first && events && bar.hash !== "") apply(panel, fromHash(bar.hash));
  };
  follow();
  const leave = [
    panel.subscribe(() => {
      follow();
      write();
    }),
    panel.preferences.subscribe(write),
    bar.onChange(() => {
      written = bar.hash;
      apply(panel, fromHash(bar.hash));
    }),
  ];
  write();
  return () => {
    leaveEvents?.();
    for (const end of leave) end();
  };
}

/** The address of a window, changed without a new entry in its history. */
export function addressOf(view: Window): AddressBar {
  return {
    get hash() {
      return view.location.hash;
    },
    replace: (hash) => view.history.replaceState(view.history.state, "", `${view.location.pathname}${view.location.search}${hash}`),
    onChange: (changed) => {
      view.addEventListener("hashchange", changed);
      return () => view.removeEventListener("hashchange", changed);
    },
  };
}

function viewOf({ state, preferences }: PanelModel): AddressedView {
  const list = state.deck?.events.state;
  const cursor = list?.cursor;
  return {
    view: state.view,
    filter: list?.text ?? "",
    chips: list?.pressed ?? [],
    dim: list?.settings.dim ?? false,
    columns: readColumns(preferences)
      .map(({ id }) => id)
      .filter((id) => !standing.includes(id)),
    ...(cursor !== undefined && Number.isInteger(cursor) && { selected: cursor }),
    open: list?.opened !== undefined,
  };
}

function apply(panel: PanelModel, wanted: AddressedView): void {
  const { deck, view } = panel.state;
  if (wanted.view !== view && isView(wanted.view)) panel.go(wanted.view);
  for (const { id } of readColumns(panel.preferences)) if (!standing.includes(id) && !wanted.columns.includes(id)) toggleColumn(panel.preferences, id);
  for (const id of wanted.columns) if (!readColumns(panel.preferences).some((column) => column.id === id)) toggleColumn(panel.preferences, id);
  if (!deck) return;
  const { events } = deck;
  if (events.state.settings.dim !== wanted.dim) events.configure({ dim: wanted.dim });
  if (events.state.text !== wanted.filter) events.filter(wanted.filter);
  if (events.state.pressed.join() !== wanted.chips.join()) events.pressOnly(wanted.chips);
  if (wanted.selected === undefined) events.moveTo(undefined);
  else if (wanted.open) events.open(wanted.selected);
  else events.moveTo(wanted.selected);
}

function isView(text: string): text is View {
  return text === "events" || text === "listeners" || text === "queues" || text === "links" || text === "health";
}
