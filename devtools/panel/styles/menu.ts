export const menu = `
.menu { position: fixed; z-index: 20; left: 0; top: 0; display: flex; flex-direction: column; min-width: 168px; max-width: min(360px, 92cqw); overflow: auto; overscroll-behavior: contain;
  padding: 4px; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--paper); color: var(--ink); box-shadow: var(--shadow, 0 6px 24px rgb(0 0 0 / 0.18)); font-size: 12px; }
.menu[data-placed="false"] { visibility: hidden; }
.menu-line { flex: none; width: auto; height: 1px; margin: 4px 6px; border: 0; background: var(--line); }
.menu-item { flex: none; display: grid; grid-template-columns: 14px minmax(0, 1fr) auto; align-items: center; gap: 8px; min-height: 26px; padding: 3px 8px 3px 6px; border-radius: 5px; cursor: default; }
.menu-item:focus, .menu-item:focus-visible { outline: none; background: var(--accent-soft); box-shadow: inset 0 0 0 1px var(--accent); }
.menu-item[aria-disabled="true"] { color: var(--muted); }
.menu-item[aria-disabled="true"]:focus { background: var(--sunken); box-shadow: inset 0 0 0 1px var(--line-strong); }
.menu-hint { color: var(--muted); font-size: 11px; white-space: nowrap; }
`;
