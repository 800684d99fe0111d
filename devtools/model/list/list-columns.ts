import { oneOf, type PreferenceStore } from "../preferences.ts";
import { pathKeys } from "../value/path-text.ts";

/** How the first column tells time. */
export type TimeMode = "delta" | "clock" | "since";
export const timeModes: readonly TimeMode[] = ["delta", "clock", "since"];

/** A column of the list: one of its own, or a path into payloads, such as `payload.items[0].sku`. */
export interface ListColumn {
  readonly id: string;
  /** In pixels. @default as much as its kind needs */
  readonly width?: number;
}

/** Those that are always there, in their order; what is added stands before the preview. */
const standing = ["time", "type", "preview", "outcome"];

/** Those that can be added, beside paths. */
export const optionalColumns: readonly string[] = ["topic", "source", "waited", "ran", "size", "correlation"];

const names: Readonly<Record<string, string>> = {
  time: "Time",
  type: "Type",
  topic: "Topic",
  source: "Source",
  waited: "Waited",
  ran: "Ran",
  size: "Size",
  correlation: "Correlation",
  preview: "Payload",
  outcome: "Outcome",
};

const widths: Readonly<Record<string, number>> = { time: 76, topic: 140, source: 120, waited: 76, ran: 76, size: 76, correlation: 130, outcome: 96 };
/** Narrower than this nothing is read, wider than that nothing else is seen. */
export const narrowest = 40;
export const widest = 640;
const mostColumns = 12;

export function columnName(id: string): string {
  return names[id] ?? id.replace(/^payload\./, "");
}

/** The width of a column in pixels; `undefined` for one that takes its share of what is left. */
export function widthOf({ id, width }: ListColumn): number | undefined {
  return width ?? widths[id] ?? (pathKeys(id) ? 120 : undefined);
}

/** As it was chosen; whatever storage holds, the standing columns are there. */
export function readColumns(preferences: PreferenceStore): readonly ListColumn[] {
  const kept = preferences.get("list.columns", isColumnList, []);
  const known = (id: string): ListColumn => kept.find((column) => column.id === id) ?? { id };
  const added = kept.filter(({ id }) => !standing.includes(id) && (optionalColumns.includes(id) || pathKeys(id) !== undefined));
  return [known("time"), known("type"), ...added.slice(0, mostColumns), known("preview"), known("outcome")];
}

/** Adds a column, or takes it away. Past a dozen of them nothing is added. */
export function toggleColumn(preferences: PreferenceStore, id: string): void {
  const columns = readColumns(preferences);
  const there = columns.some((column) => column.id === id);
  if (there && standing.includes(id)) return;
  preferences.set("list.columns", there ? columns.filter((column) => column.id !== id) : [...columns, { id }]);
}

/** Adds what stands at a path of the payload as a column. `false` when the path is none, or is there already. */
export function addColumn(preferences: PreferenceStore, path: string): boolean {
  if (!pathKeys(path)?.length || readColumns(preferences).some(({ id }) => id === path)) return false;
  toggleColumn(preferences, path);
  return true;
}

/** @param width in pixels; `undefined` gives it back its own */
export function resizeColumn(preferences: PreferenceStore, id: string, width: number | undefined): void {
  const bounded = width === undefined ? undefined : Math.round(Math.max(narrowest, Math.min(widest, width)));
  preferences.set(
    "list.columns",
    readColumns(preferences).map((column) => (column.id === id ? { id, ...(bounded !== undefined && { width: bounded }) } : column)),
  );
}

export function readTimeMode(preferences: PreferenceStore): TimeMode {
  return preferences.get("list.time", oneOf("delta", "clock", "since"), "delta");
}

function isColumnList(value: unknown): value is readonly ListColumn[] {
  return Array.isArray(value) && value.every(isColumn);
}

function isColumn(value: unknown): value is ListColumn {
  if (typeof value !== "object" || value === null || !("id" in value) || typeof value.id !== "string") return false;
  return !("width" in value) || value.width === undefined || typeof value.width === "number";
}
