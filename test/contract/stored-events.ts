import { type BusEvent, fromCloudEvent } from "eventdeck";

/** A frozen event with an id of its own. */
export function storedEvent(id: string, payload: unknown = { id }): BusEvent {
  return {
    ...fromCloudEvent({ specversion: "1.0", id, source: "/shop", type: "order.placed", time: "2026-01-31T12:00:00.000Z", headers: '{"n":1}' }),
    payload,
  };
}
export function storedEvents(from: number, to: number): BusEvent[] {
  return Array.from({ length: to - from + 1 }, (_, index) => storedEvent(`e${from + index}`));
}

/** All that an iteration gives. */
export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
/** The ids of what was read, with their sequences: `1:e1`. */
export async function ids(items: AsyncIterable<{ readonly sequence: number; readonly event: BusEvent }>): Promise<string> {
  return (await all(items)).map(({ sequence, event }) => `${sequence}:${event.id}`).join(" ");
}
