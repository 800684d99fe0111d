export const replay = `
.replay { display: flex; align-items: center; gap: 4px 10px; padding: 8px 10px; border-top: 1px solid var(--line); background: var(--raised); flex-wrap: wrap; }
.replay[data-on="true"] { background: var(--replay-soft); }
.transport { display: flex; gap: 2px; flex: none; }
.transport .icon-button { color: var(--ink); width: 32px; }
.transport .play { background: var(--accent); color: var(--on-accent); border-radius: 16px; }
.transport .play:hover:not(:disabled) { background: var(--accent); color: var(--on-accent); filter: brightness(1.08); }
.replay[data-on="true"] .transport .play { background: var(--replay); color: var(--paper); }
.scrubber { flex: 1 1 140px; min-width: 80px; height: 24px; accent-color: var(--accent); cursor: pointer; }
.replay[data-on="true"] .scrubber { accent-color: var(--replay); }
.replay-position { flex: none; font-size: 12px; font-variant-numeric: tabular-nums; min-width: 12ch; text-align: right; }
.speed { height: 28px; padding: 0 4px; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--paper); font-size: 12px; }
.replay-note { flex: 1 0 100%; font-size: 12px; color: var(--muted); min-height: 17px; }
.replay[data-on="true"] .replay-note { color: var(--replay); }
.replay-note strong { font-weight: 600; color: var(--ink); }
@container deck (width < 600px) {
  .replay-position { order: 1; margin-left: auto; }
  .scrubber { order: 2; flex-basis: 100%; }
  .replay-note { order: 3; }
}
`;
