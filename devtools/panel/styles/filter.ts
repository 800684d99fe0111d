export const filter = `
.filter-bar { display: contents; }
.filter-toggle { display: none; }
.filter-parts { flex: 1 1 420px; min-width: 0; display: flex; align-items: center; gap: 8px; }
.filter { flex: 1 1 200px; }
.filter-clear { width: 22px; height: 22px; }
.chips { flex: none; display: flex; align-items: center; gap: 4px; }
.chips .chip { padding: 0 8px; height: 24px; }
.chip[data-none="true"] { color: var(--muted); border-color: var(--line); }
.chip:not([data-none="true"]) { color: var(--ink); }
.chip[data-chip="failed"]:not([data-none="true"]) { color: var(--fail); border-color: color-mix(in srgb, var(--fail) 45%, var(--line)); background: var(--fail-soft); }
.chip[aria-pressed="true"], .chip[data-chip="failed"][aria-pressed="true"] { border-color: var(--accent); background: var(--accent-soft); color: var(--accent); }
.completions { position: absolute; z-index: 6; top: calc(100% + 4px); left: 0; width: min(560px, 92cqw); max-height: min(320px, 60cqh, 50vh); overflow: auto; padding: 4px; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--paper); box-shadow: 0 6px 24px rgb(0 0 0 / 0.18); }
.completion { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 12px; align-items: center; min-height: 24px; padding: 2px 8px; border-radius: 5px; cursor: default; font-size: 12px; }
.completion:hover { background: var(--hover); }
.completion[aria-selected="true"] { background: var(--accent-soft); box-shadow: inset 0 0 0 1px var(--accent); }
.completion-help { color: var(--muted); }
.saved-filters { position: static; display: inline-flex; }
.empty-type { margin: 0 4px; }
@container deck (width < 1040px) {
  .bar:has(.filter-parts) { flex-wrap: wrap; }
  .filter-parts { order: 3; flex-basis: 100%; }
}
@container deck (width < 600px) {
  .bar:has(.filter-parts) .filter { order: 0; flex-basis: 100%; }
  .filter-toggle { display: inline-grid; }
  .filter-parts { flex-wrap: wrap; }
  .filter-bar[data-open="false"] .filter-parts:not(:focus-within) { display: none; }
  .chips { flex-wrap: wrap; }
}
`;
