/* oxlint-disable no-control-regex -- these are the ones to make visible */
/**
 * What a reader would not see, or would be misled by: control characters, marks that turn the direction of what follows, characters of
 * no width, byte order marks, and halves of surrogate pairs. Joiners stay: emoji and Persian are made with them.
 */
const unseen =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const short: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A text with everything in it made visible: `\n`, `\u202e`. It stays on one line. */
export function visibleText(text: string): string {
  return text.replace(unseen, (character) => short[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A text between quotes, as it would be written in a program, with everything in it made visible; cut where it gets longer than that. */
export function quotedText(text: string, maxLength: number): string {
  const part = text.length > maxLength ? text.slice(0, wholeEnd(text, maxLength)) : text;
  const inside = visibleText(part.replaceAll(/["\\]/g, "\\$&"));
  return text.length > maxLength ? `"${inside}…"` : `"${inside}"`;
}

/** The nearest place at or after `end` that parts no surrogate pair. */
export function wholeEnd(text: string, end: number): number {
  const code = text.charCodeAt(end);
  const before = text.charCodeAt(end - 1);
  return code >= 0xdc00 && code <= 0xdfff && before >= 0xd800 && before <= 0xdbff ? end + 1 : end;
}

const longestInLine = 120;

/** Whether a text is worth opening: longer than a line, or made of several. */
export function isLongText(text: string): boolean {
  return text.length > longestInLine || text.includes("\n");
}
