export const health = `
.health { flex: 1; min-height: 0; overflow: auto; padding: 12px; display: grid; grid-template-columns: repeat(12, minmax(0, 1fr)); gap: 12px; align-content: start; container: health / inline-size; }
.card { grid-column: span 4; border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; min-width: 0; background: var(--paper); }
.card.wide { grid-column: span 12; }
.card.half { grid-column: span 6; }
.card h3 { margin: 0 0 6px; font-size: 12px; font-weight: 600; display: flex; align-items: baseline; gap: 8px; }
.card h3 .muted { font-weight: 400; }
.card p { margin: 4px 0 0; font-size: 12px; overflow-wrap: anywhere; }
.big { font-size: 20px; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.3; }
.big small { font-size: 12px; font-weight: 400; color: var(--muted); }
.rate canvas { display: block; width: 100%; height: 48px; }
.rate[data-name="failed"] { color: var(--fail); }
.rate[data-name="emitted"] { color: var(--accent); }
.rate[data-name="delivered"] { color: var(--ok); }
.rate .big, .rate h3, .rate p { color: var(--ink); }
.rate h3 .muted, .rate p { color: var(--muted); }
.numbers { width: 100%; border-collapse: collapse; font-size: 12px; }
.numbers-scroll { overflow-x: auto; }
.numbers th { font-weight: 500; color: var(--muted); text-align: right; padding: 3px 0 3px 10px; white-space: nowrap; }
.numbers td { text-align: right; padding: 3px 0 3px 10px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.numbers :is(th, td):first-child { text-align: left; padding-left: 0; position: sticky; left: 0; background: var(--paper); max-width: 34ch; overflow: hidden; text-overflow: ellipsis; }
.numbers tbody tr { border-top: 1px solid var(--line); }
.numbers th button { color: inherit; font-weight: inherit; min-height: 22px; }
.numbers th[aria-sort]:not([aria-sort="none"]) button { color: var(--ink); font-weight: 600; }
:is(.numbers, .card) .bad { color: var(--fail); font-weight: 600; }
.status { display: inline-flex; align-items: center; gap: 6px; font-weight: 600; }
.status::before { content: ""; width: 8px; height: 8px; border-radius: 4px; background: var(--ok); }
.status[data-status="degraded"]::before { background: var(--wait); }
.status[data-status="unhealthy"]::before { background: var(--fail); border-radius: 1px; }
.checks { margin: 6px 0 0; padding: 0; list-style: none; font-size: 12px; }
.checks li { display: flex; flex-wrap: wrap; gap: 2px 8px; padding: 2px 0; }
.checks .status { font-weight: 500; }
.bar-line { height: 6px; border-radius: 3px; background: var(--sunken); overflow: hidden; margin-top: 3px; }
.bar-line > span { display: block; height: 100%; background: var(--accent); }
.bounds { display: grid; gap: 8px; font-size: 12px; }
@media (forced-colors: active) {
  .status::before, .bar-line > span { background: CanvasText; forced-color-adjust: none; }
  .status[data-status="degraded"]::before { background: Canvas; border: 2px solid CanvasText; }
  .bar-line { outline: 1px solid GrayText; }
}
@container view (width < 900px) { .card { grid-column: span 6; } .card.half { grid-column: span 12; } }
@container view (width < 600px) { .card, .card.half { grid-column: span 12; } .health { padding: 8px; gap: 8px; } }
`;
