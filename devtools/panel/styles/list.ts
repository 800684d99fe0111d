export const list = `
.list-frame { position: relative; flex: 1; min-height: 0; display: flex; flex-direction: column; }
.grid { flex: 1; min-height: 0; overflow: hidden auto; overscroll-behavior: contain; overflow-anchor: none; scrollbar-gutter: stable; position: relative; }
.grid:has(> .whole) { display: flex; flex-direction: column; }
.whole { flex: 1; display: flex; min-height: 0; }
.grid:focus-visible { outline-offset: -2px; border-radius: 0; }
.grid-content { position: relative; min-width: 0; contain: strict; }
.grid-window { position: absolute; inset: 0 0 auto 0; will-change: transform; }
.list-header, .row { display: grid; align-items: center; gap: 0 10px; padding: 0 10px; border-left: 2px solid transparent; white-space: nowrap; grid-template-columns: var(--columns); }
.list-header { position: sticky; top: 0; z-index: 2; background: var(--raised); border-bottom: 1px solid var(--line); color: var(--muted); font-size: 11px; }
.header-cell { position: relative; display: flex; align-items: center; min-width: 0; height: 100%; }
.header-cell[data-column="time"] { justify-content: flex-end; }
.header-cell[data-column="outcome"] { justify-content: space-between; }
.column-handle { position: absolute; right: -9px; top: 0; bottom: 0; width: 9px; cursor: col-resize; touch-action: none; z-index: 1; }
.column-handle::after { content: ""; position: absolute; left: 4px; top: 5px; bottom: 5px; width: 1px; background: var(--line-strong); }
.column-handle:is(:hover, :focus-visible)::after { background: var(--accent); width: 2px; top: 0; bottom: 0; }
.header-button { display: inline-grid; place-items: center; width: 22px; height: 20px; border-radius: 4px; color: var(--muted); }
.header-button:hover { background: var(--hover); color: var(--ink); }
.column-picker { display: inline-flex; position: relative; }
.row { contain: strict; cursor: default; }
.row:nth-child(even) { background: color-mix(in srgb, var(--raised) 60%, transparent); }
.row:hover { background: var(--hover); }
.row[data-playhead="true"] { background: var(--replay-soft); border-left-color: var(--replay); }
.row[aria-selected="true"] { background: var(--accent-soft); border-left-color: var(--accent); }
.row[data-dimmed] > * { opacity: 0.42; }
.row[data-inside] .row-time { padding-left: 12px; }
.row[data-inside] .row-priority { box-shadow: -7px 0 0 -6px var(--line-strong); }
.row[data-pinned] .row-time::before { content: ""; float: left; width: 5px; height: 5px; margin: 5px 0 0 2px; border-radius: 50%; background: var(--accent); }
.row-time { text-align: right; font-size: 11px; color: var(--muted); font-variant-numeric: tabular-nums; overflow: hidden; text-overflow: ellipsis; }
.row-priority, .row-chevron { display: grid; place-items: center; color: var(--muted); }
.row-priority[data-priority="immediate"] { color: var(--replay); }
.row-chevron[data-open="true"] svg { transform: rotate(90deg); }
.row-type { font-family: var(--mono); font-size: 12px; font-weight: 600; }
.row-preview, .row-cell { font-family: var(--mono); font-size: 12px; color: var(--muted); }
.row-cell { color: var(--ink); }
.row-cell[data-column="size"] { text-align: right; font-family: inherit; font-variant-numeric: tabular-nums; }
.row-gone { grid-column: 1 / -1; text-align: center; color: var(--muted); font-style: italic; }
.row-fold { grid-column: 3 / -1; }
.row[data-fold] { cursor: pointer; }
.row-times { font-variant-numeric: tabular-nums; font-weight: 600; color: var(--accent); }
.row-note { font-size: 12px; color: var(--muted); }
.row-note[data-bad="true"] { color: var(--fail); font-weight: 600; }
.row[data-holds] { border-left-color: var(--accent); }
.row[data-attempt] .row-priority, .row[data-attempt] .row-type { color: var(--muted); }
.row[data-attempt] .row-type { font-weight: 500; text-decoration: line-through; text-decoration-thickness: 1px; }
.row-why { grid-column: 4 / -2; font-size: 12px; font-style: italic; color: var(--muted); }
.mark { position: relative; display: inline-flex; justify-self: stretch; align-items: center; gap: 4px; font-size: 11px; font-variant-numeric: tabular-nums; color: var(--muted); }
.mark[data-kind="ok"] { color: var(--ok); }
.mark[data-kind="failed"] { color: var(--fail); font-weight: 700; }
.mark[data-kind="pending"], .mark[data-kind="skipped"] { color: var(--wait); }
.mark[data-kind="unheard"] { font-style: italic; }
.mark[data-kind="attempt"] { color: var(--wait); font-weight: 600; }
.row-button { position: absolute; right: -4px; display: none; place-items: center; width: 24px; height: 22px; border-radius: 4px; color: var(--muted); background: inherit; }
.row:hover .row-button, .row[aria-selected="true"] .row-button { display: inline-grid; background: var(--hover); }
.row[aria-selected="true"] .row-button { background: var(--accent-soft); }
.row-button:hover { color: var(--ink); box-shadow: inset 0 0 0 1px var(--line-strong); }
.evicted { position: absolute; inset: 0 0 auto 0; display: flex; align-items: center; justify-content: center; font-size: 12px; color: var(--muted); border-bottom: 1px dashed var(--line-strong); }
.pill { position: absolute; z-index: 2; bottom: 12px; right: 24px; display: inline-flex; align-items: center; gap: 6px; height: 30px; padding: 0 14px; border-radius: 15px;
  background: var(--accent); color: var(--on-accent); font-weight: 600; box-shadow: 0 4px 16px rgb(0 0 0 / 0.25); font-variant-numeric: tabular-nums; }
.pace { position: absolute; z-index: 3; top: 30px; right: 16px; padding: 2px 8px; border-radius: 10px; font-size: 11px; background: color-mix(in srgb, var(--paper) 88%, transparent); color: var(--muted); border: 1px solid var(--line); font-variant-numeric: tabular-nums; pointer-events: none; }
.row[data-tall="true"] { grid-template-columns: 14px minmax(0, 1fr) auto auto; grid-template-rows: auto auto; align-content: center; gap: 1px 8px; }
.row[data-tall="true"] :is(.row-priority, .row-chevron) { grid-area: 1 / 1; }
.row[data-tall="true"] .row-type { grid-area: 1 / 2; }
.row[data-tall="true"] .row-time { grid-area: 1 / 3; }
.row[data-tall="true"] .mark { grid-area: 1 / 4; }
.row[data-tall="true"] :is(.row-preview, .row-why) { grid-area: 2 / 2 / 3 / -1; }
.row[data-tall="true"] .row-button { top: 100%; }
.row[data-tall="true"] .row-fold { grid-area: 1 / 2 / 3 / 3; white-space: normal; }
@container deck (height < 460px) {
  .pill { bottom: 6px; right: 20px; height: 24px; padding: 0 10px; font-size: 12px; }
}

.attempt-reason { flex: none; font-size: 11px; font-weight: 600; padding: 1px 7px; border-radius: 9px; background: var(--fail-soft); color: var(--fail); }
.attempt-facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 2px 16px; margin: 0; padding: 2px 14px 10px; font-size: 12px; }
.attempt-facts > div { display: flex; gap: 8px; min-width: 0; }
.attempt-facts dt { flex: none; color: var(--muted); }
.attempt-facts dd { margin: 0; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.attempt-heading { margin: 0; padding: 8px 14px 2px; font-size: 12px; font-weight: 600; color: var(--muted); }
`;
