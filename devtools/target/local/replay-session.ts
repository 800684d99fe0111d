import { createBus, type Bus, type BusEvent, type HistoryEntry, type Replay } from "eventdeck";

/** A session on its way into a bus. */
export interface SessionReplay {
  readonly replay: Replay;
  /** How many of its events the application had emitted already at its start. */
  readonly repeated: number;
  /** Lets go of the session. */
  readonly release: () => void;
}

/** Begins to play a session into a bus. @throws SessionFormatError with the line number */
export async function sessionInto(bus: Bus, lines: readonly string[]): Promise<SessionReplay> {
  const size = Math.max(1, lines.length);
  const recorder = createBus({ events: bus.kinds, history: { maxEvents: size, maxBytes: Number.MAX_SAFE_INTEGER } });
  const release = () => void recorder.close({ drain: false });
  try {
    await recorder.history.import(lines);
    const repeated = alreadyEmitted([...recorder.history], [...bus.history]);
    const query = (_event: BusEvent, { position }: HistoryEntry) => !repeated.has(position);
    return { replay: recorder.history.replay({ query, speed: "max", into: bus }), repeated: repeated.size, release };
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * Positions of the recorded events that a fresh application has emitted again by itself: for each event that nothing caused, the first one of its type in the
 * session, and whatever that one caused.
 */
function alreadyEmitted(recorded: readonly HistoryEntry[], fresh: readonly HistoryEntry[]): ReadonlySet<number> {
  const left = new Map<string, number>();
  for (const { event } of fresh) if (event.causationId === undefined) left.set(event.type, (left.get(event.type) ?? 0) + 1);
  const repeated = new Set<number>();
  const ids = new Set<string>();
  for (const { position, event } of recorded) {
    const caused = event.causationId !== undefined && ids.has(event.causationId);
    const started = event.causationId === undefined ? (left.get(event.type) ?? 0) : 0;
    if (!caused && started === 0) continue;
    if (!caused) left.set(event.type, started - 1);
    repeated.add(position);
    ids.add(event.id);
  }
  return repeated;
}
