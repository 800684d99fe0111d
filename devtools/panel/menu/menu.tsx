import { useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from "react";
import { icons } from "../icons.tsx";
import type { Box } from "./menu-place.ts";
import { laterPopup } from "../later-popup.tsx";
import type { MenuItem } from "./menu-popup.tsx";
import type { MenuOfItemsProps, MenuParts } from "./menu-parts.tsx";

export type { MenuItem } from "./menu-popup.tsx";

/** An open menu. */
export const LaterMenu = laterPopup<MenuOfItemsProps>("The menu", () => import("../areas/menu.ts"));

interface MenuProps {
  /** Names the button and the menu. */
  readonly label: string;
  /** @default three dots */
  readonly icon?: ReactNode;
  /** Stands beside the icon. */
  readonly text?: string;
  /** @default "icon-button", or "button" with a text */
  readonly className?: string;
  /** Those that are long to build are built with what comes with the menu. */
  readonly items: readonly MenuItem[] | ((parts: MenuParts) => readonly MenuItem[]);
}

/**
 * A button that opens a menu.
 *
 * @example
 * <Menu label="More" items={[{ label: "Export all", onSelect: exportAll }]} />
 */
export function Menu({ label, icon = icons.dots, text, className, items }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState<Open>();
  // The press that closes the menu is the one that would open it again.
  const [pressedOpen, setPressedOpen] = useState(false);
  const show = () => {
    const element = button.current;
    if (element) setOpen({ owner: element, anchor: element.getBoundingClientRect() });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    event.stopPropagation();
    show();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className ?? (text === undefined ? "icon-button" : "button")}
        aria-haspopup="menu"
        aria-expanded={open !== undefined}
        aria-label={label}
        title={label}
        onPointerDownCapture={() => setPressedOpen(open !== undefined)}
        onClick={(event) => {
          // A click made by a key comes without a press.
          if (event.detail > 0 && pressedOpen) setPressedOpen(false);
          else show();
        }}
        onKeyDown={onKeyDown}
      >
        {icon}
        {text !== undefined && <span className="button-text">{text}</span>}
      </button>
      {open && (
        <LaterMenu
          label={label}
          items={typeof items === "function" ? items : () => items}
          {...open}
          onClose={(refocus) => {
            setOpen(undefined);
            if (refocus) button.current?.focus();
          }}
        />
      )}
    </>
  );
}

interface Open {
  readonly owner: HTMLElement;
  readonly anchor: Box;
}

/** A context menu: where the pointer is, or beside the focused element when a key asks for it. */
export interface ContextMenu<About> {
  /** For `onContextMenu`. @param about what the items are about */
  readonly open: (event: MouseEvent<HTMLElement>, about: About) => void;
  /** To be put anywhere in what the component returns. */
  readonly menu: ReactNode;
}

/**
 * The context form of the menu.
 *
 * @example
 * const { open, menu } = useContextMenu("Event", (position: number) => [{ label: "Copy", onSelect: () => copy(position) }]);
 * return <div onContextMenu={(event) => open(event, position)}>{menu}</div>;
 */
export function useContextMenu<About>(label: string, items: (about: About, parts: MenuParts) => readonly MenuItem[]): ContextMenu<About> {
  const [shown, setShown] = useState<Open & { readonly items: MenuOfItemsProps["items"]; readonly back: HTMLElement | null }>();
  const open = (event: MouseEvent<HTMLElement>, about: About) => {
    event.preventDefault();
    event.stopPropagation();
    const owner = event.currentTarget;
    let offered: readonly MenuItem[] | undefined;
    // Asked once: what it says does not change under the pointer.
    setShown({ owner, anchor: anchorOf(event), items: (parts) => (offered ??= items(about, parts)), back: focusedIn(owner) });
  };
  const close = (refocus: boolean) => {
    setShown(undefined);
    if (refocus) shown?.back?.focus();
  };
  return { open, menu: shown && <LaterMenu label={label} owner={shown.owner} anchor={shown.anchor} items={shown.items} onClose={close} /> };
}

function anchorOf(event: MouseEvent<HTMLElement>): Box {
  const { clientX: x, clientY: y } = event;
  // The menu key brings no place of its own.
  if (x === 0 && y === 0) return event.currentTarget.getBoundingClientRect();
  return { left: x, right: x, top: y, bottom: y };
}

function focusedIn(owner: HTMLElement): HTMLElement | null {
  const root = owner.getRootNode();
  const focused: unknown = "activeElement" in root ? root.activeElement : null;
  return isFocusable(focused) ? focused : null;
}

// An element of another window is no instance of this window's classes.
function isFocusable(element: unknown): element is HTMLElement {
  return typeof element === "object" && element !== null && "focus" in element;
}
