import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { transformWithOxc } from "vite";
import { describe, expect, it } from "vitest";
import * as eventdeck from "eventdeck";
import * as middleware from "eventdeck/middleware";
import * as zod from "zod";

const modules: Readonly<Record<string, object>> = { eventdeck, "eventdeck/middleware": middleware, zod };
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const snippets = [...readme.matchAll(/### (.+?)\n[\s\S]*?```ts\n([\s\S]*?)```/g)].map(([, title, code]) => ({ title: title!, code: code! }));

/** Runs a snippet of the README and returns what it prints, a line for each call of `console.log`. */
async function run(code: string): Promise<string[]> {
  const { code: javascript } = await transformWithOxc(code, "snippet.ts");
  const body = javascript.replace(
    /^import \{(.*?)\} from "(.*?)";$/gm,
    (_, names: string, from: string) => `const {${names}} = modules[${JSON.stringify(from)}];`,
  );
  const printed: string[] = [];
  const log = (...values: unknown[]) =>
    printed.push(
      values
        .map((value) => (typeof value === "string" ? value : inspect(value)))
        .join(" ")
        .trimEnd(),
    );
  // oxlint-disable-next-line typescript/no-implied-eval -- the README is ours
  await Function("modules", "console", `return (async () => {${body}})();`)(modules, { log });
  return printed;
}

describe("the README's snippets", () => {
  it("are all found", () => {
    expect(snippets.length).toBe((readme.match(/```ts\n/g) ?? []).length);
  });
  it.each(snippets)("$title: prints what it says", async ({ code }) => {
    const promised = [...code.matchAll(/^\/\/ → (.*)$/gm)].map(([, line]) => line);
    expect(promised.length).toBeGreaterThan(0);
    expect(await run(code)).toEqual(promised);
  });
});
