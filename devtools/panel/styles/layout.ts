export const layout = `
.deck { display: flex; flex-direction: column; height: 100%; min-height: 0; container: deck / size; }
.bar { display: flex; align-items: center; gap: 8px; padding: 5px 10px; min-height: 41px; border-bottom: 1px solid var(--line); background: var(--raised); }
.views { display: flex; gap: 2px; flex: none; }
.bar-end { display: flex; align-items: center; gap: 2px; flex: none; margin-left: auto; }
.bus-name { flex: none; max-width: 18ch; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 600; }
.bus-picker { flex: none; max-width: 22ch; height: 28px; padding: 0 4px; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--paper); font-size: 12px; }
.icon-button.record[aria-pressed="true"] { color: var(--fail); background: none; }
.notice[data-on="true"] { display: flex; align-items: center; gap: 10px; padding: 4px 6px 4px 12px; border-bottom: 1px solid var(--line); background: var(--accent-soft); font-size: 12px; }
.connection { flex: none; font-size: 12px; }
.connection:not(:empty) { display: flex; flex-wrap: wrap; gap: 2px 10px; padding: 5px 12px; border-bottom: 1px solid var(--line); background: var(--raised); }
.connection[data-lost="true"] { background: var(--fail-soft); color: var(--fail); }
.tab { display: inline-flex; align-items: center; gap: 6px; height: 28px; padding: 0 10px; border-radius: var(--radius); color: var(--muted); font-weight: 500; white-space: nowrap; }
.tab:hover { color: var(--ink); }
.tab:is([aria-selected="true"], [aria-current="page"]) { background: var(--paper); color: var(--ink); box-shadow: 0 0 0 1px var(--line); }
.badge { font-size: 11px; line-height: 16px; padding: 0 5px; border-radius: 8px; background: var(--sunken); color: var(--muted); font-variant-numeric: tabular-nums; }
.badge.bad { background: var(--fail-soft); color: var(--fail); }
.body { flex: 1; min-height: 0; display: flex; }
.pane { min-width: 0; min-height: 0; display: flex; flex-direction: column; position: relative; }
.list-pane { flex: 1 1 100%; container: pane / inline-size; }
.detail-pane { flex: 1 1 0; }
.splitter { position: relative; flex: none; width: 1px; background: var(--line); cursor: col-resize; touch-action: none; }
.splitter::before { content: ""; position: absolute; z-index: 2; inset: 0 -4px; }
.splitter:hover, .splitter[data-dragging="true"] { background: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.splitter:focus-visible { outline-offset: 2px; }
.splitter[aria-orientation="horizontal"] { width: auto; height: 1px; cursor: row-resize; }
.splitter[aria-orientation="horizontal"]::before { inset: -4px 0; }
.icon-button.back { display: none; }
@container deck (width < 900px) {
  .body { flex-direction: column; }
}
@container deck (width < 600px) {
  .bar { flex-wrap: wrap; gap: 2px 6px; }
  .bar > .grow { display: none; }
  .bar:has(> .views)::after { content: ""; order: 1; flex-basis: 100%; }
  .bar-end { display: contents; }
  .bar-end > :not(.controls), .filter-toggle { order: 2; }
  .bar .controls { gap: 0; margin-left: auto; }
  .views { order: 2; margin-right: auto; }
  .tab { padding: 0 8px; }
  .body[data-open="true"] .list-pane { display: none; }
  .splitter { display: none; }
  .icon-button.back { display: inline-grid; }
  .wide-only { display: none; }
}
@container deck (width < 330px) {
  .bar { gap: 2px; padding-inline: 6px; }
  .tab { padding: 0 5px; }
  .bar-end > .icon-button, .icon-button.filter-toggle { width: 24px; }
}

.session-drop { position: absolute; z-index: 14; inset: 0; display: none; place-items: center; pointer-events: none; border: 2px dashed var(--accent); background: color-mix(in srgb, var(--accent-soft) 88%, transparent); color: var(--accent); font-size: 15px; font-weight: 600; }
.session-drop[data-on="true"] { display: grid; }
.filter { position: relative; flex: 1 1 240px; min-width: 0; }
.filter-field { display: flex; align-items: center; gap: 6px; height: 28px; padding: 0 4px 0 8px; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--paper); color: var(--muted); }
.filter-field:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.filter-field[data-invalid="true"] { border-color: var(--fail); box-shadow: 0 0 0 1px var(--fail); }
.filter-input { flex: 1; min-width: 0; height: 100%; border: 0; padding: 0; background: none; color: var(--ink); font-family: var(--mono); font-size: 12px; }
.filter-input:focus-visible { outline: none; }
.filter-input::placeholder { color: var(--muted); opacity: 1; }
.filter-count { flex: none; padding-right: 4px; font-size: 12px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.filter-progress { position: absolute; left: 1px; bottom: 1px; height: 2px; background: var(--accent); border-radius: 1px; }
.chip { height: 24px; padding: 0 9px; border-radius: 12px; border: 1px solid var(--line-strong); font-size: 12px; color: var(--muted); white-space: nowrap; }
.chip:hover { color: var(--ink); }
.chip[aria-pressed="true"] { border-color: var(--accent); background: var(--accent-soft); color: var(--accent); font-weight: 600; }
.empty { margin: auto; padding: 24px; max-width: 44ch; text-align: center; color: var(--muted); }
.empty strong { display: block; margin-bottom: 4px; color: var(--ink); font-size: 14px; font-weight: 600; }
.empty p { margin: 0 0 10px; }
.empty code { font-family: var(--mono); font-size: 12px; color: var(--ink); }
`;
