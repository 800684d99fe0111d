import { useState, type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject } from "react";
import { toMoment, type Extent } from "../../model/strip/viewport.ts";

interface StripHandleProps {
  readonly className: string;
  readonly label: string;
  readonly valueText: string;
  readonly position: number;
  readonly min: number;
  readonly max: number;
  /** CSS pixels from the left. */
  readonly x: number;
  readonly stage: RefObject<HTMLElement | null>;
  readonly view: Extent;
  readonly width: number;
  /** Dragged to a moment. */
  readonly onDrag: (moment: number) => void;
  /** Moved by keys, to a position. */
  readonly onStep: (position: number) => void;
  readonly onDragging?: (on: boolean) => void;
  readonly children?: ReactNode;
}

/** Events that a page key passes. */
const page = 10;

/** Something on the strip that can be taken hold of: dragged with a pointer, moved with arrows. */
export function StripHandle(props: StripHandleProps) {
  const { className, label, valueText, position, min, max, x, stage, view, width, onDrag, onStep, onDragging, children } = props;
  const [held, setHeld] = useState(false);
  const hold = (on: boolean) => {
    setHeld(on);
    onDragging?.(on);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    // Or the strip beneath would brush a span.
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    hold(true);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const left = stage.current?.getBoundingClientRect().left;
    if (held && left !== undefined) onDrag(toMoment(view, event.clientX - left, width));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = event.shiftKey || event.ctrlKey || event.metaKey || event.altKey ? undefined : stepOf(event.key, position, min, max);
    if (next === undefined) return;
    event.preventDefault();
    onStep(Math.min(max, Math.max(min, next)));
  };
  return (
    <div
      className={`strip-handle ${className}`}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={position}
      aria-valuetext={valueText}
      data-held={held}
      style={{ transform: `translateX(${Math.round(x)}px)` }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => hold(false)}
      onPointerCancel={() => hold(false)}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  );
}

function stepOf(key: string, position: number, min: number, max: number): number | undefined {
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return position - 1;
    case "ArrowRight":
    case "ArrowUp":
      return position + 1;
    case "PageDown":
      return position - page;
    case "PageUp":
      return position + page;
    case "Home":
      return min;
    case "End":
      return max;
    default:
      return undefined;
  }
}
