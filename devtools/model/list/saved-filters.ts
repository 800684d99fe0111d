import { isTextList, type PreferenceStore } from "../preferences.ts";

/** A filter with a name. */
export interface SavedFilter {
  readonly name: string;
  readonly text: string;
}

const mostRecent = 10;
const mostSaved = 100;

export function savedFilters(preferences: PreferenceStore): readonly SavedFilter[] {
  return preferences.get("filters.saved", isSavedList, []);
}

/** Keeps a filter under a name; one that has the name already is replaced. Of more than a hundred the oldest goes. */
export function saveFilter(preferences: PreferenceStore, filter: SavedFilter): void {
  const name = filter.name.trim();
  if (name === "" || filter.text.trim() === "") return;
  const others = savedFilters(preferences).filter((saved) => saved.name !== name);
  preferences.set("filters.saved", [...others, { name, text: filter.text.trim() }].slice(-mostSaved));
}

export function renameFilter(preferences: PreferenceStore, name: string, to: string): void {
  const renamed = to.trim();
  const saved = savedFilters(preferences);
  if (renamed === "" || renamed === name || !saved.some((each) => each.name === name)) return;
  preferences.set(
    "filters.saved",
    saved.filter((each) => each.name !== renamed).map((each) => (each.name === name ? { ...each, name: renamed } : each)),
  );
}

export function deleteFilter(preferences: PreferenceStore, name: string): void {
  preferences.set(
    "filters.saved",
    savedFilters(preferences).filter((saved) => saved.name !== name),
  );
}

/** The newest first. */
export function recentFilters(preferences: PreferenceStore): readonly string[] {
  return preferences.get("filters.recent", isTextList, []);
}

/** Remembers a filter that was used, ten of them at most. */
export function rememberFilter(preferences: PreferenceStore, text: string): void {
  const used = text.trim();
  const recent = recentFilters(preferences);
  if (used === "" || recent[0] === used) return;
  preferences.set("filters.recent", [used, ...recent.filter((each) => each !== used)].slice(0, mostRecent));
}

function isSavedList(value: unknown): value is readonly SavedFilter[] {
  return Array.isArray(value) && value.every(isSaved);
}

function isSaved(value: unknown): value is SavedFilter {
  return typeof value === "object" && value !== null && "name" in value && typeof value.name === "string" && "text" in value && typeof value.text === "string";
}
