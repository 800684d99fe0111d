import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Browser, chromium, expect as expectSoon } from "@playwright/test";
import { preview, type PreviewServer } from "vite";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { blocks } from "../readme-blocks.ts";
import { chromiumArguments, requireChromium } from "./chromium.mjs";
import { installPackages, npm, packInto } from "./project.ts";

const tutorial = blocks.filter(({ chapter }) => chapter === "Five-minute tutorial");
const files = tutorial.filter(({ path }) => path !== undefined);
const commands = tutorial.filter(({ language }) => language === "sh").flatMap(({ code }) => code.trim().split("\n"));
const packages = commands.flatMap((command) => (command.startsWith("npm install ") ? command.split(" ").slice(2) : [])).filter((word) => !word.startsWith("-"));

// A busy machine takes its time.
const expectPage = expectSoon.configure({ timeout: 60_000 });

let folder: string;
let app: string;
let server: PreviewServer | undefined;
let browser: Browser | undefined;

beforeAll(() => {
  // What the application's own tools would take for theirs.
  for (const name of Object.keys(process.env)) if (name === "NODE_ENV" || name.startsWith("VITE")) vi.stubEnv(name, undefined);
  folder = mkdtempSync(join(tmpdir(), "eventdeck-tutorial-"));
  app = join(folder, "shopping");
  for (const { path, code } of files) {
    mkdirSync(dirname(join(app, path!)), { recursive: true });
    writeFileSync(join(app, path!), code);
  }
  installPackages(app, packages, packInto(folder));
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe("the README's tutorial", () => {
  test("says what to type", () => {
    expect(commands.map((command) => command.split(" ").slice(0, 3).join(" "))).toEqual([
      "npm install eventdeck",
      "npm install --save-dev",
      "npm test",
      "npm run build",
      "npm run preview",
    ]);
  });

  test("has a test that passes", () => {
    const report: unknown = JSON.parse(npm(["--silent", "test", "--", "--reporter=json"], app));
    expect(report).toMatchObject({ success: true, numPassedTests: 1, numTotalTests: 1 });
  });

  test("compiles strictly and builds", () => {
    npm(["run", "build"], app);
    expect(existsSync(join(app, "dist/index.html"))).toBe(true);
  });

  test("makes a shopping list that can go back in time", async () => {
    server = await preview({ root: app, configFile: false, logLevel: "warn", preview: { port: 0, host: "127.0.0.1" } });
    browser = await chromium.launch({ executablePath: await requireChromium(), args: chromiumArguments });
    const page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    const failures: string[] = [];
    page.on("pageerror", (error) => failures.push(error.message));
    await page.goto(server.resolvedUrls!.local[0]!);

    const input = page.getByRole("textbox", { name: "What to buy" });
    const items = page.getByRole("listitem");
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
    for (const name of ["bread", "milk"]) {
      await input.fill(name);
      await press("Add");
      await expectPage(items.filter({ hasText: name })).toBeVisible();
    }
    await page.getByRole("checkbox", { name: "bread" }).click();
    await expectPage(page.getByRole("checkbox", { name: "bread" })).toBeChecked();

    await press("Back in time");
    await expectPage(page.getByRole("heading")).toHaveText("Shopping, as of event 2");
    await expectPage(page.getByRole("checkbox", { name: "bread" })).not.toBeChecked();
    await expectPage(input).toBeDisabled();
    await press("Back in time");
    await expectPage(items).toHaveText(["bread"]);
    await press("Forward");
    await expectPage(items).toHaveText(["bread", "milk"]);
    await press("Back to live");
    await expectPage(page.getByRole("heading")).toHaveText("Shopping");
    await expectPage(page.getByRole("checkbox", { name: "bread" })).toBeChecked();
    await expectPage(input).toBeEnabled();
    expect(failures).toEqual([]);
  });
});
