export const list = `
.grid { flex: 1; min-height: 0; overflow: auto; overscroll-behavior: contain; overflow-anchor: none; scrollbar-gutter: stable; }
.grid:has(> .whole) { display: grid; }
.whole { display: contents; }
.grid:focus-visible { outline-offset: -2px; border-radius: 0; }
.grid-content { position: relative; min-width: 0; contain: strict; }
.grid-window { position: absolute; inset: 0 0 auto 0; will-change: transform; }
.row { contain: strict; display: grid; align-items: center; gap: 0 10px; padding: 0 10px; white-space: nowrap; cursor: default; border-left: 2px solid transparent;
  grid-template-columns: 58px 14px minmax(0, 36%) minmax(0, 1fr) minmax(52px, auto); }
.row:nth-child(even) { background: color-mix(in srgb, var(--raised) 60%, transparent); }
.row:hover { background: var(--hover); }
.row[data-playhead="true"] { background: var(--replay-soft); border-left-color: var(--replay); }
.row[aria-selected="true"] { background: var(--accent-soft); border-left-color: var(--accent); }
.row-delta { text-align: right; font-size: 11px; color: var(--muted); font-variant-numeric: tabular-nums; }
.row-priority { display: grid; place-items: center; color: var(--muted); }
.row-priority[data-priority="immediate"] { color: var(--replay); }
.row-type { font-family: var(--mono); font-size: 12px; font-weight: 600; }
.row-preview { font-family: var(--mono); font-size: 12px; color: var(--muted); }
.row-gone { grid-column: 1 / -1; text-align: center; color: var(--muted); font-style: italic; }
.mark { display: inline-flex; justify-self: end; align-items: center; gap: 4px; font-size: 11px; font-variant-numeric: tabular-nums; color: var(--muted); }
.mark[data-kind="ok"] { color: var(--ok); }
.mark[data-kind="failed"] { color: var(--fail); font-weight: 700; }
.mark[data-kind="pending"], .mark[data-kind="skipped"] { color: var(--wait); }
.mark[data-kind="unheard"] { font-style: italic; }
.evicted { display: flex; align-items: center; justify-content: center; font-size: 12px; color: var(--muted); border-bottom: 1px dashed var(--line-strong); }
.pill { position: absolute; z-index: 2; bottom: 12px; right: 24px; display: inline-flex; align-items: center; gap: 6px; height: 30px; padding: 0 14px; border-radius: 15px;
  background: var(--accent); color: var(--on-accent); font-weight: 600; box-shadow: 0 4px 16px rgb(0 0 0 / 0.25); font-variant-numeric: tabular-nums; }
.pace { position: absolute; z-index: 1; top: 6px; right: 16px; padding: 2px 8px; border-radius: 10px; font-size: 11px; background: color-mix(in srgb, var(--paper) 88%, transparent); color: var(--muted); border: 1px solid var(--line); font-variant-numeric: tabular-nums; pointer-events: none; }
@container pane (width < 640px) {
  .row { grid-template-columns: 52px 12px minmax(0, 54%) minmax(0, 1fr) minmax(52px, auto); gap: 0 8px; }
}
.row[data-tall="true"] { grid-template-columns: 14px minmax(0, 1fr) auto auto; grid-template-rows: auto auto; align-content: center; gap: 1px 8px; }
.row[data-tall="true"] .row-priority { grid-area: 1 / 1; }
.row[data-tall="true"] .row-type { grid-area: 1 / 2; }
.row[data-tall="true"] .row-delta { grid-area: 1 / 3; }
.row[data-tall="true"] .mark { grid-area: 1 / 4; }
.row[data-tall="true"] .row-preview { grid-area: 2 / 2 / 3 / -1; }

.attempts { flex: 1; min-height: 0; overflow: auto; margin: 0; padding: 0; list-style: none; }
.attempt { padding: 10px 14px; border-bottom: 1px solid var(--line); }
.attempt-head { display: flex; align-items: baseline; gap: 10px; }
.attempt-reason { flex: none; font-size: 11px; font-weight: 600; padding: 1px 7px; border-radius: 9px; background: var(--fail-soft); color: var(--fail); }
.attempt-why { margin: 4px 0 0; color: var(--ink); overflow-wrap: anywhere; }
.attempt-payload { margin-top: 3px; color: var(--muted); }
`;
