import { useLayoutEffect, useState, type RefObject } from "react";

/** A canvas in CSS pixels and in those of the screen. */
export interface CanvasSize {
  readonly width: number;
  readonly height: number;
  readonly pixelWidth: number;
  readonly pixelHeight: number;
}

const none: CanvasSize = { width: 0, height: 0, pixelWidth: 0, pixelHeight: 0 };

/** The size of a canvas in whole pixels of the screen, followed as layout, zoom and screen change: only then is nothing blurred. */
export function useCanvasSize(canvas: RefObject<HTMLCanvasElement | null>): CanvasSize {
  const [size, setSize] = useState(none);
  useLayoutEffect(() => {
    const element = canvas.current;
    const view = element?.ownerDocument.defaultView;
    if (!element || !view) return;
    const take = (next: CanvasSize) => setSize((old) => (same(old, next) ? old : next));
    const observer = new view.ResizeObserver(([entry]) => entry && take(sizeOf(entry, view.devicePixelRatio)));
    observe(observer, element);
    return () => observer.disconnect();
  }, [canvas]);
  return size;
}

// Safari knows no device pixels here; there they follow from the ratio.
function observe(observer: ResizeObserver, element: Element): void {
  try {
    observer.observe(element, { box: "device-pixel-content-box" });
  } catch {
    observer.observe(element);
  }
}

function sizeOf({ contentRect, devicePixelContentBoxSize }: ResizeObserverEntry, ratio: number): CanvasSize {
  const { width, height } = contentRect;
  const exact = devicePixelContentBoxSize?.[0];
  return { width, height, pixelWidth: exact?.inlineSize ?? Math.round(width * ratio), pixelHeight: exact?.blockSize ?? Math.round(height * ratio) };
}

function same(left: CanvasSize, right: CanvasSize): boolean {
  return left.width === right.width && left.height === right.height && left.pixelWidth === right.pixelWidth && left.pixelHeight === right.pixelHeight;
}
