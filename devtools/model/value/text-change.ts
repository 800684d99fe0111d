import { insideText } from "./value-preview.ts";
import { kindOf } from "./value-kind.ts";
import { valueText } from "./value-text.ts";
import { quotedText } from "./visible-text.ts";

const longest = 60;
const around = 12;

/** What a value was and what it is, each short enough to stand beside the other. Of long texts the part is shown in which they differ. */
export function changedText(before: unknown, after: unknown): { readonly old: string; readonly text: string } {
  if (typeof before === "string" && typeof after === "string" && Math.max(before.length, after.length) > longest) return changedPart(before, after);
  return { old: shortText(before), text: shortText(after) };
}

function shortText(value: unknown): string {
  const kind = kindOf(value);
  return kind === "object" || kind === "array" ? insideText(value, 1) : valueText(value, longest);
}

function changedPart(before: string, after: string): { readonly old: string; readonly text: string } {
  const shorter = Math.min(before.length, after.length);
  let head = commonLength(before, after, shorter);
  let tail = 0;
  while (tail < Math.min(shorter - head, longest) && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  head = Math.max(0, head - around);
  tail = Math.max(0, tail - around);
  return { old: excerpt(before, head, before.length - tail), text: excerpt(after, head, after.length - tail) };
}

// Halving, since comparing two slices is far faster than comparing ten million characters one by one.
function commonLength(before: string, after: string, shorter: number): number {
  let [low, high] = [0, shorter];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (before.slice(low, middle) === after.slice(low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function excerpt(text: string, from: number, to: number): string {
  const quoted = quotedText(text.slice(from, to), longest);
  return `${from > 0 ? "…" : ""}${quoted}${to < text.length ? "…" : ""}`;
}
