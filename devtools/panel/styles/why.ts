export const why = `
.why { display: flex; flex-direction: column; height: 100%; min-height: 220px; container: why / inline-size; }
.why-bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 6px 12px; padding-bottom: 8px; }
.why-figures { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 12px; margin: 0; font-size: 12px; color: var(--muted); }
.why-figures strong { font-weight: 600; color: var(--ink); }
.why-figures .bad { color: var(--fail); font-weight: 600; }
.why-legend { display: inline-flex; align-items: center; gap: 6px; }
.wf-path-sample { width: 14px; height: 3px; border-radius: 2px; background: var(--ink); }
.why-actions { display: flex; gap: 6px; flex-wrap: wrap; }
.button.small { height: 24px; padding: 0 8px; font-size: 12px; }
.why-table { flex: 1; min-height: 0; display: flex; flex-direction: column; border: 1px solid var(--line); border-radius: var(--radius); overflow: hidden; }
.wf-minimap { position: relative; flex: none; height: 40px; border-bottom: 1px solid var(--line); background: var(--sunken); cursor: crosshair; touch-action: none; overflow: hidden; }
.wf-minimap canvas { position: absolute; inset: 0; width: 100%; height: 100%; color: var(--accent); outline: 0 solid var(--fail); }
.wf-dim { position: absolute; top: 0; bottom: 0; background: color-mix(in srgb, var(--sunken) 72%, transparent); border: solid var(--line-strong); border-width: 0; }
.why-head { position: relative; flex: none; display: grid; grid-template-columns: var(--names) minmax(0, 1fr); height: 24px; border-bottom: 1px solid var(--line); background: var(--raised); font-size: 11px; color: var(--muted); }
.why-head-name { padding: 0 8px; line-height: 23px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
.wf-axis { position: relative; overflow: hidden; cursor: crosshair; touch-action: none; margin: 0 8px 0 6px; user-select: none; }
.wf-tick { position: absolute; top: 0; bottom: 0; border-left: 1px solid var(--line-strong); line-height: 23px; white-space: nowrap; }
.wf-tick > span { padding-left: 4px; }
.wf-tick[data-last="true"] > span { position: absolute; right: 4px; }
.wf-marked { position: absolute; inset: 0 auto 0 0; background: color-mix(in srgb, var(--accent) 24%, transparent); border: solid var(--accent); border-width: 0 1px; }
.why-divider { position: absolute; top: 0; bottom: 0; width: 9px; margin-left: -5px; cursor: col-resize; touch-action: none; z-index: 1; }
.why-divider::before { content: ""; position: absolute; top: 4px; bottom: 4px; left: 4px; width: 1px; background: var(--line-strong); }
.why-divider:hover::before, .why-divider:focus-visible::before { top: 0; bottom: 0; left: 3px; width: 3px; background: var(--accent); }
.why-grid { flex: 1; min-height: 0; overflow: hidden auto; overscroll-behavior: contain; overflow-anchor: none; }
.why-grid:focus-visible { outline-offset: -2px; border-radius: 0; }
.why-content { position: relative; contain: strict; }
.why-row { display: grid; grid-template-columns: var(--names) minmax(0, 1fr); contain: strict; cursor: default; white-space: nowrap; border-left: 2px solid transparent; }
.why-row:hover { background: var(--hover); }
.why-row[aria-selected="true"] { background: var(--accent-soft); border-left-color: var(--accent); }
.why-grid:focus-visible .why-row[data-cursor="true"] { box-shadow: inset 0 0 0 1px var(--accent); }
.why-name { display: flex; align-items: center; gap: 5px; min-width: 0; overflow: hidden; padding-right: 6px; border-right: 1px solid var(--line); }
.why-fold { flex: none; width: 14px; height: 20px; display: grid; place-items: center; color: var(--muted); }
.why-fold[data-fold] { cursor: pointer; border-radius: 4px; }
.why-fold[data-fold]:hover { background: var(--line); color: var(--ink); }
.why-fold[data-open="true"] svg { rotate: 90deg; }
.why-mark { flex: none; color: var(--muted); }
.why-mark[data-kind="ok"] { color: var(--ok); }
.why-mark[data-kind="failed"], .why-mark[data-kind="attempt"] { color: var(--fail); }
.why-mark[data-kind="pending"], .why-mark[data-kind="skipped"] { color: var(--wait); }
.why-type { font-family: var(--mono); font-size: 12px; flex: 0 1 auto; }
.why-row[aria-selected="true"] .why-type { font-weight: 600; }
.why-row:has([data-kind="missing"]) .why-type { font-family: inherit; font-style: italic; color: var(--muted); }
.why-row:has(> .why-name > [data-kind="attempt"]) .why-type { text-decoration: line-through; text-decoration-color: var(--fail); }
.why-depth { flex: none; font-size: 10px; padding: 0 4px; border-radius: 7px; background: var(--sunken); color: var(--muted); }
.why-hidden { flex: none; font-size: 11px; padding: 0 5px; border-radius: 8px; background: var(--sunken); color: var(--muted); }
.why-request { flex: none; display: inline-flex; gap: 4px; font-size: 11px; padding: 0 6px; border-radius: 8px; background: var(--sunken); color: var(--muted); }
.why-request[data-kind="answered"] { color: var(--ok); }
.why-request[data-kind="pending"] { color: var(--wait); }
.why-request:is([data-kind="failed"], [data-kind="timed-out"], [data-kind="unanswered"], [data-kind="late"], [data-kind="stopped"]) { color: var(--fail); background: var(--fail-soft); }
.why-time { position: relative; margin: 0 8px 0 6px; min-width: 0; }
.wf-way, .wf-wait, .wf-run, .wf-path { position: absolute; min-width: 2px; border-radius: 2px; }
.wf-wait { top: 11px; height: 4px; background: var(--line-strong); border-radius: 2px 0 0 2px; }
.why-from { flex: 0 1 auto; max-width: 40%; margin-left: 6px; font-size: 11px; color: var(--muted); }
.wf-way { top: 12px; height: 0; border-top: 2px dotted var(--muted); border-radius: 0; }
.wf-run { top: 7px; height: 11px; background: var(--accent); }
.wf-run[data-kind="failed"], .wf-run[data-kind="attempt"] { background: var(--fail); }
.wf-run[data-kind="pending"], .wf-run[data-kind="skipped"] { background: var(--wait); }
.wf-run[data-kind="unheard"], .wf-run[data-kind="folded"], .wf-run[data-kind="unknown"] { background: var(--muted); }
.wf-run[data-open="true"] { background: linear-gradient(to right, var(--wait), transparent); }
.wf-run[data-measured="false"] { background: none; border: 1px dashed var(--muted); min-width: 7px; }
.wf-path { top: 20px; height: 3px; background: var(--ink); }
.wf-length { position: absolute; top: 0; line-height: 25px; font-size: 11px; color: var(--muted); padding: 0 5px; pointer-events: none; }
.wf-length[data-side="inside"] { margin-left: 4px; padding: 0 4px; line-height: 15px; top: 5px; border-radius: 4px; background: var(--paper); color: var(--ink); }
.why-note { margin: 0; font-size: 12px; color: var(--muted); }
.why-note:not(:empty) { padding-top: 6px; }
@media (forced-colors: active) {
  .wf-wait { background: GrayText; forced-color-adjust: none; }
  .wf-run { background: CanvasText; forced-color-adjust: none; }
  .wf-run:is([data-kind="failed"], [data-kind="attempt"]) { background: Canvas; border: 2px solid CanvasText; }
  .wf-run[data-open="true"] { background: linear-gradient(to right, CanvasText, transparent); }
  .wf-run[data-measured="false"] { background: none; border-color: CanvasText; }
  .wf-path, .wf-path-sample { background: Highlight; forced-color-adjust: none; }
}
@container why (width < 480px) {
  .why-legend { display: none; }
  .why-request { padding: 0 4px; }
  .why-request-text { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
}
`;
