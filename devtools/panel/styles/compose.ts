export const compose = `
.deck { position: relative; }
.compose { position: absolute; z-index: 12; inset: 0 0 0 auto; width: min(600px, 100%); display: flex; flex-direction: column; background: var(--paper); border-left: 1px solid var(--line-strong); box-shadow: var(--shadow, -8px 0 32px rgb(0 0 0 / 0.16)); container: compose / inline-size; }
.compose-head { padding: 10px 14px; border-bottom: 1px solid var(--line); background: var(--raised); display: flex; flex-direction: column; gap: 8px; }
.compose-head h2 { margin: 0; font-size: 14px; font-weight: 600; }
.compose-line { display: flex; align-items: center; gap: 8px; min-width: 0; flex-wrap: wrap; }
.compose-note { margin: 0; font-size: 12px; color: var(--muted); overflow-wrap: anywhere; }
.compose-note.bad, .link.bad { color: var(--fail); }
.compose-modes { display: flex; gap: 2px; padding: 2px; border-radius: var(--radius); background: var(--sunken); }
.compose-modes .tab { height: 24px; }
.compose-modes .tab[aria-pressed="true"] { background: var(--paper); color: var(--ink); box-shadow: 0 0 0 1px var(--line); }
.button.small { height: 24px; padding: 0 8px; font-size: 12px; }
.icon-button.small { width: 22px; height: 22px; }
.icon-button.up svg { rotate: 180deg; }
.compose-type { position: relative; }
.compose-types { position: absolute; z-index: 3; top: calc(100% + 3px); left: 0; right: 0; max-height: 260px; overflow: auto; padding: 4px; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--paper); box-shadow: var(--shadow, 0 6px 24px rgb(0 0 0 / 0.18)); }
.compose-types[hidden] { display: none; }
.compose-option { display: flex; gap: 10px; align-items: baseline; padding: 4px 8px; border-radius: 4px; cursor: default; }
.compose-option > .muted { font-size: 12px; }
.compose-option:hover { background: var(--hover); }
.compose-option[aria-selected="true"] { background: var(--accent-soft); box-shadow: inset 0 0 0 1px var(--accent); }
.compose-body { flex: 1; min-height: 0; overflow: auto; padding: 10px 14px 16px; overscroll-behavior: contain; }
.field-root > .field-children { display: flex; flex-direction: column; gap: 12px; }
.form-field { min-width: 0; }
.field-head { display: flex; align-items: center; gap: 8px; min-height: 22px; min-width: 0; }
.field-label { font-size: 12px; font-weight: 600; overflow-wrap: anywhere; }
.field-label.muted { font-weight: 500; }
.field-mark { font-size: 11px; color: var(--muted); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.field-help { margin: 2px 0 0; font-size: 12px; color: var(--muted); overflow-wrap: anywhere; }
.field-issue { display: block; margin: 2px 0 0; font-size: 12px; color: var(--fail); overflow-wrap: anywhere; }
.field-row { display: flex; gap: 6px; align-items: center; }
.field-input { width: 100%; min-width: 0; height: 28px; padding: 0 8px; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--paper); color: var(--ink); }
.field-input::placeholder { color: var(--muted); opacity: 1; }
:is(.field-input, .json-text, .field-key):focus-visible { outline: none; border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); border-radius: var(--radius); }
:is(.field-input, .json-text, .field-key)[aria-invalid="true"] { border-color: var(--fail); }
.field-area, .json-text { display: block; width: 100%; height: auto; padding: 6px 8px; line-height: 18px; resize: vertical; }
.json-text { border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--paper); color: var(--ink); tab-size: 2; overflow: auto; margin: 0; }
.json-editor { display: flex; flex-direction: column; gap: 6px; }
.json-state { position: sticky; z-index: 1; top: -10px; padding: 6px 0; background: var(--paper); }
.json-state p { margin: 0; }
.field-key { width: 16ch; height: 22px; padding: 0 5px; border: 1px solid var(--line); border-radius: 4px; background: var(--paper); font-weight: 600; }
.field-branch { height: 24px; max-width: 22ch; padding: 0 2px; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--paper); font-size: 12px; }
.field-fixed { display: block; color: var(--muted); line-height: 24px; }
.field-group > .field-children { display: flex; flex-direction: column; gap: 10px; margin: 4px 0 0 3px; padding: 0 0 2px 12px; border-left: 2px solid var(--line); align-items: stretch; }
.field-children > .button, .field-children > .link { align-self: flex-start; }
.compose-envelope { margin-top: 16px; border-top: 1px solid var(--line); padding-top: 8px; }
.compose-envelope summary { cursor: pointer; font-size: 12px; font-weight: 600; min-height: 24px; line-height: 24px; overflow-wrap: anywhere; }
.compose-envelope summary .muted { font-weight: 400; margin-left: 6px; }
.envelope-grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(180px, 1fr)); gap: 8px 12px; margin: 6px 0 10px; }
.compose-correlation { border: 0; padding: 0; margin: 0 0 10px; display: flex; flex-wrap: wrap; gap: 2px 14px; align-items: center; }
.compose-correlation legend { padding: 0; }
.compose-headers { display: flex; flex-direction: column; gap: 6px; align-items: flex-start; }
.header-row { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr) auto auto; gap: 6px; align-items: center; width: 100%; }
.header-row .field-issue { grid-column: 1 / -1; }
.header-row .field-issue:empty { display: none; }
.compose-foot { padding: 8px 14px 10px; border-top: 1px solid var(--line); background: var(--raised); display: flex; flex-direction: column; gap: 6px; }
.compose-foot p { margin: 0; font-size: 12px; overflow-wrap: anywhere; }
.compose-warning { color: var(--wait); font-weight: 600; }
.compose-count[data-bad="true"] { color: var(--fail); font-size: 12px; }
.compose-foot kbd { font: 11px var(--sans); color: var(--muted); border: 1px solid var(--line-strong); border-radius: 4px; padding: 0 5px; }
.compose-outcome[data-kind="ok"] { color: var(--ok); }
.compose-outcome[data-kind="failed"] { color: var(--fail); }
@container deck (width < 600px) { .compose { border-left: 0; } }
`;
