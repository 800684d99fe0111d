export const session = `
.session-job { flex: none; display: flex; align-items: center; gap: 10px; min-height: 30px; padding: 2px 10px; border-bottom: 1px solid var(--line); background: var(--raised); font-size: 12px; font-variant-numeric: tabular-nums; }
.session-job[data-status="failed"] { background: var(--fail-soft); color: var(--fail); }
.session-bar { flex: none; width: 120px; height: 6px; accent-color: var(--accent); }
.session-veil { position: absolute; z-index: 15; inset: 0; display: grid; place-items: center; padding: 12px; background: color-mix(in srgb, var(--sunken) 72%, transparent); }
.session-dialog { display: flex; flex-direction: column; gap: 8px; width: min(720px, 100%); max-height: 100%; overflow: auto; padding: 14px 16px; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--paper); box-shadow: 0 12px 40px rgb(0 0 0 / 0.28); }
.session-dialog h2 { margin: 0; font-size: 14px; font-weight: 650; overflow-wrap: anywhere; }
.session-dialog p { margin: 0; }
.session-mistake { color: var(--fail); overflow-wrap: anywhere; }
.session-mistake:empty { display: none; }
.session-actions { display: flex; align-items: center; gap: 8px; flex-wrap: wrap; }
.session-fields { display: grid; grid-template-columns: max-content minmax(0, 1fr); align-items: center; gap: 6px 10px; font-size: 12px; }
.session-input { height: 26px; padding: 0 8px; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--paper); min-width: 0; }
.session-names summary { font-size: 12px; color: var(--muted); cursor: pointer; margin-bottom: 4px; }
.session-code { flex: 1 1 auto; min-height: 120px; max-height: 46cqh; margin: 0; padding: 8px 10px; overflow: auto; border: 1px solid var(--line); border-radius: var(--radius); background: var(--sunken); white-space: pre; tab-size: 2; }
.session-dialog > .dialog-close { position: sticky; top: 0; align-self: flex-end; margin: -36px -6px -8px 0; flex: none; background: var(--paper); }
.keys-note { font-size: 12px; }
.keys { columns: 300px; column-gap: 28px; font-size: 12px; }
.keys-group:not(:first-child) { break-inside: avoid; }
.keys-group h3 { margin: 10px 0 2px; font-size: 12px; font-weight: 600; }
.keys dl { margin: 0; }
.keys dl > div { display: grid; grid-template-columns: 92px minmax(0, 1fr); gap: 10px; align-items: baseline; padding: 2px 0; break-inside: avoid; }
.keys dt { display: flex; flex-wrap: wrap; gap: 3px; }
.keys dd { margin: 0; color: var(--muted); }
.keys kbd { min-width: 18px; padding: 0 5px; border: 1px solid var(--line-strong); border-radius: 4px; background: var(--raised); font: 11px/17px var(--sans); text-align: center; white-space: nowrap; }
@container deck (width < 600px) {
  .session-fields { grid-template-columns: minmax(0, 1fr); gap: 2px; }
}
`;
