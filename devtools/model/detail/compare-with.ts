import type { HistoryEntry } from "eventdeck";
import type { EventLog } from "../../target/index.ts";
import type { MiddlewareChange } from "./middleware-changes.ts";

/** What a payload is compared with. */
export interface Basis {
  /** Names it among the others; the same for events of every type, so that a choice holds from event to event. */
  readonly key: string;
  readonly label: string;
  /** The event whose payload is the earlier value, when it is another one. */
  readonly entry?: HistoryEntry;
  /** The change of one middleware, which has both values. */
  readonly change?: MiddlewareChange;
}

/** Events that are looked at on the way back. */
const mostLooked = 50_000;

/** The event of the same type that came before, if it is among the 50,000 before. */
export function previousOfType(log: Pick<EventLog, "get" | "firstPosition">, { position, event }: HistoryEntry): HistoryEntry | undefined {
  const first = Math.max(log.firstPosition, position - mostLooked);
  for (let at = position - 1; at >= first; at -= 1) {
    const entry = log.get(at);
    if (entry?.event.type === event.type) return entry;
  }
  return undefined;
}

interface Around {
  readonly previous: HistoryEntry | undefined;
  readonly pins: readonly HistoryEntry[];
  readonly changes: readonly MiddlewareChange[];
}

/** All that an event can be compared with. */
export function basesOf(entry: HistoryEntry, { previous, pins, changes }: Around): readonly Basis[] {
  return [
    ...(previous ? [{ key: "previous", label: `#${previous.position}, the ${entry.event.type} before`, entry: previous }] : []),
    ...pins
      .filter(({ position }) => position !== entry.position)
      .map((pin) => ({ key: `pin ${pin.position}`, label: `pinned #${pin.position} ${pin.event.type}`, entry: pin })),
    ...changes.map((change) => ({ key: `middleware ${change.by}`, label: `before and after ${change.by}`, change })),
  ];
}
