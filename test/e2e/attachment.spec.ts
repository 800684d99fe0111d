import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createBus } from "eventdeck";
import { chromiumArguments, requireChromium } from "../package/chromium.mjs";
import { binaryOf, root } from "../package/install.mjs";
import { added, loaded } from "./small-page/events.ts";
import { expect, test } from "./small-page/test.ts";

test("a failing test has the page's history attached, which a bus reads again", async ({ files }, testInfo) => {
  test.setTimeout(180_000);
  const attached = await runFailing(testInfo.outputPath("failing"), files);
  expect([...attached.keys()]).toEqual(["fails after some events", "fails on a page that is closed", "passes", "fails as it should"]);

  const [session, error] = attached.get("fails after some events")!;
  expect(session).toMatchObject({ name: "events.session.jsonl", contentType: "application/jsonl" });
  expect(error!.text).toContain("Expected");
  const bus = createBus({ events: [added, loaded] });
  await bus.history.import([session!.text]);
  expect(Array.from(bus.history, ({ event }) => [event.type, event.payload])).toEqual([
    ["page.loaded", { address: "" }],
    ["cart.added", { sku: "A-1", at: new Date(0), counts: new Map([["A-1", 1n]]) }],
  ]);
  await bus.close();

  const closed = attached.get("fails on a page that is closed")!;
  expect(closed[0]).toMatchObject({ name: "events.session.txt", text: "There is no history of the page. The page is closed." });
  // The first failure is the only one.
  expect(new Set(closed.filter(({ name }) => name === "error").map(({ text }) => text)).size).toBe(1);
  expect(attached.get("passes")).toEqual([]);
  expect(attached.get("fails as it should")!.filter(({ name }) => name.startsWith("events"))).toEqual([]);
});

/** Runs tests that fail, in a Playwright of their own, and returns the attachments of each by its title. */
async function runFailing(folder: string, files: ReadonlyMap<string, string>): Promise<Map<string, { name: string; contentType: string; text: string }[]>> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write("files.json", JSON.stringify([...files]));
  write("failing.spec.mjs", failingTests);
  const launchOptions = { executablePath: await requireChromium(), args: chromiumArguments };
  const config = { testDir: ".", outputDir: "./results", reporter: "json", workers: 1, timeout: 60_000, use: { launchOptions } };
  write("playwright.config.mjs", `export default ${JSON.stringify(config)};`);
  const { stdout, stderr } = spawnSync(process.execPath, [binaryOf("@playwright/test", "playwright"), "test", "-c", folder], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: join(folder, "report.json") },
  });
  const report: Report = JSON.parse(readReport(join(folder, "report.json"), `${stdout}\n${stderr}`));
  const specs = report.suites.flatMap((suite) => suite.specs);
  return new Map(
    specs.map(({ title, tests }) => [
      title,
      tests.flatMap(({ results }) =>
        results.flatMap(({ attachments, errors }) => [
          ...attachments.map(({ name, contentType, body, path }) => ({ name, contentType, text: textOf(body, path) })),
          ...errors.map(({ message }) => ({ name: "error", contentType: "", text: message })),
        ]),
      ),
    ]),
  );
}
interface Report {
  readonly suites: readonly {
    readonly specs: readonly {
      readonly title: string;
      readonly tests: readonly {
        readonly results: readonly {
          readonly errors: readonly { readonly message: string }[];
          readonly attachments: readonly { readonly name: string; readonly contentType: string; readonly body?: string; readonly path?: string }[];
        }[];
      }[];
    }[];
  }[];
}
function readReport(file: string, output: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(`Playwright left no report. It said:\n${output}`, { cause: error });
  }
}
function textOf(body: string | undefined, path: string | undefined): string {
  return body === undefined ? readFileSync(path!, "utf8") : Buffer.from(body, "base64").toString("utf8");
}

const failingTests = `
  import { readFileSync } from "node:fs";
  import { expect, test } from "eventdeck/testing/playwright";

  const files = new Map(JSON.parse(readFileSync(new URL("files.json", import.meta.url), "utf8")));
  test.beforeEach(async ({ page }) => {
    await page.route("http://small-page.test/**", (route) => {
      const script = files.get(new URL(route.request().url()).pathname);
      const body = script ?? '<!doctype html><body><script type="module" src="/main.js"></script></body>';
      return route.fulfill({ contentType: script === undefined ? "text/html" : "text/javascript", body });
    });
    await page.goto("http://small-page.test/");
  });
  test("fails after some events", async ({ page, bus }) => {
    const added = bus.waitFor("type:cart.added");
    await page.getByRole("button", { name: "Add" }).click();
    await added;
    expect(1).toBe(2);
  });
  test("fails on a page that is closed", async ({ page, bus }) => {
    await page.close();
    expect(1).toBe(2);
  });
  test("passes", async ({ bus }) => {
    expect(await bus.events("type:page.loaded")).toHaveLength(1);
  });
  test("fails as it should", async ({ bus }) => {
    test.fail();
    expect(1).toBe(2);
  });
`;
