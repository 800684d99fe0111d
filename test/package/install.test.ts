import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isInstalled } from "./install.mjs";

const machine = { os: "linux", cpu: "x64", libc: "glibc" };
const native = (os: string, cpu: string, libc?: string) => ({
  version: "1.0.0",
  optional: true,
  os: [os],
  cpu: [cpu],
  ...(libc !== undefined && { libc: [libc] }),
});

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "eventdeck-install-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("an installation", () => {
  test("is missing without node_modules", () => {
    lock({ "node_modules/a": { version: "1.0.0" } });
    expect(isInstalled(folder, machine)).toBe(false);
  });

  test("is complete when every locked package is there", () => {
    lock({ "": { version: "9.9.9" }, "node_modules/a": { version: "1.0.0" } });
    installed({ "node_modules/a": { version: "1.0.0" } });
    expect(isInstalled(folder, machine)).toBe(true);
  });

  test.each([
    ["another version", { "node_modules/a": { version: "1.0.1" } }],
    ["another content", { "node_modules/a": { version: "1.0.0", integrity: "sha512-other" } }],
    ["a package less", {}],
    ["a package more", { "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "1.0.0" } }],
  ])("is out of date with %s", (_, packages) => {
    lock({ "node_modules/a": { version: "1.0.0" } });
    installed(packages);
    expect(isInstalled(folder, machine)).toBe(false);
  });

  test("is out of date when a recorded folder is gone", () => {
    lock({ "node_modules/a": { version: "1.0.0" } });
    installed({ "node_modules/a": { version: "1.0.0" } });
    rmSync(join(folder, "node_modules/a"), { recursive: true });
    expect(isInstalled(folder, machine)).toBe(false);
  });

  test("needs the native packages of this machine, and only those", () => {
    lock({
      "node_modules/a-linux": native("linux", "x64", "glibc"),
      "node_modules/a-musl": native("linux", "x64", "musl"),
      "node_modules/a-mac": native("darwin", "arm64"),
    });
    installed({ "node_modules/a-linux": native("linux", "x64", "glibc") });
    expect(isInstalled(folder, machine)).toBe(true);
    expect(isInstalled(folder, { os: "darwin", cpu: "arm64", libc: undefined })).toBe(false);
  });
});

function lock(packages: object): void {
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages }));
}

function installed(packages: object): void {
  for (const path of Object.keys(packages)) mkdirSync(join(folder, path), { recursive: true });
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  writeFileSync(join(folder, "node_modules/.package-lock.json"), JSON.stringify({ packages }));
}
