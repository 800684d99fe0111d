import type { Middleware } from "../bus/index.ts";
import type { BusEvent } from "../event/index.ts";
import { compileMatch, type Match } from "./match.ts";

/** From chatty to terse. */
export type LogLevel = (typeof levels)[number];
const levels = ["debug", "info", "warn", "error"] as const;

/** Where lines go: the console, or whatever has its four methods (pino, winston, a test's array). */
export type LogSink = Readonly<Record<LogLevel, (line: string, ...details: unknown[]) => void>>;

/** What is written, and where to. */
export interface LoggerOptions {
  /** @default "logger" */
  readonly name?: string;
  /**
   * The least severe lines that are written. `debug`: a handler that succeeded; `info`: an event that was recorded; `warn`: a slow handler;
   * `error`: a failure.
   * @default "info"
   */
  readonly level?: LogLevel;
  /** A handler that took longer, in milliseconds, is written as a warning. @default Infinity */
  readonly slowMs?: number;
  /** Only these events. @default all */
  readonly match?: Match;
  /** Hands the payload over as well, as history sees it: redacted, when `redact` is in use. @default false */
  readonly payload?: boolean;
  /** @default console */
  readonly sink?: LogSink;
}

/**
 * Writes a line for every event that is recorded, and one for every handler's outcome.
 *
 * An event that is not recorded (`history: false`, `keep`, a replay) has lines for its outcomes only, and a stopped one has none: `bus.inspect$` tells of those.
 *
 * @example
 * const bus = createBus({ middleware: [logger({ level: "debug", match: "cart.#", slowMs: 16 })] });
 * // cart.item-added #12
 * // cart.item-added -> badge: ok, 0.3 ms
 * // cart.item-added -> totals: failed, 1.2 ms TypeError: ...
 *
 * @throws TypeError for a level that is none
 */
export function logger(options: LoggerOptions = {}): Middleware {
  const { level = "info", slowMs = Infinity, payload = false, sink = console } = options;
  if (!levels.includes(level)) throw new TypeError(`logger() was given level "${level}": use ${levels.join(", ")}.`);
  const matches = compileMatch(options.match);
  const least = levels.indexOf(level);
  /** The latest failure of a call that was written, since `onError` may hear of it next. */
  let written: unknown;
  const writes = (of: LogLevel, event: BusEvent) => levels.indexOf(of) >= least && matches(event);
  return {
    name: options.name ?? "logger",
    onRecord({ event, position }) {
      if (writes("info", event)) write(sink, "info", `${titleOf(event)} #${position}`, payload ? [event.payload] : []);
    },
    afterHandle(event, subscription, outcome) {
      const failed = "error" in outcome;
      const severity = failed ? "error" : outcome.durationMs > slowMs ? "warn" : "debug";
      if (!writes(severity, event)) return;
      const line = `${titleOf(event)} -> ${toOneLine(subscription.name)}: ${failed ? "failed" : "ok"}, ${outcome.durationMs.toFixed(1)} ms`;
      write(sink, severity, line, failed ? [outcome.error] : []);
      written = outcome.error;
    },
    onError({ event, by, error }) {
      // A handler's own failure, and that of a filter or hook in its place, was written by `afterHandle`, whoever deals with it.
      if (by !== undefined && error !== written && writes("error", event)) write(sink, "error", `${titleOf(event)} -> ${toOneLine(by)}: failed`, [error]);
      written = undefined;
    },
  };
}

/** What is logged may defeat the sink, by a getter or `toJSON` that throws: the line is worth more than the detail. */
function write(sink: LogSink, level: LogLevel, line: string, details: readonly unknown[]): void {
  try {
    sink[level](line, ...details);
  } catch (error) {
    if (details.length === 0) throw error;
    sink[level](`${line} (its details cannot be shown)`);
  }
}

function titleOf({ type, topic }: BusEvent): string {
  return topic === type ? toOneLine(type) : `${toOneLine(type)} on ${toOneLine(topic)}`;
}

/** Names may come from afar: they must neither begin a line of their own nor be taken for a directive (`%c`) by the console. */
function toOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}%]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
