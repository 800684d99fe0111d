import type { Bus } from "../bus/index.ts";
import { defineEvent, payload } from "../event/index.ts";
import type { CaptureOptions } from "./capture-options.ts";
import { capturing } from "./capturing.ts";
import { tapInto } from "./patch.ts";
import { Recorder } from "./recorder.ts";

/** Which of the console's methods are captured. */
export type ConsoleLevel = (typeof levelNames)[number];
const levelNames = ["error", "warn", "log"] as const;

/** What is kept of a line of the console. */
export interface CapturedLine {
  readonly level: ConsoleLevel;
  readonly args: unknown;
}

const lines = payload<CapturedLine>();
/** A line of the console, by level. */
export const consoleLine = {
  error: defineEvent("console.error", lines),
  warn: defineEvent("console.warn", lines),
  log: defineEvent("console.log", lines),
} as const;

/** What is captured of the console. */
export interface ConsoleOptions extends CaptureOptions {
  /** @default ["error", "warn", "log"] */
  readonly levels?: readonly ConsoleLevel[];
}

/**
 * What is written to the console becomes events of the bus: `console.error`, `console.warn`, `console.log`. It is written all the same, first.
 *
 * Browsers name the code that calls the console, which is the capture then: its file can be put on their ignore list. What a handler of such an event writes, and
 * what is written about its failure, is left out.
 *
 * @example
 * const end = captureConsole(bus, { levels: ["error", "warn"] });
 *
 * @throws TypeError for a level that is none
 */
export function captureConsole(bus: Bus, options: ConsoleOptions = {}): () => void {
  const { levels = levelNames } = options;
  const unknown = levels.find((level) => !levelNames.includes(level));
  if (unknown !== undefined) throw new TypeError(`captureConsole was given the level "${unknown}": use ${levelNames.join(", ")}.`);
  const recorder = new Recorder("captureConsole", bus, globalThis, "console", options);
  return capturing(bus, captureConsole, (onEnd) => {
    onEnd(recorder.watch());
    for (const level of new Set(levels)) onEnd(tapInto(console, level, ({ args }) => writeDown(recorder, level, args)));
  });
}

function writeDown(recorder: Recorder, level: ConsoleLevel, args: readonly unknown[]) {
  const record = (): void => {
    recorder.record({ name: level, payload: { level, args } satisfies CapturedLine, definition: consoleLine[level] });
  };
  return { returned: record, threw: record };
}
