import type { Core } from "../bus/index.ts";
import { BusError, type BusEvent, fromCloudEvent, SessionFormatError, toCloudEvent } from "../event/index.ts";
import { readable } from "./readable.ts";
import type { HistoryStore } from "./store.ts";

export interface Loaded {
  readonly added: number;
  readonly skipped: number;
  readonly error?: unknown;
}

/** Puts the newest stored events back into history, as many as there is room for. See `HistoryPersistence.load`. */
export async function loadHistory(
  core: Core,
  store: HistoryStore,
  stream: string,
  limits: { readonly maxEvents: number; readonly maxAgeMs: number },
): Promise<Loaded> {
  const problems: unknown[] = [];
  const events = await newest(core, store, stream, limits, problems);
  const added = await importAll(core, events, problems);
  return { added, skipped: problems.length, ...(problems.length > 0 && { error: problems[0] }) };
}

async function newest(
  { history, clock }: Core,
  store: HistoryStore,
  stream: string,
  { maxEvents, maxAgeMs }: { readonly maxEvents: number; readonly maxAgeMs: number },
  problems: unknown[],
): Promise<BusEvent[]> {
  const { limits } = history;
  const room = Math.min(maxEvents, (limits?.maxEvents ?? 0) - history.size);
  const oldest = clock.now() - Math.min(maxAgeMs, limits?.maxAgeMs ?? Infinity);
  const known = new Set([...positions(history.firstPosition, history.lastPosition)].map((position) => identity(history.ring.event(position))));
  const events: BusEvent[] = [];
  if (room <= 0) return events;
  for await (const { event } of readable(store, stream, true, (error) => problems.push(error))) {
    if (event.time < oldest || known.has(identity(event))) continue;
    known.add(identity(event));
    if (events.push(event) >= room) break;
  }
  return events.toReversed();
}

/** All at once, as a session is read. When one is refused, by a schema that has changed since, the others are read without it. */
async function importAll({ history, kinds, folding }: Core, events: readonly BusEvent[], problems: unknown[]): Promise<number> {
  const lines = events.map((event) => JSON.stringify(toCloudEvent(event)));
  try {
    return (await history.import(lines)).added;
  } catch (error) {
    if (!(error instanceof SessionFormatError)) throw error;
  }
  const known = [...kinds, ...(folding?.kinds ?? [])];
  const accepted = lines.filter((line) => {
    try {
      fromCloudEvent(JSON.parse(line), known);
      return true;
    } catch (error) {
      if (!(error instanceof BusError)) throw error;
      problems.push(error);
      return false;
    }
  });
  return (await history.import(accepted)).added;
}

function* positions(from: number, to: number): Generator<number> {
  for (let position = from; position <= to; position++) yield position;
}
function identity({ source, id }: BusEvent): string {
  return `${source}\0${id}`;
}
