import type { Rows, Target } from "../../target/index.ts";
import { onNextFrame } from "../frame.ts";
import type { PaceOptions } from "../pace.ts";

/**
 * What a filter matches, looked for a slice a frame; the newest events are looked at first.
 *
 * @param enough - asked after each slice, whether the rest is of any interest
 */
export function matchesOf(
  source: Pick<Target, "select">,
  filter: string,
  enough: (found: Rows) => boolean,
  { onFrame = onNextFrame, now = () => performance.now() }: PaceOptions = {},
): Promise<Rows> {
  return new Promise((resolve) => {
    let asked = false;
    const look = () => {
      asked = false;
      const done = selection.advance(now) && selection.progress >= 1;
      const found = selection.matches.rows(0);
      if (!done && !enough(found)) return again();
      selection.close();
      resolve(found);
    };
    const again = () => {
      if (asked) return;
      asked = true;
      onFrame(look);
    };
    const selection = source.select(filter, again);
    look();
  });
}
