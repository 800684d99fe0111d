/** A box in the window's own pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where a menu's top left corner comes to stand, and how high it may be. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly maxHeight: number;
}

// Room between a menu and what it belongs to, and between it and the edge.
const gap = 4;
const least = 80;

/**
 * Beside what it belongs to and inside the bounds: below when it fits there, otherwise on the side with more room; its right edge at
 * the anchor's when it would leave the bounds on the right.
 */
export function placeMenu(anchor: Box, size: { readonly width: number; readonly height: number }, bounds: Box): Place {
  const below = bounds.bottom - anchor.bottom - 2 * gap;
  const above = anchor.top - bounds.top - 2 * gap;
  const down = size.height <= below || below >= above;
  const maxHeight = Math.max(least, down ? below : above);
  const height = Math.min(size.height, maxHeight);
  const top = clamp(down ? anchor.bottom + gap : anchor.top - gap - height, bounds.top + gap, bounds.bottom - gap - height);
  const fits = anchor.left + size.width + gap <= bounds.right;
  const left = clamp(fits ? anchor.left : anchor.right - size.width, bounds.left + gap, bounds.right - gap - size.width);
  return { left, top, maxHeight };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
