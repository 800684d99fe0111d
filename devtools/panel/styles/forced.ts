// With forced colours the browser takes backgrounds and shadows away, and paints transparent borders: what is told by them is told by the system's colours here.
// `important`, since these rules hold for whatever a part is otherwise coloured by.
export const forced = `
@media (forced-colors: active) {
  .deck :is(button[aria-pressed="true"], .tab:is([aria-selected="true"], [aria-current="page"])) { forced-color-adjust: none; background: Highlight !important; color: HighlightText !important; }
  .deck :is(.row, .tree-row, .why-row, .completion, .compose-option)[aria-selected="true"], .deck .lt-row[data-focus="true"], .deck .pin[aria-current] { outline: 2px solid Highlight; outline-offset: -2px; }
  .deck .row[data-playhead="true"]:not([aria-selected="true"]) { outline: 2px dashed Highlight; outline-offset: -2px; }
  .deck :is(.menu-item:focus, .filter-field:focus-within, .tree-search:focus-within, .resize:focus-visible, :is(.field-input, .json-text, .field-key):focus-visible) { outline: 2px solid Highlight; outline-offset: -1px; }
  .deck :is(.row, .list-header, .why-row, .pin):not(:hover) { border-left-color: Canvas; }
  .deck .detail-tab { border-bottom-color: Canvas; }
  .deck .detail-tab[aria-selected="true"] { border-bottom-color: Highlight; }
  .deck :is(.pill, .pace, .attempt-reason, .badge) { border: 1px solid; }
  .deck :is(.column-handle::after, .why-divider::before, .row[data-pinned] .row-time::before, .strip-lanes span::before, .strip-bracket) { background: CanvasText; forced-color-adjust: none; }
  .deck :is(.replay-done, .filter-progress, .resize:hover::after, .resize:focus-visible::after, .resize[data-dragged="true"]::after) { background: Highlight; forced-color-adjust: none; }
}
`;
