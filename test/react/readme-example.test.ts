import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { blocks } from "../readme-blocks.ts";

it("the README shows the example that is tested here", () => {
  const example = readFileSync(new URL("cart-example.tsx", import.meta.url), "utf8");
  expect(blocks.map(({ code }) => code)).toContain(example);
});
