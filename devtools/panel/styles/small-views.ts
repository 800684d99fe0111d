/** Of what a gesture shows among the events. */
export const smallViews = `
.pins { flex: none; max-height: 136px; overflow-y: auto; border-bottom: 1px solid var(--line-strong); background: var(--raised); }
.pins ul { margin: 0; padding: 0; list-style: none; }
.pin { display: flex; align-items: center; padding-right: 6px; border-left: 2px solid transparent; }
.pin[aria-current] { background: var(--accent-soft); border-left-color: var(--accent); }
.pin-open { flex: 1; min-width: 0; display: grid; grid-template-columns: 14px auto minmax(0, 34%) minmax(0, 1fr) auto; align-items: center; gap: 10px; height: 26px; padding: 0 10px; }
.pin-open > svg { color: var(--accent); }
.pin .icon-button { width: 22px; height: 22px; }
.strip-chip { position: absolute; top: 4px; display: flex; align-items: center; gap: 8px; height: 22px; padding: 0 2px 0 8px; border: 1px solid var(--line-strong); border-radius: 11px; background: var(--paper); font-size: 11px; white-space: nowrap; }
.strip-chip .link { flex: none; margin-left: auto; }
.strip-chip .icon-button { width: 20px; height: 20px; border-radius: 10px; }
.strip-tip { position: absolute; z-index: 4; top: calc(100% + 5px); padding: 6px 9px; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--paper); box-shadow: var(--shadow, 0 6px 24px rgb(0 0 0 / 0.18)); font-size: 12px; line-height: 1.5; pointer-events: none; }
.strip-tip-head, .strip-tip-type { display: flex; justify-content: space-between; gap: 12px; }
.strip-tip-head { font-weight: 600; }
.strip-tip-failed { color: var(--fail); font-weight: 600; }
.strip-tip-attempt { color: var(--wait); overflow-wrap: anywhere; }
.filter-error { position: absolute; z-index: 3; top: calc(100% + 4px); left: 0; max-width: min(560px, 90cqw); padding: 8px 10px; border-radius: var(--radius); border: 1px solid var(--fail); background: var(--paper); box-shadow: 0 6px 24px rgb(0 0 0 / 0.18); }
.filter-error-text { white-space: pre; overflow: hidden; color: var(--muted); }
.filter-error-at { color: var(--fail); background: var(--fail-soft); border-radius: 2px; box-shadow: 0 2px 0 var(--fail); }
.filter-error-message { margin-top: 6px; }
`;
