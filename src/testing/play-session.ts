import { type Bus, createBus, type ReplayOptions } from "../bus/index.ts";
import type { Replay } from "../history/index.ts";
import type { Known } from "../routing/index.ts";

/** As for every replay; what it plays into is given already. */
export type PlaySessionOptions = Omit<ReplayOptions, "into" | "only">;

/** A replay that knows its length. */
export interface SessionReplay extends Replay {
  /** Milliseconds in which all is played, at the speed it began with; 0 at "max". */
  readonly durationMs: number;
}

/**
 * Plays a recorded session into a bus, as a test's input: events are delivered and recorded there, with the gaps between the times they were published at.
 * What handlers publish happens anew, so recorded events that others caused are left out. Resolves when the session has been read; on a test bus
 * nothing is played before `advance`.
 *
 * @param lines - Of a session file, as `history.export` writes them.
 * @example
 * const session = await playSession(bus, readFileSync("failed-payment.session.jsonl", "utf8").split("\n"));
 * await bus.advance(session.durationMs);
 * expect(bus).toHaveEmitted(orderFailed);
 *
 * @throws SessionFormatError with the line number; nothing is played then
 */
export async function playSession<K extends Known>(
  bus: Bus<K>,
  lines: Iterable<string> | AsyncIterable<string>,
  options: PlaySessionOptions = {},
): Promise<SessionReplay> {
  const recorder = createBus({ events: bus.kinds, history: { maxEvents: Infinity, maxBytes: Infinity } });
  await recorder.history.import(lines);
  const { speed = 1, maxGapMs = Infinity } = options;
  const times = recorder.history.query(options.query ?? "", { from: options.from, to: options.to }).map(({ event }) => event.time);
  const gapsMs = times.map((time, index) => Math.min(maxGapMs, Math.max(0, time - (times[index - 1] ?? time))));
  const durationMs = speed === "max" ? 0 : gapsMs.reduce((sum, gapMs) => sum + gapMs, 0) / speed;
  const replay = recorder.history.replay({ ...options, into: bus });
  return Object.assign(replay, { durationMs });
}
