const mostCompared = 2_000;

/** The types that a word was probably meant to be, the nearest first. @param most how many @default 3 */
export function nearestTypes(typed: string, types: readonly string[], most = 3): readonly string[] {
  const wanted = typed.toLowerCase();
  if (wanted === "") return [];
  return types
    .slice(0, mostCompared)
    .map((type) => ({ type, distance: distanceOf(wanted, type.toLowerCase()) }))
    .filter(({ type, distance }) => distance <= Math.max(2, Math.ceil(Math.min(type.length, wanted.length) / 3)))
    .toSorted((one, other) => one.distance - other.distance)
    .slice(0, most)
    .map(({ type }) => type);
}

/** What a filter asks for by its type, or by its first bare word. */
export function typeAskedFor(filter: string): string {
  const [, quoted, plain] = /(?:^|[\s(])type:(?:"([^"]*)"|([^\s()"]+))/i.exec(filter) ?? [];
  const word = /(?:^|\s)([^\s():"/-][^\s():"]*)(?=\s|$)/.exec(filter)?.[1];
  return (quoted ?? plain ?? word ?? "").replaceAll("*", "");
}

/** How many letters have to be added, taken away or changed; a beginning or an end that fits costs nothing for the rest, but one. */
function distanceOf(wanted: string, type: string): number {
  if (type.startsWith(wanted) || type.endsWith(wanted)) return 1;
  return edits(wanted, type);
}

function edits(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const changed = (above[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(changed, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[other.length] ?? 0;
}
