import { isNumber, type PreferenceStore } from "../preferences.ts";

/** Shares of the first of two panes, in per cent. */
const least = 20;
const most = 80;
const step = 2;
const bigStep = 10;

/** How much of the room the first of two panes gets, within bounds, so that neither can be lost. */
export function clampShare(share: number): number {
  return Math.round(Math.max(least, Math.min(most, share)) * 10) / 10;
}

/** The share after a key was pressed on the divide; `undefined` for keys that mean nothing there. @param usual where it is put back to by Enter */
export function shareAfter(key: string, share: number, usual: number, big = false): number | undefined {
  const by = big ? bigStep : step;
  switch (key) {
    case "ArrowLeft":
    case "ArrowUp":
      return clampShare(share - by);
    case "ArrowRight":
    case "ArrowDown":
      return clampShare(share + by);
    case "PageUp":
      return clampShare(share - bigStep);
    case "PageDown":
      return clampShare(share + bigStep);
    case "Home":
      return least;
    case "End":
      return most;
    case "Enter":
      return usual;
    default:
      return undefined;
  }
}

/** The remembered share of a divide. @param usual when nothing is remembered, in per cent */
export function rememberedShare(preferences: PreferenceStore, name: string, usual: number): number {
  return clampShare(preferences.get(name, isNumber, usual));
}
