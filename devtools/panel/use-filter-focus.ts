import { useEffect, useRef, type RefObject } from "react";
import type { PanelModel } from "../model/index.ts";
import type { FilterHandle } from "./list/filter-handle.ts";
import { useStore } from "./use-store.ts";

/** Puts the cursor into the filter of the view that is shown. A view without one leads to the events, and into theirs. */
export function useFilterFocus(panel: PanelModel, filter: RefObject<FilterHandle | null>): () => void {
  const { view } = useStore(panel);
  const wanted = useRef(false);
  useEffect(() => {
    if (view !== "events" || !wanted.current) return;
    wanted.current = false;
    filter.current?.focus();
  }, [view, filter]);
  return () => {
    if (filter.current) return filter.current.focus();
    wanted.current = true;
    panel.go("events");
  };
}
