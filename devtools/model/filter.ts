import { compileQuery, FilterSyntaxError, type HistoryEntry } from "eventdeck";

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

/** A filter term for one value, quoted so that no character of it means anything. */
export function filterTerm(key: string, value: string): string {
  return `${key}:"${value.replaceAll(/["\\]/g, "\\$&")}"`;
}
