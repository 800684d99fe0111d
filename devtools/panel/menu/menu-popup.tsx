import { useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { createPortal } from "react-dom";
import { icons } from "../icons.tsx";
import { type Box, placeMenu, type Place } from "./menu-place.ts";
import { TypeAhead } from "./menu-type-ahead.ts";

/** One thing that a menu offers. */
export interface MenuItem {
  readonly label: string;
  /** In the right column: a key, a count, or why it is disabled. */
  readonly hint?: string;
  /** Makes it a check box. */
  readonly checked?: boolean;
  /** Can be reached, so that it can be read, and not chosen. */
  readonly disabled?: boolean;
  /** It stays open after it was chosen: for settings that are changed together. */
  readonly keepOpen?: boolean;
  /** A line above it. */
  readonly separator?: boolean;
  readonly onSelect: () => void;
}

export interface MenuPopupProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** What it stands beside. */
  readonly anchor: Box;
  /** An element of the panel that it belongs to. */
  readonly owner: HTMLElement;
  /** @param refocus whether the focus is to go back to where it came from */
  readonly onClose: (refocus: boolean) => void;
}

/** The open menu: over everything else in the panel, inside its bounds, with the focus in it. */
export function MenuPopup({ label, items, anchor, owner, onClose }: MenuPopupProps) {
  const list = useRef<HTMLDivElement>(null);
  const place = usePlace(list, anchor, owner);
  useOutsidePress(list, owner, onClose);
  const typed = useRef(new TypeAhead());
  const choose = (item: MenuItem) => {
    if (item.disabled) return;
    if (item.keepOpen) return item.onSelect();
    // First: what it does may move the focus somewhere else.
    onClose(true);
    item.onSelect();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The panel's own keys mean something else.
    event.stopPropagation();
    const rows = rowsOf(list.current);
    const at = rows.findIndex((row) => row === event.target);
    const to = targetOf(event, at, rows.length) ?? typed.current.find(event, items, at);
    if (to !== undefined) rows[to]?.focus();
    else if (event.key === "Escape") onClose(true);
    // The focus goes on from where the menu was opened.
    else if (event.key === "Tab") return onClose(true);
    else if (event.key === "Enter" || event.key === " ") {
      const item = items[at];
      if (item) choose(item);
    } else return;
    event.preventDefault();
  };
  return createPortal(
    <div
      ref={list}
      role="menu"
      // It scrolls where there is little room, and what scrolls is to be reached by keys.
      tabIndex={0}
      aria-label={label}
      className="menu"
      data-placed={place !== undefined}
      style={place && { transform: `translate(${place.left}px, ${place.top}px)`, maxHeight: place.maxHeight }}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => event.preventDefault()}
    >
      {items.map((item, index) => (
        <MenuRow key={`${index} ${item.label}`} item={item} onChoose={() => choose(item)} />
      ))}
    </div>,
    panelOf(owner),
  );
}

function MenuRow({ item, onChoose }: { readonly item: MenuItem; readonly onChoose: () => void }) {
  const { label, hint, checked, disabled, separator } = item;
  return (
    <>
      {separator && <hr className="menu-line" />}
      <button
        type="button"
        role={checked === undefined ? "menuitem" : "menuitemcheckbox"}
        aria-checked={checked}
        aria-disabled={disabled || undefined}
        tabIndex={-1}
        className="menu-item"
        onClick={onChoose}
        onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
      >
        <span>{checked ? icons.check : null}</span>
        <span>{label}</span>
        {hint === undefined ? <span /> : <span className="menu-hint">{hint}</span>}
      </button>
    </>
  );
}

function rowsOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>(".menu-item") ?? [])];
}

function targetOf({ key }: KeyboardEvent, at: number, rows: number): number | undefined {
  if (key === "ArrowDown") return (at + 1) % rows;
  if (key === "ArrowUp") return at <= 0 ? rows - 1 : at - 1;
  if (key === "Home" || key === "PageUp") return 0;
  if (key === "End" || key === "PageDown") return rows - 1;
  return undefined;
}

// In the panel's root element, where its tokens hold and nothing cuts it off.
function panelOf(owner: HTMLElement): HTMLElement {
  return owner.closest<HTMLElement>(".deck") ?? owner;
}

function usePlace(list: { readonly current: HTMLElement | null }, anchor: Box, owner: HTMLElement): Place | undefined {
  const [place, setPlace] = useState<Place>();
  const [focused, setFocused] = useState(false);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const { left, top } = element.getBoundingClientRect();
    const found = placeMenu(anchor, { width: element.offsetWidth, height: element.scrollHeight + 2 }, boundsOf(owner));
    // `fixed` is relative to the nearest element that contains layout, wherever that is: what was measured at 0, 0 tells.
    setPlace({ ...found, left: Math.round(found.left - left), top: Math.round(found.top - top) });
    // Measured once: an open menu stays where it is.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useLayoutEffect(() => {
    // What is hidden takes no focus.
    if (!place || focused) return;
    rowsOf(list.current)[0]?.focus({ preventScroll: true });
    setFocused(true);
  }, [place, focused, list]);
  return place;
}

function boundsOf(owner: HTMLElement): Box {
  const panel = panelOf(owner).getBoundingClientRect();
  const view = owner.ownerDocument.documentElement;
  return {
    left: Math.max(0, panel.left),
    top: Math.max(0, panel.top),
    right: Math.min(view.clientWidth, panel.right),
    bottom: Math.min(owner.ownerDocument.defaultView?.innerHeight ?? panel.bottom, panel.bottom),
  };
}

function useOutsidePress(list: { readonly current: HTMLElement | null }, owner: HTMLElement, onClose: (refocus: boolean) => void): void {
  const close = useRef(onClose);
  useLayoutEffect(() => {
    close.current = onClose;
  });
  useLayoutEffect(() => {
    const leave = new AbortController();
    const view = owner.ownerDocument.defaultView;
    const root = owner.getRootNode();
    const host = root instanceof (view?.ShadowRoot ?? ShadowRoot) ? root.host : undefined;
    const outside = (event: Event) => {
      const path = event.composedPath();
      // A press inside the panel is seen by its root, which knows more than the page does of what was pressed.
      if (event.currentTarget === view && host && path.includes(host)) return;
      if (!list.current || path.includes(list.current)) return;
      // A press on the button that opened it closes it by itself.
      close.current(false);
    };
    const options = { capture: true, signal: leave.signal };
    view?.addEventListener("pointerdown", outside, options);
    root.addEventListener("pointerdown", outside, options);
    view?.addEventListener("blur", () => close.current(false), { signal: leave.signal });
    view?.addEventListener("resize", () => close.current(false), { signal: leave.signal });
    return () => leave.abort();
  }, [list, owner]);
}
