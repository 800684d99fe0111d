export const detail = `
.detail { flex: 1; min-height: 0; display: flex; flex-direction: column; }
.detail-head { padding: 10px 14px 0; border-bottom: 1px solid var(--line); background: var(--raised); }
.detail-title { display: flex; align-items: center; gap: 8px; min-height: 28px; }
.detail-title h2 { margin: 0; font: 600 13px/1.4 var(--mono); overflow-wrap: anywhere; }
.verdict { margin: 4px 0 10px; font-size: 14px; line-height: 1.5; overflow-wrap: anywhere; }
.verdict[data-kind="failed"] { color: var(--fail); }
.detail-actions { display: flex; align-items: center; flex-wrap: wrap; gap: 8px; margin-bottom: 10px; }
.detail-note { font-size: 12px; color: var(--muted); flex: 1 1 200px; min-width: 0; }
.detail-note[data-kind="failed"] { color: var(--fail); }
.detail-note[data-kind="replay"] { color: var(--replay); }
.detail-tabs { display: flex; gap: 16px; }
.detail-tab { padding: 6px 0; color: var(--muted); font-weight: 500; border-bottom: 2px solid transparent; }
.detail-tab[aria-selected="true"] { color: var(--ink); border-bottom-color: var(--accent); }
.detail-body { flex: 1; min-height: 0; overflow: auto; padding: 8px 14px 16px; overscroll-behavior: contain; }
.tree { font-family: var(--mono); font-size: 12px; line-height: 20px; margin: 0; }
.tree-row { display: flex; align-items: flex-start; gap: 4px; border-radius: 3px; padding-right: 4px; cursor: default; }
.tree-row:hover { background: var(--hover); }
.tree:focus-within .tree-row[aria-selected="true"] { background: var(--accent-soft); }
.tree-toggle { flex: none; width: 14px; height: 20px; display: grid; place-items: center; color: var(--muted); }
.tree-toggle[data-open="true"] svg { rotate: 90deg; }
.tree-label { flex: none; max-width: 50%; color: var(--accent); overflow-wrap: anywhere; }
.tree-text { min-width: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
.tree-text[data-kind="string"] { color: var(--string); }
.tree-text[data-kind="number"], .tree-text[data-kind="bigint"], .tree-text[data-kind="boolean"] { color: var(--number); }
.tree-text[data-kind="date"], .tree-text[data-kind="symbol"], .tree-text[data-kind="function"] { color: var(--other); }
.tree-text[data-kind="error"] { color: var(--fail); }
.tree-text[data-kind="nothing"], .tree-text[data-kind="object"], .tree-text[data-kind="range"] { color: var(--muted); }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr) auto; gap: 6px 14px; margin: 0; align-items: start; }
.facts dt { color: var(--muted); font-size: 12px; line-height: 24px; }
.facts dd { margin: 0; font-family: var(--mono); font-size: 12px; line-height: 24px; overflow-wrap: anywhere; }
.facts .icon-button { width: 24px; height: 24px; }
.facts h3 { grid-column: 1 / -1; margin: 10px 0 0; font-size: 12px; font-weight: 600; }
.chain { display: flex; flex-wrap: wrap; gap: 6px 14px; padding-bottom: 10px; margin-bottom: 10px; border-bottom: 1px solid var(--line); font-size: 12px; }
.deliveries { margin: 0; padding: 0; list-style: none; }
.delivery { display: grid; grid-template-columns: 16px minmax(0, 1fr) auto; gap: 2px 8px; padding: 8px 0; border-bottom: 1px solid var(--line); }
.delivery-name { font-weight: 500; overflow-wrap: anywhere; }
.delivery-text { grid-column: 2 / -1; font-size: 12px; color: var(--muted); overflow-wrap: anywhere; }
.delivery[data-kind="failed"] .delivery-text { color: var(--fail); font-family: var(--mono); }
.delivery[data-kind="delivered"] > svg { color: var(--ok); }
.delivery[data-kind="failed"] > svg { color: var(--fail); }
.delivery[data-kind="skipped"] > svg, .delivery[data-kind="cancelled"] > svg { color: var(--wait); }
.plain { margin: 0 0 8px; color: var(--muted); font-size: 12px; }
`;
