export const listeners = `
.view { flex: 1; min-height: 0; display: flex; flex-direction: column; container: view / inline-size; }
.view-bar { display: flex; align-items: center; flex-wrap: wrap; gap: 6px 10px; padding: 8px 12px; border-bottom: 1px solid var(--line); }
.view-bar .field-input { flex: 1 1 160px; max-width: 320px; }
.view-bar .muted { font-size: 12px; }
.segments { display: flex; gap: 2px; padding: 2px; border-radius: var(--radius); background: var(--sunken); }
.segments .tab { height: 24px; padding: 0 8px; font-size: 12px; }
.segments .tab[aria-pressed="true"] { background: var(--paper); color: var(--ink); box-shadow: 0 0 0 1px var(--line); }
.leaks { margin: 0; padding: 8px 12px; border-bottom: 1px solid var(--line); background: var(--fail-soft); display: flex; flex-direction: column; gap: 6px; }
.leak { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 10px; font-size: 12px; overflow-wrap: anywhere; }
.leak strong { color: var(--fail); }
.leak svg.counts { color: var(--fail); }
.table { flex: 1; min-height: 96px; display: flex; flex-direction: column; }
.table:focus-visible { outline: none; }
.table-body { flex: 1; min-height: 0; overflow-y: auto; overflow-x: hidden; overscroll-behavior: contain; scrollbar-gutter: stable; }
.table > :first-child { overflow: hidden; scrollbar-gutter: stable; border-bottom: 1px solid var(--line); background: var(--raised); }
.lt-row { display: grid; grid-template-columns: minmax(120px, 1.5fr) minmax(110px, 1.2fr) 70px repeat(4, 72px) 68px 48px; align-items: center; gap: 0 8px; padding: 0 12px; height: 28px; font-size: 12px; }
.lt-head button { font-weight: 500; color: var(--muted); display: inline-flex; gap: 3px; align-items: center; height: 26px; }
.lt-head button:hover, .lt-head :is([aria-sort="ascending"], [aria-sort="descending"]) button { color: var(--ink); }
.sort-mark[data-descending="false"] svg { rotate: 180deg; }
.lt-row .num { text-align: right; justify-self: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
.lt-row .bad { color: var(--fail); font-weight: 600; }
.lt-row .zero { color: var(--muted); }
.lt-body:hover { background: var(--hover); }
.lt-body[data-level="2"] > :first-child { padding-left: 18px; }
.lt-group { grid-template-columns: minmax(120px, 1.5fr) minmax(110px, 1.2fr) 70px repeat(4, 72px) 68px 48px; background: var(--raised); font-weight: 600; cursor: default; }
.lt-group > :first-child { min-width: 0; }
.lt-group .toggle { display: flex; max-width: 100%; font-weight: 600; align-items: center; gap: 6px; min-width: 0; }
.lt-group .toggle[aria-expanded="true"] svg { rotate: 90deg; }
.lt-about { grid-column: 2 / -1; font-weight: 400; }
.lt-actions { display: flex; justify-content: flex-end; gap: 2px; }
.table:focus-visible .lt-row[data-focus="true"] { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 4px; }
.lt-row[data-focus="true"] { background: var(--accent-soft); }
.narrow-word { display: none; }
@container view (width < 860px) {
  .lt-row, .lt-group { grid-template-columns: minmax(110px, 1.5fr) minmax(90px, 1fr) repeat(4, 62px) 60px 48px; gap: 0 6px; }
  .lt-row > [data-column="since"] { display: none; }
}
@container view (width < 600px) {
  .lt-head { display: none; }
  .lt-row { height: 44px; grid-template-columns: minmax(0, 1fr) repeat(3, auto) 48px; grid-template-rows: auto auto; align-content: center; gap: 0 10px; }
  .lt-body > :nth-child(2) { grid-area: 2 / 1 / 3 / 2; color: var(--muted); }
  .lt-body[data-level="2"] > :nth-child(2) { padding-left: 18px; }
  .lt-body > [data-column="delivered"] { grid-area: 1 / 2; }
  .lt-body > [data-column="failed"] { grid-area: 1 / 3 / 2 / 5; }
  .lt-body > [data-column="skipped"] { grid-area: 2 / 2; }
  .lt-body > [data-column="pending"] { grid-area: 2 / 3; }
  .lt-body > [data-column="p95"] { grid-area: 2 / 4; }
  .lt-actions { grid-area: 1 / 5 / 3 / 6; }
  .lt-about { grid-area: 2 / 1 / 3 / -1; padding-left: 16px; }
  .narrow-word { display: inline; color: var(--muted); font-weight: 400; }
}
.unheard { color: var(--wait); font-weight: 400; }
.listener-place { padding: 8px 12px; border-top: 1px solid var(--line); background: var(--sunken); max-height: 40%; overflow: auto; font-size: 12px; }
.listener-place h3 { margin: 0 0 4px; font-size: 12px; font-weight: 600; display: flex; align-items: center; gap: 8px; }
.sections { border-top: 1px solid var(--line); max-height: 34%; overflow: auto; }
.sections details { border-bottom: 1px solid var(--line); }
.sections summary { padding: 6px 12px; cursor: pointer; font-size: 12px; font-weight: 600; }
.sections p { margin: 0; padding: 0 12px 4px 28px; font-size: 12px; overflow-wrap: anywhere; }
.sections ul { margin: 0; padding: 0 12px 8px 28px; font-size: 12px; }
.sections li { padding: 2px 0; overflow-wrap: anywhere; }
`;
