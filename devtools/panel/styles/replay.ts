export const replay = `
.replay { position: relative; flex: none; display: flex; flex-direction: column; border-top: 1px solid var(--line); background: var(--raised); }
.replay-progress { position: absolute; inset: -1px 0 auto 0; height: 2px; overflow: hidden; pointer-events: none; }
.replay-done { height: 100%; background: var(--replay); transform-origin: left; }
.replay-note { flex: 1 1 0; min-width: 0; display: flex; align-items: center; gap: 8px; height: 26px; padding: 0 10px; border-radius: var(--radius); font-size: 12px; color: var(--muted); }
.replay-note[data-kind="past"], .replay-note[data-kind="run"] { background: var(--replay-soft); color: var(--replay); }
.replay-note[data-kind="failed"] { background: var(--fail-soft); color: var(--fail); }
.replay-text { flex: 0 1 auto; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-variant-numeric: tabular-nums; }
.replay-text b { font-weight: 650; }
.replay-note .link { flex: 0 1 auto; color: inherit; font-size: 12px; }
.replay-note .button.small { margin-left: auto; height: 21px; color: var(--ink); }
.button.small { height: 24px; padding: 0 8px; font-size: 12px; }
.replay-bar { display: flex; align-items: center; gap: 4px 8px; min-height: 38px; padding: 4px 10px; min-width: 0; }
.replay-bar > .deck-wide { display: inline-flex; }
.transport { display: flex; align-items: center; gap: 1px; flex: none; }
.transport .icon-button { color: var(--ink); }
.transport .play { width: 34px; margin: 0 3px; border-radius: 14px; background: var(--accent); color: var(--on-accent); }
.transport .play:hover:not(:disabled) { background: var(--accent); color: var(--on-accent); filter: brightness(1.08); }
.replay[data-mode="run"] .transport .play, .replay[data-mode="run"] .transport .play:hover:not(:disabled) { background: var(--replay); color: var(--paper); }
.replay-position { flex: none; min-width: 13ch; font-size: 12px; color: var(--muted); white-space: nowrap; }
.replay-position b { font-weight: 600; color: var(--ink); }
.deck-select { height: 26px; padding: 0 2px 0 4px; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--paper); font-size: 12px; }
.deck-hearers.button { height: 26px; padding: 0 8px; font-size: 12px; font-variant-numeric: tabular-nums; }
.deck-mode { flex: none; padding: 2px; gap: 2px; border-radius: 8px; background: var(--sunken); }
.deck-mode button { height: 24px; padding: 0 10px; border-radius: var(--radius); font-size: 12px; color: var(--muted); white-space: nowrap; }
.deck-mode button:hover { color: var(--ink); }
.deck-mode button[aria-pressed="true"] { background: var(--paper); color: var(--accent); font-weight: 600; box-shadow: 0 0 0 1px var(--line-strong); }
.replay[data-mode="run"] .deck-mode button[aria-pressed="true"] { color: var(--replay); }
@container deck (width < 1040px) {
  .replay-bar { flex-wrap: wrap; }
  .replay-bar > .replay-note { order: -1; flex-basis: 100%; margin: 0 -4px; padding: 0 6px; }
  .replay-bar > :nth-last-child(-n+1 of .deck-select) { margin-left: auto; }
}
@container deck (width < 1040px) and (height < 460px) {
  .replay-bar > .replay-note[data-kind="plain"] { display: none; }
}
@container deck (width < 600px) {
  .replay .deck-wide, .replay-bar > .deck-wide { display: none; }
  .replay-note[data-kind="plain"] { display: none; }
  .replay-position { margin-left: auto; text-align: right; }
}
`;
