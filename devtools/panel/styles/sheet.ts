import { tokens } from "./tokens.ts";

// A sheet belongs to the document whose window made it, so that a panel in a window of its own needs others.
const sheets = new WeakMap<Document, Map<string, CSSStyleSheet>>();
// Where the rules are in an element that carries a nonce, and which of them are there.
const written = new WeakMap<HTMLStyleElement, Set<string>>();

/** A style sheet for a document, built once for each text. Adopted sheets need no nonce under a Content Security Policy. */
export function sheetFor(owner: Document, text: string): CSSStyleSheet {
  const known = sheets.get(owner) ?? new Map<string, CSSStyleSheet>();
  sheets.set(owner, known);
  const found = known.get(text);
  if (found) return found;
  const Sheet = owner.defaultView?.CSSStyleSheet ?? CSSStyleSheet;
  const sheet = new Sheet();
  sheet.replaceSync(text);
  known.set(text, sheet);
  return sheet;
}

/** What everything of the panel is drawn with: colours, sizes and the plain elements. */
export function sheetOf(owner: Document): CSSStyleSheet {
  return sheetFor(owner, tokens);
}

/** Adds rules to the root that an element stands in, once: to its adopted sheets, or to its style element where there is one with a nonce. */
export function addStyles(element: Element, text: string): void {
  const root = element.getRootNode();
  if (text === "" || !isStyled(root)) return;
  const nonced = root.querySelector<HTMLStyleElement>("style[data-eventdeck]");
  if (nonced) {
    const known = written.get(nonced) ?? new Set<string>();
    written.set(nonced, known);
    if (!known.has(text)) nonced.append(text);
    known.add(text);
    return;
  }
  const sheet = sheetFor(element.ownerDocument, text);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

// A root of another window is no instance of this window's classes.
function isStyled(root: Node): root is Document | ShadowRoot {
  return "adoptedStyleSheets" in root;
}
