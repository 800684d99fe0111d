import type { PreferenceStore } from "../preferences.ts";
import { isFlag, isNumber } from "../preferences.ts";

/** How many alike in a row become one line. */
export const foldThreshold = 20;

/** What the user has chosen for the list, beside its filter. */
export interface ListSettings {
  /** Bursts are one line each. @default true */
  readonly fold: boolean;
  /** What the filter does not match is faded instead of hidden. @default false */
  readonly dim: boolean;
  /** Milliseconds that handlers may take before an event counts as slow. @default 16, a frame */
  readonly slowMs: number;
}

export function readListSettings(preferences: PreferenceStore): ListSettings {
  return {
    fold: preferences.get("list.fold", isFlag, true),
    dim: preferences.get("list.dim", isFlag, false),
    slowMs: preferences.get("list.slowMs", isDuration, 16),
  };
}

export function writeListSettings(preferences: PreferenceStore, settings: ListSettings): void {
  const before = readListSettings(preferences);
  if (before.fold !== settings.fold) preferences.set("list.fold", settings.fold);
  if (before.dim !== settings.dim) preferences.set("list.dim", settings.dim);
  if (before.slowMs !== settings.slowMs) preferences.set("list.slowMs", settings.slowMs);
}

function isDuration(value: unknown): value is number {
  return isNumber(value) && value >= 0;
}
