export const popover = `
.popover { position: absolute; z-index: 6; top: calc(100% + 6px); right: 0; width: min(380px, 92cqw); padding: 10px; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--paper); color: var(--ink); box-shadow: 0 6px 24px rgb(0 0 0 / 0.18); font-size: 12px; text-align: left; white-space: normal; }
.popover h3 { margin: 8px 6px 2px; font-size: 11px; font-weight: 600; color: var(--muted); }
.popover p { margin: 4px 6px; }
.popover ul { margin: 0; padding: 0; list-style: none; max-height: 220px; overflow: auto; }
.popover li { display: flex; align-items: center; gap: 2px; }
.popover .icon-button { width: 24px; height: 24px; }
.popover-actions { display: flex; gap: 6px; margin-top: 8px; }
.field { flex: 1; min-width: 0; width: 100%; height: 28px; padding: 0 8px; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--paper); color: var(--ink); }
.field[aria-invalid="true"] { border-color: var(--fail); }
.save-form { flex: 1; display: flex; gap: 6px; margin-bottom: 4px; }
.saved-apply { flex: 1; min-width: 0; display: flex; gap: 10px; align-items: center; height: 26px; padding: 0 6px; border-radius: 5px; }
.saved-apply > :first-child { flex: none; max-width: 50%; }
.saved-apply:hover { background: var(--hover); }
`;
