import { useState, type PointerEvent } from "react";

/** A part of a width that is being marked with the pointer, from 0 to 1. */
export interface Marked {
  readonly from: number;
  readonly to: number;
}

interface Marking {
  readonly marked: Marked | undefined;
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerCancel: () => void;
  };
}

/** Narrower than this is a click and no span. */
const narrowestPixels = 4;

/** Marks a span by dragging across an element. @param done - gets what was marked; `undefined` for a click */
export function useMarking(done: (marked: Marked | undefined) => void): Marking {
  const [start, setStart] = useState<number>();
  const [end, setEnd] = useState(0);
  const finish = () => setStart(undefined);
  return {
    marked: start === undefined || start === end ? undefined : { from: Math.min(start, end), to: Math.max(start, end) },
    handlers: {
      onPointerDown(event) {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setStart(partAt(event));
        setEnd(partAt(event));
      },
      onPointerMove(event) {
        if (start !== undefined) setEnd(partAt(event));
      },
      onPointerUp(event) {
        if (start === undefined) return;
        const at = partAt(event);
        const narrow = Math.abs(at - start) * event.currentTarget.clientWidth < narrowestPixels;
        done(narrow ? undefined : { from: Math.min(start, at), to: Math.max(start, at) });
        finish();
      },
      onPointerCancel: finish,
    },
  };
}

function partAt({ clientX, currentTarget }: PointerEvent<HTMLElement>): number {
  const { left, width } = currentTarget.getBoundingClientRect();
  return width === 0 ? 0 : Math.min(1, Math.max(0, (clientX - left) / width));
}
