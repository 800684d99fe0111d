import { isFlag, isNumber, isTextList, type PreferenceStore } from "../preferences.ts";
import { gapChoices, speeds, type ReplaySettings, type Speed } from "./replay-settings.ts";

/**
 * The settings of a deck as they were left. What changes what a replay does to the application is not remembered: it begins with nothing emitted anew, once,
 * and what the list shows.
 */
export function rememberedSettings(preferences: PreferenceStore, bus: string): ReplaySettings {
  return {
    speed: preferences.get("replay.speed", isSpeed, 1),
    shortenGaps: preferences.get("replay.shortenGaps", isFlag, true),
    // Nobody watches a deck stand still: a recorded night is played back as two seconds.
    maxGapMs: preferences.get("replay.maxGapMs", isGap, 2_000),
    loop: false,
    scope: "filter",
    muted: preferences.get(mutedKey(bus), isTextList, []),
    emissions: "suppress",
  };
}

export function rememberSettings(preferences: PreferenceStore, bus: string, settings: ReplaySettings): void {
  const { speed, shortenGaps, maxGapMs, muted } = settings;
  const known = rememberedSettings(preferences, bus);
  if (speed !== known.speed) preferences.set("replay.speed", speed);
  if (shortenGaps !== known.shortenGaps) preferences.set("replay.shortenGaps", shortenGaps);
  if (maxGapMs !== known.maxGapMs) preferences.set("replay.maxGapMs", maxGapMs);
  if (muted.join("\n") !== known.muted.join("\n")) preferences.set(mutedKey(bus), muted);
}

function mutedKey(bus: string): string {
  return `replay.muted.${bus}`;
}
function isSpeed(value: unknown): value is Speed {
  return speeds.some((speed) => speed === value);
}
function isGap(value: unknown): value is number {
  return isNumber(value) && gapChoices.includes(value);
}
