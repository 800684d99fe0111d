import type { HistoryEntry } from "eventdeck";
import { Unfetched } from "../../target/unfetched.ts";
import { filterTerm } from "./filter.ts";
import { pathKeys, valueAt } from "../value/path-text.ts";
import { visibleText } from "../value/visible-text.ts";

/** A term that holds of a row, and how it is offered. */
export interface RowTerm {
  /** The column that it belongs to. */
  readonly column: string;
  /** As in `type cart.ticked`. */
  readonly label: string;
  readonly term: string;
}

const longestLabel = 40;

/** What can be asked for, or left out, because a row has it: the columns of the list, and the paths among them. */
export function rowTerms({ event, arrival }: HistoryEntry, columns: readonly string[]): readonly RowTerm[] {
  const terms: RowTerm[] = [
    named("type", "type", event.type),
    named("topic", "topic", event.topic),
    named("source", "source", event.source),
    ...(arrival ? [named("via", "via", arrival.link)] : []),
    { column: "priority", label: `priority ${event.priority}`, term: `priority:${event.priority}` },
    named("correlation", "correlation", event.correlationId),
  ];
  for (const path of columns) {
    const keys = pathKeys(path);
    const value = keys && !(event.payload instanceof Unfetched) ? valueAt(event.payload, keys) : undefined;
    const term = termOf(path, value);
    if (term !== undefined) terms.push({ column: path, label: `${path.replace(/^payload\./, "")} ${short(String(value))}`, term });
  }
  // A topic that is the type says the same twice.
  return event.topic === event.type ? terms.filter(({ column }) => column !== "topic") : terms;
}

/** A filter with one more term that has to hold. */
export function withTerm(text: string, term: string): string {
  const written = text.trim();
  if (written === "" || written === term) return term;
  return `${/(^|\s)OR(\s|$)/.test(written) ? `(${written})` : written} ${term}`;
}

function named(column: string, key: string, value: string): RowTerm {
  return { column, label: `${key} ${short(value)}`, term: filterTerm(key, value) };
}

function termOf(path: string, value: unknown): string | undefined {
  switch (typeof value) {
    case "string":
      return filterTerm(path, value);
    case "number":
      return Number.isFinite(value) ? `${path}:${value}` : undefined;
    case "boolean":
    case "bigint":
      return `${path}:${value}`;
    default:
      return value === null ? `${path}:null` : undefined;
  }
}

function short(value: string): string {
  const text = visibleText(value.slice(0, longestLabel + 1));
  return text.length > longestLabel ? `${text.slice(0, longestLabel)}…` : text;
}
