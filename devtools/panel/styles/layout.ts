export const layout = `
.deck { display: flex; flex-direction: column; height: 100%; min-height: 0; container: deck / inline-size; }
.bar { display: flex; align-items: center; gap: 8px; padding: 8px 10px; min-height: 47px; border-bottom: 1px solid var(--line); background: var(--raised); }
.tabs { display: flex; gap: 2px; flex: none; }
.tab { display: inline-flex; align-items: center; gap: 6px; height: 28px; padding: 0 10px; border-radius: var(--radius); color: var(--muted); font-weight: 500; white-space: nowrap; }
.tab:hover { color: var(--ink); }
.tab[aria-selected="true"] { background: var(--paper); color: var(--ink); box-shadow: 0 0 0 1px var(--line); }
.badge { font-size: 11px; line-height: 16px; padding: 0 5px; border-radius: 8px; background: var(--sunken); color: var(--muted); font-variant-numeric: tabular-nums; }
.badge.bad { background: var(--fail-soft); color: var(--fail); }
.body { flex: 1; min-height: 0; display: flex; }
.pane { min-width: 0; min-height: 0; display: flex; flex-direction: column; position: relative; }
.list-pane { flex: 1 1 100%; container: pane / inline-size; }
.detail-pane { flex: 1 1 55%; border-left: 1px solid var(--line); }
.body[data-open="true"] .list-pane { flex-basis: 45%; }
.icon-button.back { display: none; }
.wide-only { display: inline-flex; }
@container deck (width < 900px) {
  .body { flex-direction: column; }
  .body[data-open="true"] .list-pane { flex: 1 1 42%; }
  .detail-pane { flex: 1 1 58%; border-left: 0; border-top: 1px solid var(--line); }
}
@container deck (width < 600px) {
  .bar { flex-wrap: wrap; gap: 8px 6px; }
  .bar .filter { order: 1; flex-basis: 100%; }
  .bar .icon-button:last-child { margin-left: auto; }
  .tab { padding: 0 8px; }
  .body[data-open="true"] .list-pane { display: none; }
  .detail-pane { flex: 1; border-top: 0; }
  .icon-button.back { display: inline-grid; }
  .wide-only { display: none; }
}

.filter { position: relative; flex: 1 1 240px; min-width: 0; }
.filter-field { display: flex; align-items: center; gap: 6px; height: 30px; padding: 0 4px 0 8px; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--paper); color: var(--muted); }
.filter-field:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.filter-field[data-invalid="true"] { border-color: var(--fail); box-shadow: 0 0 0 1px var(--fail); }
.filter-input { flex: 1; min-width: 0; height: 100%; border: 0; padding: 0; background: none; color: var(--ink); font-family: var(--mono); font-size: 12px; }
.filter-input:focus-visible { outline: none; }
.filter-input::placeholder { color: var(--muted); opacity: 1; }
.filter-count { flex: none; padding-right: 4px; font-size: 12px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.filter-progress { position: absolute; left: 1px; bottom: 1px; height: 2px; background: var(--accent); border-radius: 1px; }
.filter-error { position: absolute; z-index: 3; top: calc(100% + 4px); left: 0; max-width: min(560px, 90cqw); padding: 8px 10px; border-radius: var(--radius); border: 1px solid var(--fail); background: var(--paper); box-shadow: 0 6px 24px rgb(0 0 0 / 0.18); }
.filter-error-text { white-space: pre; overflow: hidden; color: var(--muted); }
.filter-error-at { color: var(--fail); background: var(--fail-soft); border-radius: 2px; box-shadow: 0 2px 0 var(--fail); }
.filter-error-message { margin-top: 6px; }
.chip { height: 24px; padding: 0 9px; border-radius: 12px; border: 1px solid var(--line-strong); font-size: 12px; color: var(--muted); white-space: nowrap; }
.chip:hover { color: var(--ink); }
.chip[aria-pressed="true"] { border-color: var(--accent); background: var(--accent-soft); color: var(--accent); font-weight: 600; }
.empty { margin: auto; padding: 24px; max-width: 44ch; text-align: center; color: var(--muted); }
.empty strong { display: block; margin-bottom: 4px; color: var(--ink); font-size: 14px; font-weight: 600; }
.empty p { margin: 0 0 10px; }
.empty code { font-family: var(--mono); font-size: 12px; color: var(--ink); }
`;
