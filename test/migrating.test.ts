import { describe, expect, it } from "vitest";
import { blocks, readme } from "./readme-blocks.ts";
import { promisedBy, run } from "./readme-snippet.ts";

const chapter = readme.slice(readme.indexOf("\n## Migrating\n"), readme.indexOf("\n## ", readme.indexOf("\n## Migrating\n") + 1));
const guides = chapter
  .split("\n### ")
  .slice(1)
  .map((text) => ({ title: text.slice(0, text.indexOf("\n")), text }));
const pairOf = (title: string) => blocks.filter((block) => block.chapter === "Migrating" && block.title === title).map(({ code }) => code);

describe("a migration guide", () => {
  it("is there for mitt, RxJS and Redux", () => {
    expect(guides.map(({ title }) => title)).toEqual(["From mitt", "From an RxJS Subject", "From Redux"]);
  });

  it.each(guides)("$title: does the same with the other library as with eventdeck", async ({ title }) => {
    const [theirs, ours, ...more] = pairOf(title);
    expect(more).toEqual([]);
    expect(theirs).not.toContain("eventdeck");
    expect(await run(theirs!)).toEqual(promisedBy(theirs!));
    expect(await run(ours!)).toEqual(promisedBy(ours!));
    expect(promisedBy(ours!)).toEqual(promisedBy(theirs!));
  });

  it.each(guides)("$title: has in its table what is in its snippets", ({ title, text }) => {
    const [theirs, ours] = pairOf(title);
    const rows = [...text.matchAll(/^\| `(.+?)` +\| `(.+?)` +\| /gm)];
    expect(rows.length).toBeGreaterThan(5);
    for (const [, left, right] of rows) {
      expect(theirs).toMatch(patternOf(left!));
      expect(ours).toMatch(patternOf(right!));
    }
  });
});

/** Code of a table, where `…` stands for anything. */
function patternOf(code: string): RegExp {
  const parts = code.split("…").map((part) => part.trim().replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
  return new RegExp(parts.join(String.raw`[\s\S]*?`));
}
