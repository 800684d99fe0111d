import { useState, type KeyboardEvent, type PointerEvent } from "react";

export type Side = "bottom" | "right";

interface ResizeHandleProps {
  readonly side: Side;
  /** Of the dock, in pixels. */
  readonly size: number;
  readonly min: number;
  readonly max: number;
  readonly onSize: (size: number) => void;
}

const stepPx = 16;
const leapPx = 96;

/** The edge of the dock that faces the page: dragged, or moved with the arrow keys, with Home and End to its limits. */
export function ResizeHandle({ side, size, min, max, onSize }: ResizeHandleProps) {
  const [dragged, setDragged] = useState(false);
  const resize = (next: number) => onSize(Math.round(Math.max(min, Math.min(max, next))));
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDragged(true);
  };
  const onPointerMove = ({ currentTarget, clientX, clientY }: PointerEvent) => {
    const { innerWidth, innerHeight } = currentTarget.ownerDocument.defaultView ?? window;
    if (dragged) resize(side === "bottom" ? innerHeight - clientY : innerWidth - clientX);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = sizeAfter(event, side, { size, min, max });
    if (next === undefined) return;
    event.preventDefault();
    resize(next);
  };
  return (
    <div
      className="resize"
      role="separator"
      tabIndex={0}
      aria-label="Resize the panel"
      aria-orientation={side === "bottom" ? "horizontal" : "vertical"}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuetext={`${size} pixels`}
      data-dragged={dragged}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onLostPointerCapture={() => setDragged(false)}
      onKeyDown={onKeyDown}
    />
  );
}

function sizeAfter(
  { key, shiftKey }: KeyboardEvent,
  side: Side,
  { size, min, max }: { readonly size: number; readonly min: number; readonly max: number },
): number | undefined {
  const step = shiftKey ? leapPx : stepPx;
  const [grow, shrink] = side === "bottom" ? ["ArrowUp", "ArrowDown"] : ["ArrowLeft", "ArrowRight"];
  if (key === grow) return size + step;
  if (key === shrink) return size - step;
  if (key === "Home") return min;
  return key === "End" ? max : undefined;
}
