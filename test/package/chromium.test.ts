import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findChromium } from "./chromium.mjs";

const suffix = process.platform === "win32" ? ".exe" : "";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "eventdeck-chromium-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("the Chromium to test with", () => {
  test("is the one that CHROMIUM_PATH names, before any on the PATH", async () => {
    const own = program("own");
    program("chromium");
    expect(await findChromium({ CHROMIUM_PATH: own, PATH: folder }, [])).toBe(own);
  });

  test("is never another one than CHROMIUM_PATH names", async () => {
    program("chromium");
    await expect(findChromium({ CHROMIUM_PATH: join(folder, "gone"), PATH: folder }, [])).rejects.toThrow(/gone.*no program/);
  });

  test.each(["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"])("is %s on the PATH", async (name) => {
    const path = program(name);
    expect(await findChromium({ PATH: ["/nowhere", folder].join(delimiter) }, [])).toBe(path);
  });

  test("is in a usual place when the PATH has none", async () => {
    const path = program("placed");
    expect(await findChromium({ PATH: "" }, [join(folder, "gone"), path])).toBe(path);
  });

  test("is no folder and no file that cannot be run", async () => {
    writeFileSync(join(folder, "chromium"), "");
    const path = program("chrome");
    expect(await findChromium({ PATH: [tmpdir(), folder].join(delimiter) }, [folder])).toBe(path);
  });
});

function program(name: string): string {
  const path = join(folder, name + suffix);
  writeFileSync(path, "");
  chmodSync(path, 0o755);
  return path;
}
