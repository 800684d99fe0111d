import { type BusEvent, placeholder, SessionFormatError, toCloudEvent } from "../event/index.ts";
import type { Arrival } from "./entry.ts";

/** Characters in the longest line that is written or read. */
export const maxLineLength = 16_777_216;

/**
 * A session as text: one CloudEvents 1.0 JSON object per line, without newline characters, made as they are asked for.
 * A payload that would make its line longer than `maxLineLength` is replaced by `{ "$unserializable": … }`.
 *
 * @throws SessionFormatError at an event that `toCloudEvent` refuses, or that is too long even without its payload
 */
export function* writeSession(events: Iterable<BusEvent>): Generator<string, void, undefined> {
  for (const event of events) yield toLine(event);
}

/** One line of a session, with how its event arrived as an attribute of ours, which is JSON since attributes are scalars. */
export function toLine(event: BusEvent, arrival?: Arrival): string {
  const whole = tryLine(event, arrival);
  if (whole !== undefined) return whole;
  const short = tryLine({ ...event, payload: placeholder(`a payload that needs a line of more than ${maxLineLength} characters`) }, arrival);
  if (short !== undefined) return short;
  throw new SessionFormatError(`"${event.type}" has attributes of more than the ${maxLineLength} characters of a line: shorten them.`);
}

function tryLine(event: BusEvent, arrival: Arrival | undefined): string | undefined {
  const object = toCloudEvent(event);
  try {
    const line = JSON.stringify(arrival ? { ...object, arrival: JSON.stringify(arrival) } : object);
    return line.length > maxLineLength ? undefined : line;
  } catch {
    // Longer than a string can be: the object holds nothing else that JSON refuses.
    return undefined;
  }
}
