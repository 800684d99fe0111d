// Both themes stand side by side in `light-dark()`; `color-scheme` on the host decides between them.
export const tokens = `
:host { all: initial; display: block; height: 100%; min-height: 0; min-width: 0; contain: content; }
.deck {
  --sans: -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Menlo, Consolas, "Liberation Mono", monospace;
  --paper: light-dark(#ffffff, #12141a);
  --raised: light-dark(#f6f7f9, #191c24);
  --sunken: light-dark(#eef0f4, #0d0f14);
  --hover: light-dark(#f1f3f8, #1c2029);
  --line: light-dark(#e1e5eb, #282d38);
  --line-strong: light-dark(#c4cbd6, #3b4250);
  --ink: light-dark(#161a21, #e8ebf1);
  --muted: light-dark(#556072, #9aa5b7);
  --accent: light-dark(#3b54d6, #93a7ff);
  --accent-soft: light-dark(#e6eaff, #232b4d);
  --on-accent: light-dark(#ffffff, #0d1026);
  --replay: light-dark(#96520a, #ffb957);
  --replay-soft: light-dark(#fff1dc, #3a2a12);
  --ok: light-dark(#13714a, #57c793);
  --fail: light-dark(#c0272d, #ff8a8d);
  --fail-soft: light-dark(#fde8e8, #3c1b1f);
  --wait: light-dark(#6b5700, #e2c044);
  --lane-immediate: light-dark(#0b7fab, #5cc4ec);
  --lane-normal: light-dark(#5a67d8, #929dff);
  --lane-deferred: light-dark(#7b8799, #77839a);
  --string: light-dark(#0f6b57, #7fd3b6);
  --number: light-dark(#9a3f00, #ffb27a);
  --other: light-dark(#7a3aa8, #d3a6ff);
  --radius: 6px;
  font: 13px/1.45 var(--sans);
  color: var(--ink);
  background: var(--paper);
  -webkit-font-smoothing: antialiased;
}
:where(.deck, .deck *, .deck *::before) { box-sizing: border-box; }
:where(.deck, .deck *) { scrollbar-width: thin; scrollbar-color: var(--line-strong) transparent; }
:where(.deck) :is(button, input, select) { font: inherit; color: inherit; margin: 0; }
:where(.deck) table { font: inherit; color: inherit; }
:where(.deck) button { background: none; border: 0; padding: 0; cursor: pointer; text-align: inherit; }
:where(.deck) button:disabled { cursor: default; opacity: 0.45; }
:where(.deck) :focus { outline: none; }
.deck :focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 4px; }
:where(.deck) svg { display: block; flex: none; }
.mono { font-family: var(--mono); font-size: 12px; font-variant-ligatures: none; }
.muted { color: var(--muted); }
.number { font-variant-numeric: tabular-nums; }
.grow { flex: 1; min-width: 0; }
.cut { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0; }
.hidden-label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.button {
  display: inline-flex; align-items: center; justify-content: center; gap: 6px; height: 28px; padding: 0 10px; flex: none;
  border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--paper); white-space: nowrap;
}
.button:hover:not(:disabled) { background: var(--hover); }
.button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
.button.primary:hover:not(:disabled) { filter: brightness(1.08); background: var(--accent); }
.icon-button { display: inline-grid; place-items: center; width: 28px; height: 28px; border-radius: var(--radius); color: var(--muted); flex: none; }
.icon-button:hover:not(:disabled) { background: var(--hover); color: var(--ink); }
.icon-button[aria-pressed="true"] { color: var(--accent); background: var(--accent-soft); }
.link { color: var(--accent); text-decoration: underline; text-decoration-color: color-mix(in srgb, currentColor 35%, transparent); text-underline-offset: 2px; }
.link:hover { text-decoration-color: currentColor; }
.check-line { display: inline-flex; align-items: center; gap: 6px; font-size: 12px; min-height: 24px; }
.check-line input { accent-color: var(--accent); margin: 0; }
.later { flex: 1; min-width: 0; min-height: 0; }
.later-failed { display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 10px; padding: 16px; overflow: auto; color: var(--muted); }
.later-failed p { margin: 0; max-width: 60ch; text-align: center; overflow-wrap: anywhere; }
@media (prefers-reduced-motion: no-preference) {
  .icon-button, .button { transition: background-color 120ms, color 120ms; }
}
`;
