export const detail = `
.detail { flex: 1; min-height: 0; display: flex; flex-direction: column; container: detail / inline-size; }
.detail-head { flex: none; max-height: 55%; overflow: auto; padding: 8px 14px 0; border-bottom: 1px solid var(--line); background: var(--raised); }
.detail-title { display: flex; align-items: center; flex-wrap: wrap; gap: 2px 8px; min-height: 26px; }
.detail-title > .icon-button { margin-left: auto; height: 24px; }
.detail-title > .icon-button.back { margin: 0; }
.detail-title h2 { margin: 0; font: 600 13px/1.4 var(--mono); overflow-wrap: anywhere; min-width: 0; }
.detail-title > .number { font-size: 12px; }
.detail-badges { display: flex; flex-wrap: wrap; gap: 4px; }
.detail-badge { height: 17px; padding: 0 7px; border-radius: 9px; border: 1px solid var(--line); background: var(--paper); color: var(--muted); font-size: 11px; line-height: 16px; white-space: nowrap; }
.detail-badge:is([data-kind="replayed"], [data-kind="redacted"], [data-kind="imported"]) { border-color: transparent; background: var(--replay-soft); color: var(--replay); }
.verdict { margin: 3px 0 8px; font-size: 13.5px; line-height: 1.45; overflow-wrap: anywhere; }
.verdict[data-kind="failed"] { color: var(--fail); }
.verdict:is([data-kind="unheard"], [data-kind="skipped"], [data-kind="pending"]) { color: var(--wait); }
.arrived { margin: -4px 0 8px; font-size: 12px; line-height: 1.4; color: var(--muted); overflow-wrap: anywhere; }
.detail-row { display: flex; align-items: center; flex-wrap: wrap; gap: 6px; margin-bottom: 6px; }
.detail-row > .detail-actions { display: contents; }
.detail-row .button { height: 26px; font-size: 12px; }
.detail-row .button[aria-pressed="true"] { border-color: var(--accent); color: var(--accent); background: var(--accent-soft); }
.detail-note { order: 1; flex: 1 0 100%; min-width: 0; font-size: 12px; line-height: 17px; min-height: 17px; color: var(--muted); overflow-wrap: anywhere; }
.detail-note[data-kind="failed"] { color: var(--fail); }
.detail-note[data-kind="replay"] { color: var(--replay); }
.copy-menu { display: inline-flex; }
.emit-site .site-link { white-space: nowrap; }
.emit-site { margin-left: auto; font-size: 12px; }
.detail-tabs { display: flex; gap: 16px; overflow-x: auto; scrollbar-width: none; }
.detail-tab { flex: none; padding: 5px 0; color: var(--muted); font-weight: 500; border-bottom: 2px solid transparent; }
.detail-tab:hover { color: var(--ink); }
.detail-tab[aria-selected="true"] { color: var(--ink); border-bottom-color: var(--accent); }
.detail-body { flex: 1; min-height: 0; overflow: auto; padding: 10px 14px 16px; overscroll-behavior: contain; }
.detail-body[data-fills="true"] { display: flex; flex-direction: column; padding: 0; overflow: hidden; }
.chain { display: flex; flex-wrap: wrap; gap: 4px 14px; padding-bottom: 8px; margin-bottom: 4px; border-bottom: 1px solid var(--line); font-size: 12px; }
.fact-section h3 { display: flex; align-items: center; gap: 6px; min-height: 26px; margin: 8px 0 2px; font-size: 12px; font-weight: 600; }
.fact-section > .muted { margin: 0; font-size: 12px; }
.facts { display: grid; grid-template-columns: minmax(92px, max-content) minmax(0, 1fr) auto; gap: 0 14px; margin: 0; align-items: start; }
.fact { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; border-radius: 4px; }
.fact:hover { background: var(--hover); }
.facts dt { color: var(--muted); font-size: 12px; line-height: 24px; overflow-wrap: anywhere; max-width: 30cqw; }
.facts dd { margin: 0; font-family: var(--mono); font-size: 12px; line-height: 24px; overflow-wrap: anywhere; min-width: 0; }
.fact-filter { max-width: 100%; overflow-wrap: anywhere; text-align: left; line-height: inherit; text-decoration: underline dotted; text-decoration-color: var(--line-strong); text-underline-offset: 3px; }
.fact-filter:hover { color: var(--accent); text-decoration-color: currentColor; }
.facts .icon-button { width: 24px; height: 24px; }
.facts .fact-copy { display: flex; opacity: 0; }
.facts .fact:is(:hover, :focus-within) .fact-copy { opacity: 1; }
.plain { margin: 0 0 8px; color: var(--muted); font-size: 12px; }
.text-lines { position: relative; max-height: 60cqh; overflow: auto; border: 1px solid var(--line); border-radius: var(--radius); background: var(--sunken); }
.text-content { position: relative; margin: 6px 10px; }
.text-window { position: absolute; inset: 0 0 auto 0; margin: 0; font: 12px/18px var(--mono); font-variant-ligatures: none; }
.text-line { white-space: pre; }
@container deck (height < 460px) {
  .detail-head { display: grid; grid-template-columns: auto minmax(0, 1fr) repeat(4, auto); align-items: center; column-gap: 4px; max-height: none; overflow: visible; padding-top: 4px; }
  .detail-title { grid-area: 1 / 1 / 2 / -1; flex-wrap: nowrap; min-height: 24px; }
  .detail-title h2, .detail-badges { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; flex-wrap: nowrap; }
  .detail-title h2 { flex: 0 1 auto; }
  .detail-title > .number { flex: none; }
  .verdict { grid-area: 2 / 1 / 3 / -1; margin: 0; padding-bottom: 2px; font-size: 13px; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
  .arrived { display: none; }
  .detail-row, .detail-row > .detail-actions { display: contents; }
  .detail-head .detail-tabs { grid-row: 3; order: -2; margin-right: 12px; }
  .detail-row .button { grid-row: 3; width: 28px; height: 24px; padding: 0; border-color: transparent; background: none; }
  .detail-row .copy-menu { grid-row: 3; }
  .detail-row .button:hover:not(:disabled) { background: var(--hover); }
  .detail-row .button-text { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .detail-note { grid-row: 3; order: -1; min-height: 0; text-align: right; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .detail-head .emit-site { grid-row: 1; grid-column: 3 / -1; justify-self: end; margin-right: 34px; z-index: 1; background: var(--raised); padding-left: 8px; }
  .emit-site-word { display: none; }
}
@container deck (height < 460px) and (width < 600px) {
  .detail-tabs { gap: 10px; }
  .detail-head { column-gap: 0; }
  .detail-row .button { width: 26px; }
  .detail-note[data-kind="plain"] { visibility: hidden; }
}
@container deck (height < 300px) {
  .detail-head > .verdict { -webkit-line-clamp: 1; }
}
@container deck (height < 320px) and (600px <= width < 900px) {
  .body[data-open="true"] .list-pane, .splitter { display: none; }
}
@container deck (width < 600px) {
  .detail-head { padding: 6px 10px 0; }
  .detail-row .button { height: 30px; }
  .emit-site { margin-left: 0; }
  .facts .fact-copy { opacity: 1; }
}

`;
