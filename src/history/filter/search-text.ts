import type { BusEvent } from "../../event/index.ts";
import { isPrimitive, isRecord, toPlain } from "./payload.ts";

/** 256 KiB of Latin text; it bounds the memory and the time that one huge payload can take. */
const maxCharacters = 262_144;

/**
 * What a bare word is looked for in: type, topic, source, headers and payload, keys and scalars alike, lower-cased, one a line and each once.
 *
 * Reads objects, arrays, maps, sets, typed arrays, errors, and what `toJSON` makes of dates and the like; not DOM nodes and other event targets.
 * What is nearest the root comes first, and what is beyond some 256 Ki characters is left out. Never throws.
 */
export function searchText(event: BusEvent): string {
  // A set may grow while it is walked, so it is the queue as well; that it holds each object once ends cycles.
  const found = new Set<unknown>([event.type, event.topic, event.source, event.headers, event.payload]);
  let room = maxCharacters;
  let text = "";
  const add = (value: unknown): boolean => room-- > 0 && found.add(value) === found;
  for (const value of found) {
    try {
      const plain = toPlain(value);
      if (isPrimitive(plain)) {
        const line = String(plain).slice(0, Math.max(room, 0));
        room -= line.length;
        text += `${line}\n`;
      } else if (isRecord(plain) && !("addEventListener" in plain)) expand(plain, add);
    } catch {
      // A proxy or a `toJSON` that throws has no text to search.
    }
  }
  return text.toLowerCase();
}

/** @param add says whether there is room for more */
function expand(value: Readonly<Record<string, unknown>>, add: (value: unknown) => boolean): void {
  if (isCollection(value)) {
    for (const item of value) if (!add(item)) return;
    return;
  }
  // An error's own text is not enumerable.
  if (value instanceof Error) add(`${value.name}\n${value.message}`);
  for (const key of Object.keys(value)) {
    if (!add(key)) return;
    try {
      add(value[key]);
    } catch {
      // A getter that throws has no value to search; the others do.
    }
  }
}

function isCollection(value: object): value is Iterable<unknown> {
  return Array.isArray(value) || value instanceof Map || value instanceof Set || (ArrayBuffer.isView(value) && Symbol.iterator in value);
}
