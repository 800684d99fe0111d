export const deliveries = `
.deliveries { container: deliveries / inline-size; }
.deliveries-lead { margin: 0 0 6px; font-weight: 500; }
.deliveries .plain { margin: 0 0 8px; max-width: 72ch; }
.dl { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 12px; margin-bottom: 12px; }
.dl thead th { font-weight: 500; font-size: 11px; color: var(--muted); text-align: left; padding: 0 8px 4px; border-bottom: 1px solid var(--line); }
.dl thead th:first-child { padding-left: 0; width: 46%; }
.dl th.dl-number, .dl td.dl-number { width: 92px; text-align: right; padding-right: 0; }
.dl-row > * { padding: 6px 8px; border-bottom: 1px solid var(--line); vertical-align: top; }
.dl-row[data-kind="failed"] > * { border-bottom-color: transparent; }
.dl-row > th { padding-left: 0; text-align: left; font-weight: 500; font-size: 13px; overflow-wrap: anywhere; }
.dl-name { display: flex; gap: 8px; align-items: flex-start; }
.dl-mark { flex: none; padding-top: 2px; color: var(--muted); }
.dl-row[data-kind="delivered"] .dl-mark, .dl-now [data-verdict="delivers"] .dl-mark { color: var(--ok); }
.dl-row[data-kind="failed"] .dl-mark, .dl-row[data-kind="failed"] .dl-text { color: var(--fail); }
.dl-row:is([data-kind="running"], [data-kind="cancelled"], [data-kind="skipped"]) .dl-mark { color: var(--wait); }
.dl-text { display: block; font-weight: 400; font-size: 12px; color: var(--muted); }
.dl-unknown { color: var(--muted); font-style: italic; white-space: nowrap; }
.dl-bar { display: flex; height: 9px; margin-top: 5px; border-radius: 2px; overflow: hidden; background: var(--sunken); }
.dl-wait { background: var(--line-strong); flex: none; }
.dl-run { background: var(--accent); min-width: 2px; flex: none; }
.dl-row[data-kind="failed"] .dl-run { background: var(--fail); }
.dl-row:is([data-kind="cancelled"], [data-kind="running"]) .dl-run { background: var(--wait); }
.dl-detail > td { padding: 0 0 10px 22px; border-bottom: 1px solid var(--line); }
.dl-fold { border-top: 1px solid var(--line); padding: 6px 0; font-size: 12px; }
.dl-fold > summary { cursor: pointer; padding: 4px 0; font-weight: 500; }
.dl-fold ul { margin: 4px 0 6px; padding: 0; list-style: none; }
.dl-fold li { display: flex; flex-wrap: wrap; gap: 0 10px; padding: 3px 0 3px 16px; overflow-wrap: anywhere; }
.dl-fold .plain { padding-left: 16px; }
.dl-other { font-weight: 500; }
.dl-changed { color: var(--wait); }
.error-view { display: grid; gap: 8px; border-left: 2px solid var(--fail); padding-left: 10px; }
.error-text { margin: 0; font-family: var(--mono); font-size: 12px; color: var(--fail); overflow-wrap: anywhere; white-space: pre-wrap; }
.error-place { margin: 3px 0 0; font-size: 12px; color: var(--muted); }
.stack { margin-top: 3px; font-size: 12px; }
.stack > summary { cursor: pointer; color: var(--muted); width: max-content; }
.stack ol { margin: 4px 0 0; padding: 0; list-style: none; }
.stack-line { display: flex; flex-wrap: wrap; gap: 0 10px; align-items: baseline; padding: 1px 0; }
.stack-line[data-library="true"] { opacity: 0.75; }
.stack-name { overflow-wrap: anywhere; }
.site-link { font-family: var(--mono); font-size: 12px; color: var(--accent); text-decoration: underline; text-decoration-color: color-mix(in srgb, currentColor 35%, transparent); text-underline-offset: 2px; overflow-wrap: anywhere; }
.site-link:hover { text-decoration-color: currentColor; }
.site-unmapped, .site-said { color: var(--muted); font-family: var(--sans); }
.site-said { padding-left: 6px; }
.emit-site { display: inline-flex; flex-wrap: wrap; align-items: baseline; gap: 0 8px; font-size: 12px; color: var(--muted); }
.state-bar { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 12px; padding-bottom: 8px; }
.state-one { border-top: 1px solid var(--line); padding: 8px 0; }
.state-one > h3 { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 10px; margin: 0 0 4px; font: 600 13px/1.5 var(--mono); }
.state-one > h3 > span { font: 400 12px/1.5 var(--sans); color: var(--muted); }
.state-patches { margin: 4px 0 0; font-size: 12px; }
.state-patches > summary { cursor: pointer; color: var(--muted); width: max-content; }
.state-patches ol { margin: 4px 0; padding: 0; list-style: none; font-family: var(--mono); }
.state-patches li { display: grid; grid-template-columns: 60px minmax(0, 1fr); gap: 0 8px; overflow-wrap: anywhere; padding: 2px 0; }
.state-patches [data-op="add"] > :first-child { color: var(--ok); }
.state-patches [data-op="remove"] > :first-child { color: var(--fail); }
.state-patches [data-op="replace"] > :first-child { color: var(--wait); }
@media (forced-colors: active) {
  .dl-wait { background: GrayText; forced-color-adjust: none; }
  .dl-run { background: CanvasText; forced-color-adjust: none; }
  .dl-row[data-kind="failed"] .dl-run { background: Canvas; border: 2px solid CanvasText; }
}
@container deliveries (width < 460px) {
  .dl-bar-head, .dl-bar-cell { display: none; }
  .dl th.dl-number, .dl td.dl-number { width: 76px; }
  .dl thead th:first-child { width: auto; }
}
`;
