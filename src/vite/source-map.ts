/** Version 3, as the source map specification (ECMA-426) has it. */
export interface SourceMap {
  readonly version: 3;
  readonly sources: string[];
  readonly sourcesContent: string[];
  readonly names: string[];
  readonly mappings: string;
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Maps a text with insertions, none of which breaks a line, to the text without: word by word, since what comes later asks for no less. */
export function sourceMapOf(code: string, file: string, insertions: readonly { readonly offset: number; readonly text: string }[]): SourceMap {
  const lines: string[] = [];
  let lineStart = 0;
  let next = 0;
  const before = { line: 0, column: 0 };
  for (const [line, text] of code.split("\n").entries()) {
    let shift = 0;
    let generated = 0;
    const segments: string[] = [];
    for (const { index } of text.matchAll(/[\w$]+|\s+|[^\w\s$]/g)) {
      for (let insertion; (insertion = insertions[next]) !== undefined && insertion.offset <= lineStart + index; next++) shift += insertion.text.length;
      segments.push([index + shift - generated, 0, line - before.line, index - before.column].map(encode).join(""));
      generated = index + shift;
      before.line = line;
      before.column = index;
    }
    lineStart += text.length + 1;
    // What is inserted where the line ends shifts nothing.
    while ((insertions[next]?.offset ?? Infinity) < lineStart) next++;
    lines.push(segments.join(","));
  }
  return { version: 3, sources: [file], sourcesContent: [code], names: [], mappings: lines.join(";") };
}

/** A number in the base 64 of source maps: five bits a digit, the lowest first, the sign in the lowest of all. */
function encode(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = "";
  do {
    const five = rest & 31;
    rest >>>= 5;
    text += digits[rest > 0 ? five | 32 : five] ?? "";
  } while (rest > 0);
  return text;
}
