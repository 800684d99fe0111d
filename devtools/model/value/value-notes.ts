import { formatBytes } from "./size-text.ts";
import { isBare } from "./value-text.ts";
import { isLongText } from "./visible-text.ts";
import type { Member } from "./value-members.ts";
import { kindOf, type ValueKind } from "./value-kind.ts";

/** A mark beside a value. */
export interface ValueNote {
  readonly kind: "mutable" | "redacted" | "lost" | "hidden" | "bare" | "size";
  readonly text: string;
  /** The whole of it, for whoever asks. */
  readonly about: string;
}

// The others have nothing in them that could change, or it is not theirs.
const changeable = new Set<ValueKind>(["object", "instance", "array", "map", "set", "date", "error", "typed-array", "bytes"]);

const mutable: ValueNote = {
  kind: "mutable",
  text: "not frozen",
  about: "The bus freezes plain objects, arrays, maps and sets. This can still be changed by whoever holds it, so it may not be what was emitted.",
};
const redacted: ValueNote = { kind: "redacted", text: "redacted", about: "A middleware kept the value out of history; what handlers got is not known here." };
const lost: ValueNote = { kind: "lost", text: "not carried", about: "No text can carry this value: what it was is all that came along." };
const hidden: ValueNote = { kind: "hidden", text: "not enumerable", about: "Loops, copies and JSON pass over this property." };
const bare: ValueNote = { kind: "bare", text: "no prototype", about: "An object without a prototype has no methods, not even toString." };

/** What else is to be said of a value. @param marksMutable whether to mark what is not frozen */
export function notesOn({ value, absent, hidden: isHidden }: Member, marksMutable: boolean): readonly ValueNote[] {
  const notes: ValueNote[] = [];
  if (isHidden) notes.push(hidden);
  if (absent) return notes;
  if (isRedacted(value)) notes.push(redacted);
  if (typeof value === "string" && isLongText(value))
    notes.push({ kind: "size", text: `show all (${formatBytes(value.length)})`, about: "Open it to read all of it, a stretch at a time" });
  if (typeof value !== "object" || value === null) return notes;
  if (isPlaceholder(value)) notes.push(lost);
  if (isBare(value)) notes.push(bare);
  if (marksMutable && isMutable(value)) notes.push(mutable);
  return notes;
}

/** Whether a value is what the bus's redaction puts in the place of a secret. */
export function isRedacted(value: unknown): boolean {
  return value === "[redacted]";
}

/** Whether a value stands for another one that no text could carry. */
function isPlaceholder(value: object): boolean {
  try {
    return Object.hasOwn(value, "$unserializable") && Reflect.ownKeys(value).length === 1;
  } catch {
    return false;
  }
}

function isMutable(value: object): boolean {
  try {
    const kind = kindOf(value);
    // Of a promise or a weak map there is nothing on screen that could change.
    return changeable.has(kind) && !Object.isFrozen(value) && (kind !== "instance" || Reflect.ownKeys(value).length > 0);
  } catch {
    return false;
  }
}
