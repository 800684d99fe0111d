import { keysHelpOf, type Theme } from "../model/index.ts";
import { Menu, type MenuItem } from "./menu/menu.tsx";
import type { MenuParts } from "./menu/menu-parts.tsx";
import { usePanel } from "./panel-context.ts";
import { useSessionFile } from "./session/session-open.tsx";
import { useStore } from "./use-store.ts";

const themes: readonly { readonly theme: Theme; readonly label: string }[] = [
  { theme: "system", label: "Theme of the system" },
  { theme: "light", label: "Light" },
  { theme: "dark", label: "Dark" },
];

/** What is needed seldom: the panel's own settings, sessions, help. */
export function PanelMenu() {
  const { panel, deck } = usePanel();
  const { theme } = useStore(panel);
  const { open, owner, chooser } = useSessionFile();
  const items = ({ listItems, sessionItems }: MenuParts): readonly MenuItem[] => [
    ...themes.map((each) => ({ label: each.label, checked: each.theme === theme, keepOpen: true, onSelect: () => panel.setTheme(each.theme) })),
    ...listItems(deck.events),
    ...sessionItems(deck, owner(), open),
    { label: "Keys …", hint: "?", separator: true, onSelect: () => keysHelpOf(deck).set(true) },
  ];
  return (
    <>
      <Menu label="More" items={items} />
      {chooser}
    </>
  );
}
