import { describe, expect, it } from "vitest";
import { blocks, readme } from "./readme-blocks.ts";
import { promisedBy, run } from "./readme-snippet.ts";

// A block that is to be a file is built and run as one, by test/package/tutorial.test.ts.
const snippets = blocks.filter(({ language, path }) => language === "ts" && path === undefined);

describe("the README's blocks", () => {
  it("are all found", () => {
    expect(blocks.length).toBe((readme.match(/^```\w/gm) ?? []).length);
  });
});

describe("the README's snippets", () => {
  it.each(snippets)("$title: prints what it says", async ({ code }) => {
    const promised = promisedBy(code);
    expect(promised.length).toBeGreaterThan(0);
    expect(await run(code)).toEqual(promised);
  });
});
