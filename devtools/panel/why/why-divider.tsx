import type { KeyboardEvent, PointerEvent } from "react";

interface WhyDividerProps {
  /** Per cent of the width that the names have. */
  readonly names: number;
  readonly onNames: (names: number) => void;
}

const narrowest = 20;
const widest = 85;
const keyStep = 2;

/** What divides names and bars: dragged, or moved with the arrow keys. */
export function WhyDivider({ names, onNames }: WhyDividerProps) {
  const set = (next: number) => onNames(Math.round(Math.min(widest, Math.max(narrowest, next)) * 10) / 10);
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = ({ currentTarget, pointerId, clientX }: PointerEvent<HTMLElement>) => {
    const head = currentTarget.parentElement;
    if (!head || !currentTarget.hasPointerCapture(pointerId)) return;
    const { left, width } = head.getBoundingClientRect();
    set(((clientX - left) / width) * 100);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = { ArrowLeft: names - keyStep, ArrowRight: names + keyStep, Home: narrowest, End: widest }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    set(next);
  };
  return (
    <div
      className="why-divider"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the names"
      aria-valuenow={names}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      tabIndex={0}
      style={{ left: `${names}%` }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}
