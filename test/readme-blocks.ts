import { readFileSync } from "node:fs";

/** A fenced block of the README. */
export interface Block {
  /** The heading of the second level that it stands under. */
  readonly chapter: string;
  /** The nearest heading. */
  readonly title: string;
  readonly language: string;
  /** The file that it is to be, when the line before it names one: `src/app.tsx`. */
  readonly path: string | undefined;
  readonly code: string;
}

export const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/** The README's fenced blocks, in their order. */
export const blocks: readonly Block[] = blocksOf(readme);

function blocksOf(text: string): Block[] {
  const found: Block[] = [];
  let chapter = "";
  let title = "";
  for (const [, level, heading, path, language, code] of text.matchAll(/^(#{2,3}) (.+)$|(?:^`([^`]+)`\n\n)?^```(\w+)\n([\s\S]*?)^```$/gm)) {
    if (heading !== undefined) {
      title = heading;
      if (level === "##") chapter = heading;
    } else found.push({ chapter, title, language: language!, path, code: code! });
  }
  return found;
}
