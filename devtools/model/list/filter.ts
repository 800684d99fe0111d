import { compileQuery, FilterSyntaxError, type BusEvent, type HistoryEntry, type Undelivered } from "eventdeck";

/** What is wrong with a filter, and at which character. */
export interface FilterError {
  readonly message: string;
  /** Of the offending character, counted from 0. */
  readonly index: number;
}

/** A filter's text, compiled; without `matches` it lets everything through. */
export interface Filter {
  readonly text: string;
  readonly matches?: (entry: HistoryEntry) => boolean;
  readonly error?: FilterError;
}

/** Compiles a filter; a mistake in it becomes a value, since it is made while typing. */
export function compileFilter(text: string): Filter {
  if (text.trim() === "") return { text };
  try {
    return { text, matches: compileQuery(text) };
  } catch (error) {
    if (error instanceof FilterSyntaxError) return { text, error: { message: error.message, index: error.index } };
    throw error;
  }
}

/** Whether a filter matches an attempt, by what it would have been. It has no outcome, and so is neither failed nor unheard. */
export function matchesAttempt(matches: (entry: HistoryEntry) => boolean, attempt: Undelivered): boolean {
  const outcome = { handlers: 0, failed: 0, skipped: 0, pending: 0 };
  return matches({ position: attempt.after, recordedAt: attempt.at, event: attempt.event ?? draftEvent(attempt), outcome, imported: true });
}

// What was invalid never became an event, and is to be found all the same.
function draftEvent({ draft, at }: Undelivered): BusEvent {
  const { type = "unknown", input, options = {} } = draft ?? {};
  const { topic = type, source = "", id = "", correlationId = "", headers = {}, priority = "normal" } = options;
  return { id, type, topic, payload: input, source, time: at, priority, correlationId, version: 1, headers };
}

/** A filter term for one value, quoted so that no character of it means anything. */
export function filterTerm(key: string, value: string): string {
  return `${key}:"${value.replaceAll(/["\\]/g, "\\$&")}"`;
}
