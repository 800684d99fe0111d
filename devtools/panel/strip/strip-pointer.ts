import { useRef, useState, type PointerEvent } from "react";
import type { StripModel } from "../../model/strip/strip.ts";
import { pixelMs, toMoment, type Extent } from "../../model/strip/viewport.ts";

interface StripPointerOptions {
  readonly strip: StripModel;
  /** As it is drawn. */
  readonly view: Extent;
  readonly width: number;
  readonly onSelect: (position: number) => void;
  /** A click at the foot, where attempts stand. Whether there was one. */
  readonly onFoot: (moment: number) => boolean;
}

/** What pointers do to the strip. */
export interface StripPointer {
  /** Where the pointer rests, in CSS pixels from the left. */
  readonly hover: number | undefined;
  readonly gesture: "brush" | "pan" | "pinch" | undefined;
  readonly handlers: Readonly<
    Record<"onPointerDown" | "onPointerMove" | "onPointerUp" | "onPointerCancel" | "onPointerLeave", (event: PointerEvent<HTMLElement>) => void>
  >;
}

/** How far from exact a pointer is, in CSS pixels. */
export const reachPixels = 4;
const dragPixels = 3;
/** How high the marks of attempts stand, with some room around them. */
const footPixels = 16;

interface Drag {
  readonly startX: number;
  readonly startMoment: number;
  readonly pans: boolean;
  readonly atFoot: boolean;
  moved: boolean;
}

/** Pointers on the strip: a click selects, a drag brushes a span, with Shift or the middle button it pans, and two fingers zoom. */
export function useStripPointer({ strip, view, width, onSelect, onFoot }: StripPointerOptions): StripPointer {
  const [hover, setHover] = useState<number>();
  const [gesture, setGesture] = useState<StripPointer["gesture"]>();
  const drag = useRef<Drag>(undefined);
  const fingers = useRef(new Map<number, number>());

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button > 1) return;
    const x = placeOf(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    fingers.current.set(event.pointerId, x);
    // The middle button would scroll the page by itself.
    if (event.button === 1) event.preventDefault();
    const pans = event.button === 1 || event.shiftKey;
    drag.current = { startX: x, startMoment: toMoment(view, x, width), pans, atFoot: isAtFoot(event), moved: false };
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const x = placeOf(event);
    const before = fingers.current.get(event.pointerId);
    setHover(event.pointerType === "touch" ? undefined : x);
    if (before === undefined) return;
    if (fingers.current.size > 1) pinch(event.pointerId, before, x);
    else if (drag.current) dragTo(drag.current, before, x);
    fingers.current.set(event.pointerId, x);
  };

  const dragTo = (current: Drag, before: number, x: number) => {
    if (!current.moved && Math.abs(x - current.startX) < dragPixels) return;
    current.moved = true;
    setGesture(current.pans ? "pan" : "brush");
    if (current.pans) strip.pan((before - x) / Math.max(1, width), "jump");
    else strip.brush(current.startMoment, toMoment(view, x, width));
  };

  const pinch = (id: number, before: number, x: number) => {
    setGesture("pinch");
    if (drag.current) drag.current.moved = true;
    const other = [...fingers.current].find(([finger]) => finger !== id)?.[1] ?? before;
    const factor = Math.max(1, Math.abs(before - other)) / Math.max(1, Math.abs(x - other));
    strip.zoom(factor, toMoment(view, (x + other) / 2, width), "jump");
  };

  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const current = drag.current;
    fingers.current.delete(event.pointerId);
    if (fingers.current.size > 0) return;
    drag.current = undefined;
    setGesture(undefined);
    if (!current || current.moved || current.pans) return;
    if (current.atFoot && onFoot(current.startMoment)) return;
    const position = strip.nearest(current.startMoment, reachPixels * pixelMs(view, width));
    if (position !== undefined) onSelect(position);
  };

  const onPointerCancel = (event: PointerEvent<HTMLElement>) => {
    fingers.current.delete(event.pointerId);
    drag.current = undefined;
    setGesture(undefined);
  };

  return { hover, gesture, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel, onPointerLeave: () => setHover(undefined) } };
}

/** A pointer's place in CSS pixels from the left of what it is on. */
function placeOf({ clientX, currentTarget }: PointerEvent<HTMLElement>): number {
  return clientX - currentTarget.getBoundingClientRect().left;
}

function isAtFoot({ clientY, currentTarget }: PointerEvent<HTMLElement>): boolean {
  return currentTarget.getBoundingClientRect().bottom - clientY <= footPixels;
}
