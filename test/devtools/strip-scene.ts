import { createStrip, type StripModel } from "../../devtools/model/index.ts";
import { createScreen, type Screen } from "./painted.ts";
import { writtenLog, type WrittenLog } from "./strip-log.ts";

/** A strip that somebody looks at, of a log that the test writes. */
export interface StripScene {
  readonly log: WrittenLog;
  readonly screen: Screen;
  readonly strip: StripModel;
  /** Draws until nothing waits to be drawn. */
  readonly settle: () => void;
}

export function stripScene(): StripScene {
  const log = writtenLog();
  const screen = createScreen();
  const strip = createStrip(log, undefined, screen);
  strip.connect();
  screen.paint();
  return {
    log,
    screen,
    strip,
    settle: () => {
      while (screen.waiting > 0) screen.paint();
    },
  };
}
