import { detail } from "./detail.ts";
import { layout } from "./layout.ts";
import { list } from "./list.ts";
import { replay } from "./replay.ts";
import { tokens } from "./tokens.ts";

// A sheet belongs to the document whose window made it, so that a panel in a window of its own needs another one.
const sheets = new WeakMap<Document, CSSStyleSheet>();

/** The panel's style sheet for a document, built once. Adopted sheets need no nonce under a Content Security Policy. */
export function sheetOf(owner: Document): CSSStyleSheet {
  const known = sheets.get(owner);
  if (known) return known;
  const Sheet = owner.defaultView?.CSSStyleSheet ?? CSSStyleSheet;
  const sheet = new Sheet();
  sheet.replaceSync([tokens, layout, list, detail, replay].join("\n"));
  sheets.set(owner, sheet);
  return sheet;
}
