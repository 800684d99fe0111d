import { useLayoutEffect, type RefObject } from "react";

/**
 * Hands the focus on between what takes each other's place: the trigger and the panel that it opens. What goes because a button in it was pressed leaves the
 * focus to what comes; otherwise it would be at the top of the page. A shortcut leaves the keys to the page.
 *
 * @param element what takes the focus, or has the first thing that does
 * @param handed whether what was there before had it
 */
export function useHandedFocus(element: RefObject<HTMLElement | null>, handed: RefObject<boolean>): void {
  useLayoutEffect(() => {
    const here = element.current;
    if (!here) return;
    if (handed.current) (here.matches("button") ? here : here.querySelector<HTMLElement>("[tabindex='0']"))?.focus();
    handed.current = false;
    return () => {
      const root = here.getRootNode();
      const focused = root instanceof ShadowRoot ? root.activeElement : null;
      handed.current = focused?.matches("button") === true && here.contains(focused);
    };
  }, [element, handed]);
}
