import type { StripModel } from "../../model/strip/strip.ts";
import { toX, type Extent } from "../../model/strip/viewport.ts";
import { useStore } from "../use-store.ts";

interface StripBracketProps {
  readonly strip: StripModel;
  readonly view: Extent;
  readonly width: number;
}

const narrowest = 4;

/** Which part of time the list shows. An element of its own, since it moves with every scrolling, and a transform costs neither drawing nor layout. */
export function StripBracket({ strip, view, width }: StripBracketProps) {
  const window = useStore(strip.window);
  const { first, last } = strip.state;
  if (!window || last < first) return null;
  const inside = (x: number) => Math.min(width + narrowest, Math.max(-narrowest, x));
  const left = inside(toX(view, strip.momentOf(window.from), width));
  const right = inside(toX(view, strip.momentOf(window.to), width));
  return <i className="strip-bracket" style={{ transform: `translateX(${Math.round(left)}px) scaleX(${Math.max(narrowest, Math.round(right - left))})` }} />;
}
