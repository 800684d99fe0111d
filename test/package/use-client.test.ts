import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./install.mjs";

const folder = join(root, "dist/src/react");
const modules = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".js")) : [];

/** A framework with server components takes what such a module exports for the client's, and does not run it on the server. */
function isForClients(module: string): boolean {
  return /^(["'])use client\1;/.test(readFileSync(join(folder, module), "utf8"));
}

test("the built eventdeck/react says first of all that it is for clients", () => {
  expect(modules).toContain("index.js");
  expect(isForClients("index.js")).toBe(true);
});

test("so does each of its modules that uses React, whichever a bundler comes to first", () => {
  const withHooks = modules.filter((module) => /from["'](react|\.\/(bus-context|use-[\w-]+)\.js)["']/.test(readFileSync(join(folder, module), "utf8")));
  expect(withHooks.length).toBeGreaterThan(8);
  expect(withHooks.filter((module) => !isForClients(module))).toEqual([]);
});
