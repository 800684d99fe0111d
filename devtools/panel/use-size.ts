import { useLayoutEffect, useState, type RefObject } from "react";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The inner size of an element, followed as it changes. */
export function useSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const measure = () => setSize((old) => sizeOf(target, old));
    measure();
    // Of the window that the element is in: another one that is hidden observes nothing.
    const { ResizeObserver: Observer } = target.ownerDocument.defaultView ?? globalThis;
    const observer = new Observer(measure);
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

function sizeOf(target: HTMLElement, old: Size): Size {
  const { clientWidth: width, clientHeight: height } = target;
  return old.width === width && old.height === height ? old : { width, height };
}
