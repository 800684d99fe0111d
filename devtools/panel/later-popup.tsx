import { createElement, type RefObject, useContext, useEffect, useRef } from "react";
import { Later, laterMistake } from "../model/later.ts";
import { isElement } from "./is-element.ts";
import { type Area, type LaterView, useArea } from "./later-view.tsx";
import { PanelContext } from "./panel-context.ts";

interface PopupProps {
  /** @param refocus whether the focus is to go back to where it came from */
  readonly onClose: (refocus: boolean) => void;
}

/**
 * A view that a press opens over the others, loaded when it is first opened. Nothing is shown until then, and keys that are pressed meanwhile wait for it. When
 * it does not come a notice says so, and it counts as closed: the next press tries again.
 *
 * @param what - its name, as a sentence begins
 */
export function laterPopup<Props extends PopupProps>(what: string, load: () => Promise<Area<Props>>): LaterView<Props> {
  const area = new Later(load);
  function Popup(props: Props) {
    const { onClose } = props;
    const panel = useContext(PanelContext)?.panel;
    const place = useRef<HTMLSpanElement>(null);
    const { styled } = useArea(area, place);
    const close = useRef(onClose);
    useEffect(() => {
      close.current = onClose;
    });
    useHeldKeys(place, styled !== undefined, close);
    useEffect(() => {
      let wanted = true;
      void area.load().then(() => {
        if (!wanted || area.state.status !== "failed") return;
        close.current(false);
        const mistake = laterMistake(what, area.state.error);
        if (panel) panel.notify(mistake);
        else reportError(new Error(mistake, { cause: area.state.error }));
      });
      return () => {
        wanted = false;
      };
    }, [panel]);
    return styled ? createElement(styled, props) : <span ref={place} hidden />;
  }
  return Object.assign(Popup, { prefetch: () => area.load() });
}

/** Keeps the keys that are meant for what is not there yet, and presses them when it is. Escape does not wait, and Tab goes on as ever. */
function useHeldKeys(place: RefObject<Element | null>, there: boolean, close: RefObject<PopupProps["onClose"]>): void {
  const held = useRef<KeyboardEvent[]>([]);
  const root = useRef<Node>(undefined);
  useEffect(() => {
    if (there) return pressAgain(root.current, held.current.splice(0));
    const around = place.current?.getRootNode();
    root.current = around;
    const hold = (event: Event) => {
      if (!isKey(event) || event.key === "Tab" || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Escape") close.current(true);
      else held.current.push(event);
    };
    around?.addEventListener("keydown", hold, { capture: true });
    return () => around?.removeEventListener("keydown", hold, { capture: true });
  }, [place, there, close]);
}

function pressAgain(root: Node | undefined, keys: readonly KeyboardEvent[]): undefined {
  if (keys.length === 0 || !root || !("activeElement" in root)) return;
  // What has come takes the focus first; in the frames of its own window, since the page that opened it may be hidden.
  root.ownerDocument?.defaultView?.requestAnimationFrame(() => {
    for (const key of keys) if (isElement(root.activeElement)) root.activeElement.dispatchEvent(new KeyboardEvent("keydown", key));
  });
}

// An event of another window is no instance of this window's classes.
function isKey(event: Event): event is KeyboardEvent {
  return "key" in event;
}
