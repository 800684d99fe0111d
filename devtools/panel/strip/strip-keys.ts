import type { KeyboardEvent } from "react";
import type { StripModel } from "../../model/strip/strip.ts";

/** What the strip's keys act on. */
export interface StripKeysPlace {
  readonly strip: StripModel;
  /** CSS pixels. */
  readonly width: number;
  readonly selected: number | undefined;
  /** The moment under the pointer, while it is there. */
  readonly hovered: number | undefined;
  /** Whether single letters do anything. */
  readonly letters: boolean;
  readonly onSelect: (position: number) => void;
  readonly onOpen: (position: number) => void;
}

const closer = 0.7;
const muchCloser = 0.2;
const panPixels = 160;
const fasterBy = 4;
/** Events that a page key passes. */
const page = 10;

type Act = (place: StripKeysPlace) => void;

// As in Chrome's Performance panel; I and O as in video editors.
const keys: Readonly<Record<string, Act>> = {
  w: zoomBy(closer),
  "+": zoomBy(closer),
  "=": zoomBy(closer),
  W: zoomBy(muchCloser),
  s: zoomBy(1 / closer),
  "-": zoomBy(1 / closer),
  S: zoomBy(1 / muchCloser),
  a: panBy(-1),
  A: panBy(-fasterBy),
  d: panBy(1),
  D: panBy(fasterBy),
  "0": ({ strip }) => strip.reset(),
  f: ({ strip }) => strip.frameSpan(),
  i: (place) => place.strip.setSpan({ from: chosen(place), to: Math.max(chosen(place), place.strip.state.span?.to ?? place.strip.state.last) }),
  o: (place) => place.strip.setSpan({ from: Math.min(chosen(place), place.strip.state.span?.from ?? place.strip.state.first), to: chosen(place) }),
  "Shift+ArrowLeft": panBy(-1),
  "Shift+ArrowRight": panBy(1),
  "Shift+ArrowUp": zoomBy(closer),
  "Shift+ArrowDown": zoomBy(1 / closer),
  ArrowLeft: stepBy(-1),
  ArrowDown: stepBy(-1),
  ArrowRight: stepBy(1),
  ArrowUp: stepBy(1),
  PageDown: stepBy(-page),
  PageUp: stepBy(page),
  Home: (place) => select(place, place.strip.step(place.strip.state.first - 1, 1)),
  End: (place) => select(place, place.strip.step(place.strip.state.last + 1, -1)),
  Enter: (place) => place.selected !== undefined && place.onOpen(place.selected),
};

/** Acts on a key that was pressed in the strip. Whether it was one of the strip's. */
export function stripPressed({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent, place: StripKeysPlace): boolean {
  const { first, last, span } = place.strip.state;
  if (ctrlKey || metaKey || altKey || last < first) return false;
  if (key === "Escape") {
    place.strip.setSpan(undefined);
    return span !== undefined;
  }
  if (key.length === 1 && !place.letters) return false;
  const act = keys[shiftKey && key.startsWith("Arrow") ? `Shift+${key}` : key];
  act?.(place);
  return act !== undefined;
}

/** The event that keys start from. */
function chosen({ selected, strip }: StripKeysPlace): number {
  return selected ?? strip.state.last;
}

function select(place: StripKeysPlace, position: number | undefined): void {
  if (position === undefined) return;
  place.onSelect(position);
  place.strip.reveal(position);
}

function stepBy(by: number): Act {
  return (place) => {
    const { selected, strip } = place;
    // Without a selection the newest event is the first to step to, whichever way.
    select(place, selected === undefined ? strip.step(strip.state.last + 1, -1) : strip.step(selected, by));
  };
}

function zoomBy(factor: number): Act {
  return ({ strip, hovered, selected }) => {
    const { view } = strip.state;
    const moment = hovered ?? (selected === undefined ? undefined : strip.momentOf(selected));
    strip.zoom(factor, moment !== undefined && moment >= view.from && moment <= view.to ? moment : undefined);
  };
}

function panBy(times: number): Act {
  return ({ strip, width }) => strip.pan((times * panPixels) / Math.max(1, width));
}
