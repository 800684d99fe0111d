/** The member, entry or element that says what was left out there. */
export const cutKey = "$cut";

/** What stands where something was left out: `{ "$cut": "1,204 more items" }`. */
export function cutMarker(what: string): Readonly<Record<string, string>> {
  return { [cutKey]: what };
}

/** A count as people read it, the same on every machine: `12,345 more items`. */
export function moreOf(count: number, one: string, several: string): string {
  return `${count.toLocaleString("en-US")} more ${count === 1 ? one : several}`;
}

/** The beginning of a text that is too long, saying how much is missing. Never ends within a surrogate pair. */
export function cutText(text: string, keep: number): string {
  const last = text.charCodeAt(keep - 1);
  const end = last >= 0xd800 && last < 0xdc00 ? keep - 1 : keep;
  // Joined, because a slice keeps the whole text in memory.
  return [text.slice(0, end), `… [${moreOf(text.length - end, "character", "characters")}]`].join("");
}
