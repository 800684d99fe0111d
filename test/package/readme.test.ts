import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { blocks } from "../readme-blocks.ts";
import { binaryOf, root } from "./install.mjs";
import { node } from "./project.ts";

const snippets = blocks.filter(({ language, path }) => language === "ts" && path === undefined);
const entries = Object.entries(packageJson.exports).flatMap(([entry, target]) =>
  typeof target === "string" ? [] : [[entry.replace(".", "eventdeck"), target.types]],
);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "eventdeck-readme-"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  for (const [index, { code }] of snippets.entries()) writeFileSync(join(folder, `${index}.ts`), `${code}export {};\n`);
  const paths = Object.fromEntries(entries.map(([name, types]) => [name, [join(root, types!)]]));
  const lib = ["es2023", "esnext.disposable", "dom"];
  const compilerOptions = {
    target: "es2022",
    module: "esnext",
    moduleResolution: "bundler",
    lib,
    types: [],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    paths,
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("the README's snippets", () => {
  test("compile strictly against the package's types", () => {
    expect(snippets).not.toEqual([]);
    expect(node([binaryOf("typescript", "tsc"), "-p", "."], folder)).toBe("");
  });
});
