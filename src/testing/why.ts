import { BusError } from "../event/index.ts";
import type { HistoryEntry } from "../history/index.ts";

interface Why {
  readonly entry: HistoryEntry;
  readonly causes: readonly HistoryEntry[];
  readonly unknownCause: string | undefined;
  readonly consequences: readonly HistoryEntry[];
}

/**
 * The causes of an event, up to the root, and its consequences.
 *
 * @throws BusError when there is no event of that id
 */
export function why(entries: Iterable<HistoryEntry>, id: string): Why {
  const all = [...entries];
  const byId = new Map(all.map((entry) => [entry.event.id, entry]));
  const entry = byId.get(id);
  if (entry === undefined) throw new BusError("ERR_UNKNOWN_EVENT", `History holds no event with the id "${id}": it was never recorded, or is evicted by now.`);
  return { entry, ...causesOf(entry, byId), consequences: consequencesOf(id, all) };
}

function causesOf(entry: HistoryEntry, byId: ReadonlyMap<string, HistoryEntry>): Pick<Why, "causes" | "unknownCause"> {
  const causes = new Set<HistoryEntry>();
  let id = entry.event.causationId;
  while (id !== undefined) {
    const cause = byId.get(id);
    if (cause === undefined) break;
    // Events from elsewhere may claim to have caused each other.
    if (cause === entry || causes.has(cause)) return { causes: [...causes].toReversed(), unknownCause: undefined };
    causes.add(cause);
    id = cause.event.causationId;
  }
  return { causes: [...causes].toReversed(), unknownCause: id };
}

/** An imported consequence may stand before its cause, so the order of history is that of the answer only. */
function consequencesOf(id: string, all: readonly HistoryEntry[]): HistoryEntry[] {
  const causedBy = new Map<string | undefined, HistoryEntry[]>();
  for (const entry of all) {
    const siblings = causedBy.get(entry.event.causationId);
    if (siblings) siblings.push(entry);
    else causedBy.set(entry.event.causationId, [entry]);
  }
  const found = new Set<HistoryEntry>();
  const ids = [id];
  for (const cause of ids) {
    for (const entry of causedBy.get(cause) ?? []) {
      if (found.has(entry) || entry.event.id === id) continue;
      found.add(entry);
      ids.push(entry.event.id);
    }
  }
  return all.filter((entry) => found.has(entry));
}
