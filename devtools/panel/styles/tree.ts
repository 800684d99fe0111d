export const tree = `
.tab-bar { flex: none; display: flex; align-items: center; gap: 8px; min-height: 34px; padding: 4px 10px; border-bottom: 1px solid var(--line); font-size: 12px; }
.tab-message { margin: 0; padding: 20px 14px; color: var(--muted); overflow-wrap: anywhere; }
.tab-note { flex: none; margin: 0; padding: 6px 12px; border-top: 1px solid var(--line); font-size: 12px; color: var(--muted); }
.select { max-width: 100%; min-width: 0; height: 26px; padding: 0 4px; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--paper); color: var(--ink); font-size: 12px; }
.tree-search { display: flex; align-items: center; gap: 6px; flex: 0 1 300px; min-width: 0; height: 26px; padding: 0 2px 0 7px; border: 1px solid var(--line); border-radius: var(--radius); background: var(--paper); color: var(--muted); }
.tree-search:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.tree-search-input { flex: 1; min-width: 0; height: 100%; border: 0; padding: 0; background: none; color: var(--ink); font-size: 12px; }
.tree-search-input:focus-visible { outline: none; }
.tree-search-input::placeholder { color: var(--muted); opacity: 1; }
.tree-search-count { flex: none; font-variant-numeric: tabular-nums; font-size: 11px; white-space: nowrap; }
.tree-search .icon-button { width: 22px; height: 22px; }

.tree { flex: 1; min-height: 0; overflow: auto; overscroll-behavior: contain; scrollbar-gutter: stable; font-family: var(--mono); font-size: 12px; font-variant-ligatures: none; }
.tree:focus-visible { outline-offset: -2px; border-radius: 0; }
.tree-content { position: relative; margin: 4px 0; contain: layout style; }
.tree-window { position: absolute; inset: 0 0 auto 0; }
.tree-row { position: relative; display: flex; align-items: center; gap: 5px; padding-right: 8px; white-space: nowrap; cursor: default; contain: strict; }
.tree-row:hover { background: var(--hover); }
.tree-row[aria-selected="true"] { background: var(--sunken); }
.tree:focus-within .tree-row[aria-selected="true"] { background: var(--accent-soft); }
.tree-toggle { flex: none; width: 12px; display: grid; place-items: center; color: var(--muted); }
.tree-toggle[data-open="true"] svg { rotate: 90deg; }
.tree-depth { flex: none; font-size: 10px; color: var(--muted); font-variant-numeric: tabular-nums; }
.tree-label { flex: 0 0 auto; max-width: 60%; overflow: hidden; text-overflow: ellipsis; color: var(--accent); unicode-bidi: isolate; }
.tree-label[data-kind="range"] { color: var(--muted); font-variant-numeric: tabular-nums; }
.tree-text { flex: 0 1 auto; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: pre; }
.tree-text[data-kind="text-part"] { flex: 1; color: var(--string); }
.tree-text[data-kind="string"] { color: var(--string); }
.tree-text:is([data-kind="number"], [data-kind="bigint"], [data-kind="boolean"], [data-kind="date"]) { color: var(--number); }
.tree-text:is([data-kind="symbol"], [data-kind="function"], [data-kind="regexp"], [data-kind="textual"], [data-kind="node"], [data-kind="blob"], [data-kind="instance"]) { color: var(--other); }
.tree-text:is([data-kind="error"], [data-kind="unreadable"]) { color: var(--fail); }
.tree-text:is([data-kind="nothing"], [data-kind="absent"], [data-kind="cycle"], [data-kind="array"], [data-kind="map"], [data-kind="set"], [data-kind="typed-array"], [data-kind="bytes"]) { color: var(--muted); }
.tree-text[data-kind="absent"], .tree-text[data-kind="cycle"] { font-style: italic; }
.tree-inside { color: var(--muted); }
.tree-note { flex: none; display: inline-flex; align-items: center; gap: 3px; height: 16px; padding: 0 6px; border-radius: 8px; background: var(--sunken); color: var(--muted); font: 500 10.5px/16px var(--sans); }
.tree-note[data-kind="mutable"] { color: var(--wait); }
.tree-note:is([data-kind="redacted"], [data-kind="lost"]) { background: var(--replay-soft); color: var(--replay); }
.tree-actions { position: sticky; right: 0; flex: none; display: flex; margin-left: auto; }
.tree-actions .icon-button { width: 22px; height: 20px; }
.tree mark { background: var(--replay-soft); color: inherit; border-radius: 2px; box-shadow: 0 0 0 1px var(--replay); }

.diff-counts { flex: none; display: flex; gap: 14px; margin: 0; padding: 6px 14px; font-size: 12px; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
.diff-counts [data-mark="added"] { color: var(--ok); }
.diff-counts [data-mark="removed"] { color: var(--fail); }
.diff-counts [data-mark="changed"] { color: var(--wait); }
.diff-sign { flex: none; width: 10px; text-align: center; font-weight: 700; color: var(--muted); }
.tree-row[data-mark="added"] { background: color-mix(in srgb, var(--ok) 9%, transparent); }
.tree-row[data-mark="removed"] { background: color-mix(in srgb, var(--fail) 9%, transparent); }
.tree-row[data-mark="changed"] { background: color-mix(in srgb, var(--wait) 10%, transparent); }
.tree-row[data-mark="added"] .diff-sign { color: var(--ok); }
.tree-row[data-mark="removed"] .diff-sign { color: var(--fail); }
.tree-row[data-mark="removed"] .tree-text { text-decoration: line-through; text-decoration-color: color-mix(in srgb, var(--fail) 55%, transparent); }
.tree-row:is([data-mark="changed"], [data-mark="uncompared"], [data-mark="moved"]) .diff-sign { color: var(--wait); }
.tree-row:is([data-mark="context"], [data-mark="fold"]) .tree-label { color: var(--muted); }
.diff-old { flex: 0 1 auto; min-width: 0; overflow: hidden; text-overflow: ellipsis; color: var(--fail); text-decoration-color: color-mix(in srgb, var(--fail) 55%, transparent); white-space: pre; }
.diff-arrow { flex: none; color: var(--muted); }
.tree:focus-within .tree-row[aria-selected="true"][data-mark] { box-shadow: inset 2px 0 0 var(--accent); }
`;
