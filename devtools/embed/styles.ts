import { sheetFor, sheetOf } from "../panel/styles/sheet.ts";

// `important` inside a shadow root wins over every rule of the page: even `* { display: none !important }` leaves the host as it is.
// The dock and the trigger are `deck`s only to have its tokens.
const frame = `
:host { all: initial !important; display: block !important; color-scheme: light dark !important; }
:host([data-theme="light"]) { color-scheme: light !important; }
:host([data-theme="dark"]) { color-scheme: dark !important; }
:host([data-kind="fill"]) { position: relative !important; height: 100% !important; min-height: 0 !important; min-width: 0 !important; contain: content !important; }
:host([data-kind="whole"]) { position: fixed !important; inset: 0 !important; contain: content !important; }
:host([data-open="false"]) { display: none !important; }
:host([data-kind="page"]) { position: fixed !important; inset: 0 auto auto 0 !important; width: 0 !important; height: 0 !important; z-index: 2147483647 !important; contain: none !important; }
.surface { height: 100%; --slot: 0; }
:host([data-slot="1"]) .surface { --slot: 1; }
:host([data-slot="2"]) .surface { --slot: 2; }
:host([data-slot="3"]) .surface { --slot: 3; }
.deck.trigger, .deck.dock { position: fixed; display: flex; container: none; color-scheme: inherit; }
.deck.trigger {
  flex-direction: row; align-items: center; justify-content: center; gap: 6px; min-width: 36px; height: 36px; padding: 0 10px; border-radius: 18px;
  border: 1px solid var(--line-strong); background: var(--paper); color: var(--ink); box-shadow: 0 2px 10px rgb(0 0 0 / 0.22);
  cursor: pointer; touch-action: none; user-select: none; font: 600 12px/1 var(--sans); font-variant-numeric: tabular-nums;
}
.deck.trigger:hover { background: var(--hover); }
.deck.trigger[data-failures="true"] { border-color: var(--fail); color: var(--fail); }
.deck.trigger[data-corner^="bottom"] { bottom: max(14px, env(safe-area-inset-bottom)); }
.deck.trigger[data-corner^="top"] { top: max(14px, env(safe-area-inset-top)); }
.deck.trigger[data-corner$="right"] { right: calc(max(14px, env(safe-area-inset-right)) + var(--slot) * 60px); }
.deck.trigger[data-corner$="left"] { left: calc(max(14px, env(safe-area-inset-left)) + var(--slot) * 60px); }
.deck.trigger:focus-visible { outline-offset: 2px; border-radius: 18px; }
.deck.dock { box-shadow: 0 0 18px rgb(0 0 0 / 0.16); contain: layout; }
.dock[data-side="bottom"] { inset: auto 0 0 0; flex-direction: column; max-height: calc(100vh - 48px); border-top: 1px solid var(--line-strong); }
.dock[data-side="right"] { inset: 0 0 0 auto; flex-direction: row; max-width: calc(100vw - 48px); border-left: 1px solid var(--line-strong); }
.dock-body { flex: 1; min-width: 0; min-height: 0; overflow: hidden; }
.resize { position: absolute; z-index: 5; touch-action: none; }
.dock[data-side="bottom"] > .resize { inset: -5px 0 auto 0; height: 9px; cursor: ns-resize; }
.dock[data-side="right"] > .resize { inset: 0 auto 0 -5px; width: 9px; cursor: ew-resize; }
.resize::after { content: ""; position: absolute; background: transparent; }
.dock[data-side="bottom"] > .resize::after { inset: 3px 0; }
.dock[data-side="right"] > .resize::after { inset: 0 3px; }
.resize:hover::after, .resize:focus-visible::after, .resize[data-dragged="true"]::after { background: var(--accent); }
.deck .resize:focus-visible { outline: none; }
.controls { display: inline-flex; align-items: center; gap: 2px; flex: none; }
.deck.loading { display: flex; flex-direction: column; height: 100%; }
.loading-bar { display: flex; align-items: center; padding: 5px 10px; min-height: 41px; border-bottom: 1px solid var(--line); background: var(--raised); }
.waiting { height: 100%; align-items: center; justify-content: center; }
@media (prefers-reduced-motion: no-preference) { .resize::after { transition: background-color 120ms; } }
@media print { :host([data-kind="page"]) { display: none !important; } }
`;

const ownWindow = "html, body { margin: 0; height: 100%; overflow: hidden; color-scheme: light dark; background: Canvas; }";

/**
 * Gives a shadow root the panel's styles. Adopted sheets need no permission of a Content Security Policy; with a nonce the same rules go into an element
 * that carries it.
 */
export function adoptStyles(root: ShadowRoot, nonce: string | undefined): void {
  const owner = root.ownerDocument;
  const sheets = [sheetOf(owner), sheetFor(owner, frame)];
  if (nonce === undefined) {
    root.adoptedStyleSheets = sheets;
    return;
  }
  const element = owner.createElement("style");
  element.nonce = nonce;
  element.dataset["eventdeck"] = "";
  element.textContent = sheets.flatMap((sheet) => Array.from(sheet.cssRules, ({ cssText }) => cssText)).join("\n");
  root.append(element);
}

/** Makes a window's document hold nothing but the panel. */
export function styleOwnWindow(owner: Document): void {
  owner.adoptedStyleSheets = [sheetFor(owner, ownWindow)];
}
