import type { Bus } from "../bus/index.ts";
import { requireFrom, requireText } from "../event/index.ts";

/** Captured values are copied within a byte budget, never frozen in place. Each capture returns what ends it and restores what it wrapped. */
export interface CaptureOptions {
  /** First words of the topic; the type keeps its own. @default the kind of source */
  readonly topic?: string;
  /** Estimated size of what is copied for one event, in bytes; what is cut says so where it was. @default 64 KiB */
  readonly maxBytes?: number;
}

const defaultMaxBytes = 64 * 1024;
/** With less there would be room for nothing but the words that say so. */
const leastBytes = 1024;

/** The options with their defaults. @throws TypeError, RangeError for one that makes no sense */
export function checkOptions(
  by: string,
  bus: Bus,
  { topic, maxBytes = defaultMaxBytes }: CaptureOptions,
): { readonly topic?: string; readonly maxBytes: number } {
  if (typeof bus?.emit !== "function" || typeof bus.history !== "object") throw new TypeError(`${by} was given no bus: pass what createBus has made.`);
  requireText(`The topic of ${by}`, topic);
  requireFrom(leastBytes, `maxBytes of ${by}`, maxBytes);
  return { topic, maxBytes };
}
