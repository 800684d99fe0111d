export const links = `
.links-scroll { flex: 1 1 auto; min-height: 96px; overflow: auto; padding: 4px 12px; font-size: 12px; }
.numbers.links { width: 100%; border-collapse: collapse; }
.numbers.links :is(th, td):nth-child(2) { text-align: left; }
.link-state > span { vertical-align: middle; }
.link-name { display: inline-flex; align-items: baseline; gap: 6px; max-width: 100%; }
.links tbody tr:hover > *, .links tr[data-open] > * { background: var(--hover); }
.links .link { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-height: 24px; }
.status[data-status="closed"]::before { background: none; border: 1px solid var(--muted); }
.link-detail { flex: 0 1 auto; max-height: 60%; overflow: auto; padding: 8px 12px; border-top: 1px solid var(--line); background: var(--sunken); font-size: 12px; }
.link-detail h3 { margin: 0 0 4px; font-size: 12px; font-weight: 600; display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; overflow-wrap: anywhere; }
.link-detail h4 { margin: 8px 0 2px; font-size: 12px; font-weight: 600; }
.link-detail h4 .muted { font-weight: 400; }
.link-detail p { margin: 2px 0; }
.link-facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 12px; margin: 0; }
.link-facts dt { color: var(--muted); }
.link-facts dd { margin: 0; overflow-wrap: anywhere; }
.link-facts .checks { margin: 0; }
.link-peers { margin: 0; padding: 0; list-style: none; }
.link-faults ol { margin: 0; padding: 0; list-style: none; }
.link-faults li { padding: 2px 0; overflow-wrap: anywhere; border-top: 1px solid var(--line); }
.link-faults .bad { color: var(--fail); font-weight: 600; }
@media (forced-colors: active) {
  .status[data-status="closed"]::before { background: Canvas; border-color: GrayText; }
  .links tr[data-open] > * { border-block: 2px solid Highlight; }
}
@container view (width < 600px) {
  .numbers.links :is(th, td):first-child { max-width: 18ch; }
  .link-facts { grid-template-columns: minmax(0, 1fr); }
  .link-facts dd { padding-bottom: 4px; }
}
`;
