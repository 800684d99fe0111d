import { type BusEvent, describeIssues, type EventKind, EventValidationError, fromCloudEvent, SessionFormatError } from "../event/index.ts";
import type { Arrival } from "./entry.ts";
import { readArrival } from "./read-arrival.ts";
import { maxLineLength } from "./write-session.ts";

/** Events in the longest session that is read: all of them are in memory before the first is added. */
export const maxSessionEvents = 1_000_000;

/** Longest stretch of reading before the host gets a turn; one long line can take more. */
const sliceMs = 8;

/**
 * The events of a session file, in its order: all of them, or an error. Blank lines are skipped and counted; a byte order mark, `\r` and a newline at the end
 * are tolerated. Events that occur twice are kept, since a history may hold one event twice.
 *
 * @param lines whole lines, or texts of whole lines, up to the file in one string; not the chunks of a stream, which end anywhere
 * @param kinds the registered definitions, as for `fromCloudEvent`
 * @param pause waits for the host's next task; called between slices of 8 ms. Without it, reading does not pause.
 * @param now milliseconds from an arbitrary start, to measure the slices by
 * @param arrivals takes up how those arrived that came over a link
 * @throws SessionFormatError with the `line`, the first being 1, and as its `cause` what `fromCloudEvent` threw; what the iteration of `lines` throws
 */
export async function readSession(
  lines: Iterable<string> | AsyncIterable<string>,
  kinds: readonly EventKind[],
  pause?: () => Promise<void>,
  now: () => number = () => performance.now(),
  arrivals?: Map<BusEvent, Arrival>,
): Promise<BusEvent[]> {
  const events: BusEvent[] = [];
  let line = 0;
  let sliceEnd = now() + sliceMs;
  // A string is an iterable of strings too, of its characters, which nobody means.
  for await (const element of typeof lines === "string" ? [lines] : lines) {
    for (const text of split(element, line + 1)) {
      line++;
      const event = readLine(text, line, kinds, arrivals);
      if (event && events.push(event) > maxSessionEvents) throw new SessionFormatError(`more than ${maxSessionEvents} events: split the file.`, line);
      if (pause && now() >= sliceEnd) {
        await pause();
        sliceEnd = now() + sliceMs;
      }
    }
  }
  return events;
}

function* split(element: unknown, line: number): Generator<string, void, undefined> {
  if (typeof element !== "string") throw new SessionFormatError(`is not a string (${typeof element}): decode bytes first.`, line);
  let start = 0;
  do {
    const newline = element.indexOf("\n", start);
    const end = newline === -1 ? element.length : newline;
    yield element.slice(start, end);
    start = end + 1;
  } while (start < element.length);
}

function readLine(text: string, line: number, kinds: readonly EventKind[], arrivals: Map<BusEvent, Arrival> | undefined): BusEvent | undefined {
  if (text.length > maxLineLength) throw new SessionFormatError(`is longer than ${maxLineLength} characters.`, line);
  // A byte order mark counts as white space to `trim`, and is none to `JSON.parse`.
  const json = text.trim();
  return json === "" ? undefined : readEvent(json, line, kinds, arrivals);
}

function readEvent(json: string, line: number, kinds: readonly EventKind[], arrivals: Map<BusEvent, Arrival> | undefined): BusEvent {
  try {
    const parsed = parse(json);
    const event = fromCloudEvent(parsed, kinds);
    const arrival = arrivals && readArrival(parsed);
    if (arrival) arrivals.set(event, arrival);
    return event;
  } catch (error) {
    throw new SessionFormatError(`${explain(error)} Nothing was imported.`, line, { cause: error });
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new SessionFormatError(`This is not a whole JSON object (${String(error)}): was the file cut off, or its lines broken?`, undefined, { cause: error });
  }
}

function explain(error: unknown): string {
  if (error instanceof EventValidationError) return `"${error.type}" has an invalid payload: ${describeIssues(error.issues)}.`;
  return error instanceof Error ? error.message : String(error);
}
