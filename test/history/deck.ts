import type { Bus, EventDraft, EventOptions, HistoryEntry, Replay, ReplayState, Subscription } from "eventdeck";

/** An event that is recorded and delivered before `emit` returns. */
export function draft(type: string, input?: unknown, options?: EventOptions): EventDraft {
  return { type, input, options: { priority: "immediate", ...options } };
}
/** Emits so many events of a type; the payload is the number of each, from 1. */
export function emitSome(bus: Bus, count: number, type = "t"): void {
  for (let n = 1; n <= count; n++) bus.emit(draft(type, n));
}
export function positionsOf(entries: Iterable<HistoryEntry>): number[] {
  return Array.from(entries, ({ position }) => position);
}
export function payloadsOf(entries: Iterable<HistoryEntry>): unknown[] {
  return Array.from(entries, ({ event }) => event.payload);
}
/** Notes every replayed event as "position type". */
export function hearReplays(bus: Bus): { readonly heard: string[]; readonly subscription: Subscription } {
  const heard: string[] = [];
  const subscription = bus.subscribe("#", ({ replay, type }) => void (replay && heard.push(`${replay.position} ${type}`)), { name: "hears replays" });
  return { heard, subscription };
}
/** Every state that a run shows from now on. */
export function statesOf(replay: Replay): ReplayState[] {
  const states: ReplayState[] = [];
  replay.state$.subscribe((state) => states.push(state));
  return states;
}
