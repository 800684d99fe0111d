import type { Bus } from "../bus/index.ts";
import { type Priority, priorities } from "../event/index.ts";
import type { HistoryEntry } from "../history/index.ts";
import { toText } from "./to-text.ts";

/** A recorded event in one line: its position, type and payload. */
export function describeEntry({ position, event }: HistoryEntry): string {
  return `#${position} ${event.type}${event.payload === undefined ? "" : ` ${toText(event.payload)}`}`;
}

/** The entries, indented, the newest that fit. */
export function listEntries(entries: readonly HistoryEntry[], most = 10): string {
  const left = entries.length - most;
  const shown = entries.slice(-most).map((entry) => `  ${describeEntry(entry)}`);
  return [...(left > 0 ? [`  … ${left} before`] : []), ...shown].join("\n");
}

/** Why an event that a test expects may not be in history. */
export function whyMissing(bus: Bus, types: (type: string) => boolean): string[] {
  const { lanes } = bus.metrics();
  const waiting = priorities.reduce((sum, priority: Priority) => sum + lanes[priority].depth, 0);
  const attempts = bus.history.undelivered().flatMap(({ event, draft, reason, by }) => {
    const type = (event ?? draft)?.type;
    return type !== undefined && types(type) ? [`"${type}" was published and reached nobody: ${reason}${by === undefined ? "" : ` (${by})`}.`] : [];
  });
  const { evicted } = bus.history;
  return [
    ...attempts.slice(-3),
    ...(waiting > 0 ? [`${waiting} waiting in the lanes: let time pass first, with \`await bus.advance()\` or \`await bus.flush()\`.`] : []),
    ...(bus.paused ? ["The bus is paused."] : []),
    ...(evicted > 0 ? [`${evicted} older ones were evicted from the history: give the bus a larger \`history.maxEvents\`.`] : []),
  ];
}
