export const strip = `
.strip { position: relative; z-index: 2; flex: none; display: flex; height: 41px; border-bottom: 1px solid var(--line); background: var(--raised); user-select: none; -webkit-user-select: none; }
.strip[data-expanded="true"] { height: max(141px, 22px + var(--strip-lanes) * 30px); }
.strip[data-contexts][data-expanded="true"] { height: max(166px, 22px + var(--strip-lanes) * 30px); }
.strip[data-contexts="true"] .strip-lanes { width: 112px; }
.strip-stage { position: relative; flex: 1; min-width: 0; overflow: hidden; }
.strip-lanes { flex: none; display: flex; flex-direction: column; width: 82px; padding: 18px 0 4px 10px; overflow: hidden; border-right: 1px solid var(--line); font-size: 11px; color: var(--muted); }
.strip-lanes span { flex: 1 1 0; display: flex; align-items: center; gap: 6px; min-height: 0; padding-right: 6px; }
.strip-lanes small { margin-left: auto; flex: none; font-size: 10px; }
.strip-lanes span::before { content: ""; width: 3px; height: 12px; flex: none; border-radius: 1px; background: var(--lane); }
.strip-surface { position: absolute; inset: 0; touch-action: pan-y; cursor: crosshair; }
.strip-surface[data-gesture="pan"] { cursor: grabbing; }
.strip-surface canvas { display: block; width: 100%; height: 100%; font-family: var(--sans); }
.strip-surface:focus-visible { outline-offset: -2px; }
.strip-tools { flex: none; display: flex; flex-direction: column; align-items: center; gap: 0; width: 30px; padding: 6px 0; border-left: 1px solid var(--line); }
.strip-tools .icon-button { width: 26px; height: 28px; }
.strip[data-expanded="true"] .strip-tools { padding: 2px 0; justify-content: space-between; }
.strip[data-expanded="true"] .strip-tools .icon-button { height: 26px; }
.strip-bracket { position: absolute; bottom: 0; left: 0; width: 1px; height: 2px; background: var(--muted); transform-origin: left; will-change: transform; pointer-events: none; }
.strip-probes { font-family: var(--sans); position: absolute; width: 0; height: 0; overflow: hidden; visibility: hidden; }
.strip-probes i { transition: color 1ms step-start; forced-color-adjust: none; }
.strip-probes [data-colour="paper"] { color: var(--paper); }
.strip-probes [data-colour="raised"] { color: var(--raised); }
.strip-probes [data-colour="ink"] { color: var(--ink); }
.strip-probes [data-colour="muted"] { color: var(--muted); }
.strip-probes [data-colour="line"] { color: var(--line); }
.strip-probes [data-colour="line-strong"] { color: var(--line-strong); }
.strip-probes [data-colour="accent"] { color: var(--accent); }
.strip-probes [data-colour="fail"] { color: var(--fail); }
.strip-probes [data-colour="wait"] { color: var(--wait); }
.strip-probes [data-colour="string"] { color: var(--string); }
.strip-probes [data-colour="number"] { color: var(--number); }
.strip-probes [data-colour="other"] { color: var(--other); }
.strip-probes [data-colour="lane-immediate"] { color: var(--lane-immediate); }
.strip-probes [data-colour="lane-normal"] { color: var(--lane-normal); }
.strip-probes [data-colour="lane-deferred"] { color: var(--lane-deferred); }
.strip-crosshair { position: absolute; top: 0; bottom: 0; left: 0; width: 1px; background: var(--muted); opacity: 0.6; pointer-events: none; }
.strip-handle { position: absolute; top: 0; bottom: 0; left: -5px; width: 11px; cursor: ew-resize; touch-action: none; }
.strip-handle:focus-visible { outline-offset: -1px; }
.strip-span { position: absolute; top: 0; bottom: 0; left: 0; background: color-mix(in srgb, var(--accent) 15%, transparent); pointer-events: none; }
.strip-span-end::before { content: ""; position: absolute; top: -14px; bottom: 0; left: 5px; width: 1px; background: var(--accent); }
.strip-span-end::after { content: ""; position: absolute; top: 50%; left: 3px; width: 5px; height: 16px; margin-top: -8px; border-radius: 2px; background: var(--accent); }
.strip-playhead { bottom: auto; height: 14px; }
.strip-span-end { top: 14px; }
.strip-playhead-line { position: absolute; top: 0; height: 262px; left: 5px; width: 1px; pointer-events: none; background: var(--muted); }
.strip-playhead-line::before { content: ""; position: absolute; top: 0; left: -4px; width: 9px; height: 8px; border-radius: 2px 2px 4px 4px; background: inherit; }
.strip-playhead-line:not([data-mode="live"]) { background: var(--replay); width: 2px; }
.strip-handle:hover .strip-playhead-line[data-mode="live"] { background: var(--ink); }
@container deck (height < 240px) {
  .strip { display: none; }
}
@media (forced-colors: active) {
  .strip-probes [data-colour] { color: CanvasText; }
  .strip-probes :is([data-colour="paper"], [data-colour="raised"]) { color: Canvas; }
  .strip-probes :is([data-colour="accent"], [data-colour="fail"]) { color: Highlight; }
  .strip-probes :is([data-colour="line"], [data-colour="line-strong"]) { color: color-mix(in srgb, CanvasText 25%, Canvas); }
  .strip-probes [data-colour="lane-deferred"] { color: GrayText; }
  .strip-span { background: transparent; border-block: 2px solid Highlight; }
  .strip-crosshair, .strip-playhead-line { background: CanvasText; forced-color-adjust: none; }
  .strip-playhead-line:not([data-mode="live"]), .strip-span-end::before, .strip-span-end::after { background: Highlight; forced-color-adjust: none; }
}
`;
