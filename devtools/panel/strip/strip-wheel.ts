import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";
import type { StripModel } from "../../model/strip/strip.ts";
import { toMoment, type Extent } from "../../model/strip/viewport.ts";

// A notch of a wheel is about 100 of these, a trackpad's step a few.
const zoomPerPixel = 0.0025;
// A pinch on a trackpad comes as Ctrl with small steps.
const pinchPerPixel = 0.012;
const linePixels = 32;

/** The wheel zooms at the pointer; sideways, or with Shift, it pans. React's own wheel listeners cannot keep the page from scrolling. */
export function useStripWheel(stage: RefObject<HTMLElement | null>, strip: StripModel, view: Extent, width: number): void {
  const latest = useRef({ view, width });
  // With the layout, not after it: a wheel turns on what is drawn.
  useLayoutEffect(() => {
    latest.current = { view, width };
  });
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { view: shown, width: wide } = latest.current;
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : linePixels;
      const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
      if (!event.ctrlKey && (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))) strip.pan((sideways * unit) / Math.max(1, wide), "jump");
      else {
        const moment = toMoment(shown, event.clientX - element.getBoundingClientRect().left, wide);
        strip.zoom(Math.exp(event.deltaY * unit * (event.ctrlKey ? pinchPerPixel : zoomPerPixel)), moment, "jump");
      }
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [stage, strip]);
}
