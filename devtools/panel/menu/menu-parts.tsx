import { columnItems } from "../list/column-items.ts";
import { listItems } from "../list/list-items.ts";
import { rowMenuItems } from "../list/row-menu.ts";
import { hearerItems } from "../replay/hearer-items.ts";
import { playItems } from "../replay/play-items.ts";
import { sessionItems } from "../session/session-items.ts";
import { MenuPopup, type MenuItem, type MenuPopupProps } from "./menu-popup.tsx";

/** What the panel's menus are built with: loaded with the first menu that opens. */
const parts = { columnItems, hearerItems, listItems, playItems, rowMenuItems, sessionItems };

export type MenuParts = typeof parts;

export interface MenuOfItemsProps extends Omit<MenuPopupProps, "items"> {
  readonly items: (parts: MenuParts) => readonly MenuItem[];
}

/** A menu whose items are built when it is drawn. */
export function MenuOfItems({ items, ...rest }: MenuOfItemsProps) {
  return <MenuPopup items={items(parts)} {...rest} />;
}
