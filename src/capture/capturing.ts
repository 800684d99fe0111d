import { type Bus, lasting } from "../bus/index.ts";

/** Takes note of what ends a part of a capture. */
export type OnEnd = (end: () => void) => void;

/**
 * Begins a capture. Returns its end, which comes once: by itself when the bus closes, or when a hot update replaces the module that began it.
 *
 * @throws what `start` throws, when what had begun by then has been ended
 */
export function capturing(bus: Bus, by: (...parameters: never) => unknown, start: (onEnd: OnEnd) => void): () => void {
  // A closed bus takes nothing: there is nothing to wrap.
  if (bus.closed) return () => {};
  const ends: (() => void)[] = [];
  const end = (): void => {
    // In reverse: what was wrapped last stands on the rest.
    for (const one of ends.splice(0).toReversed()) one();
  };
  try {
    start((one) => void ends.push(one));
  } catch (error) {
    end();
    throw error;
  }
  const closing = bus.history.changes$.subscribe({ complete: end });
  ends.push(() => closing.unsubscribe());
  lasting.made?.(by, end);
  return end;
}
