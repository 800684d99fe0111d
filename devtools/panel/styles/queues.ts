export const queues = `
.queues { flex: 1; min-height: 0; overflow: auto; padding: 8px 12px 12px; display: flex; flex-direction: column; gap: 10px; overscroll-behavior: contain; }
.queue-scroll { flex: none; max-height: 200px; overflow: auto; border-bottom: 1px solid var(--line); }
.queue-scroll thead th { position: sticky; top: 0; background: var(--paper); z-index: 1; }
.queue-scroll thead th:first-child { z-index: 2; }
.queue-scroll tr[data-chosen="true"] > * { background: var(--accent-soft); }
.queue-scroll th button.link { color: var(--accent); text-align: left; min-height: 24px; max-width: 100%; }
.queue-paused { color: var(--wait); font-weight: 600; }
.queue { display: flex; flex-direction: column; gap: 8px; min-width: 0; }
.queue :is(h3, h4, h5) { margin: 0; font-size: 12px; font-weight: 600; overflow-wrap: anywhere; }
.queue h3 { font-size: 14px; }
.queue h4 .muted { font-weight: 400; margin-left: 6px; }
.queue .leaks { border: 1px solid var(--line); border-radius: var(--radius); }
.queue .button[aria-disabled="true"] { opacity: 0.45; }
.queue-depth { margin: 0; }
.queue-depth svg { width: 100%; height: 48px; border-bottom: 1px solid var(--line); }
.queue-depth polyline { fill: none; stroke: currentColor; stroke-width: 1.5; vector-effect: non-scaling-stroke; }
.queue-depth figcaption { display: flex; flex-wrap: wrap; gap: 2px 14px; font-size: 12px; margin-top: 3px; font-variant-numeric: tabular-nums; }
.queue-depth figcaption [data-part]::before { content: ""; display: inline-block; width: 16px; margin-right: 5px; vertical-align: middle; border-top: 2px solid; }
.queue-depth figcaption [data-part="unacked"]::before { border-top-style: dashed; }
.queue-depth figcaption [data-part="delayed"]::before { border-top-style: dotted; }
.queue-depth [data-part="ready"] { color: var(--accent); }
.queue-depth [data-part="unacked"] { color: var(--ok); stroke-dasharray: 5 3; }
.queue-depth [data-part="delayed"] { color: var(--wait); stroke-dasharray: 1.5 3; }
.letters { display: flex; flex-direction: column; gap: 8px; border-top: 1px solid var(--line); padding-top: 8px; min-width: 0; }
.letter-groups { margin: 0; padding: 0; list-style: none; max-height: 132px; overflow: auto; font-size: 12px; border: 1px solid var(--line); border-radius: var(--radius); }
.letter-groups li + li { border-top: 1px solid var(--line); }
.letter-groups li.muted { padding: 4px 8px; }
.letter-groups button { display: flex; width: 100%; gap: 8px; align-items: baseline; padding: 4px 8px; min-height: 26px; min-width: 0; }
.letter-groups button:hover { background: var(--hover); }
.letter-groups button[aria-pressed="true"] { background: var(--accent-soft); }
.letter-groups .cut { flex: 1; }
.letter-reason { color: var(--fail); white-space: nowrap; }
.letter-groups .number { white-space: nowrap; }
.letter-filter { flex: 1 1 200px; max-width: 420px; }
.letter-progress progress { flex: 1; max-width: 320px; accent-color: var(--accent); }
.letter-result { border-left: 2px solid var(--ok); padding: 2px 10px; font-size: 12px; overflow-wrap: anywhere; }
.letter-result[data-bad="true"] { border-left-color: var(--fail); }
.letter-result p { margin: 2px 0; }
.letter-panes { display: grid; grid-template-columns: minmax(0, 1fr); gap: 12px; align-items: start; }
.letter-panes[data-open="true"] { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); }
.letter-list { min-width: 0; }
.letter-rows { height: 280px; overflow: auto; border: 1px solid var(--line); border-radius: var(--radius); overscroll-behavior: contain; }
.letter-row { display: grid; grid-template-columns: minmax(0, 1fr) auto; grid-template-rows: auto auto; align-content: center; gap: 0 10px; height: 40px; padding: 0 10px; font-size: 12px; border-bottom: 1px solid var(--line); cursor: default; }
.letter-row > :nth-child(even) { text-align: right; }
.letter-row:hover { background: var(--hover); }
.letter-row[aria-selected="true"] { background: var(--accent-soft); }
.letter-rows:focus-visible .letter-row[data-focus="true"] { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 4px; }
.letter-message { color: var(--fail); }
.letter { display: flex; flex-direction: column; gap: 8px; min-width: 0; border: 1px solid var(--line); border-radius: var(--radius); padding: 8px 10px; background: var(--paper); }
.letter-facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 4px 12px; margin: 0; font-size: 12px; }
.letter-facts dt { color: var(--muted); font-size: 11px; }
.letter-facts dd { margin: 0; overflow-wrap: anywhere; }
.letter-links { margin: 0; font-size: 12px; }
.letter-payload { height: 200px; display: flex; border: 1px solid var(--line); border-radius: var(--radius); overflow: hidden; }
@media (forced-colors: active) {
  .queue-scroll tr[data-chosen="true"] > :first-child { outline: 2px solid Highlight; outline-offset: -2px; }
  .letter-row[aria-selected="true"] { forced-color-adjust: none; background: Highlight; }
  .letter-row[aria-selected="true"] > * { color: HighlightText; }
  .letter-rows:focus-visible .letter-row[data-focus="true"] { outline-color: CanvasText; }
  .letter-rows:focus-visible .letter-row[data-focus="true"][aria-selected="true"] { outline-color: HighlightText; outline-offset: -4px; }
  .queue-depth polyline { stroke: CanvasText; }
}
@container view (width < 900px) { .letter-panes[data-open="true"] { grid-template-columns: minmax(0, 1fr); } .letter-panes[data-open="true"] .letter-rows { height: 160px; } }
@container view (width < 600px) { .queues { padding: 8px; } .letter-groups .number { display: none; } }
`;
