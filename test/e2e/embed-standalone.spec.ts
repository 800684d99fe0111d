import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { root } from "../package/install.mjs";
import { bundlePage, servePage, site } from "./pages/serve.ts";

const script = "/eventdeck-devtools.global.js";
const readBuilt = (name: string) => readFileSync(join(root, "dist/devtools", name), "utf8");

const deckOf = (page: Page) => page.getByRole("region", { name: "Event deck" });

async function openPanel(page: Page): Promise<void> {
  await page.getByRole("button", { name: /Open the event deck/ }).click();
  await expect(deckOf(page)).toBeVisible();
}

test("a script tag mounts the panel in a page without React, on a bus of its own", async ({ page, context }) => {
  const files = new Map([
    [script, readBuilt("eventdeck-devtools.global.js")],
    [
      "/page.js",
      `const { createBus, mountDevtools } = eventdeckDevtools;
       const bus = createBus({ source: "plain" });
       mountDevtools({ bus });
       document.querySelector("button").addEventListener("click", () => bus.emit({ type: "button.pressed", input: { at: "plain page" } }));`,
    ],
  ]);
  const html = `<button>Press</button><script src="${script}"></script><script src="/page.js"></script>`;
  await servePage(context, { files, html, headers: { "content-security-policy": "default-src 'none'; script-src 'self'" } });
  await page.goto(site);
  await page.getByRole("button", { name: "Press" }).click();
  await openPanel(page);
  await expect(deckOf(page).getByRole("row").filter({ hasText: "button.pressed" })).toBeVisible();
  expect(await page.evaluate(() => Object.keys(Reflect.get(window, "eventdeckDevtools")).toSorted())).toEqual([
    "createBus",
    "defineEvent",
    "mountDevtools",
    "payload",
    "registerBus",
  ]);
});

test("a script tag shows what an application registered with its own copy, before and after", async ({ page, context }) => {
  const files = new Map([...(await bundlePage("registering.ts")), [script, readBuilt("eventdeck-devtools.global.js")]]);
  await servePage(context, { files, html: `<script src="${script}"></script>` });
  await page.goto(site);
  await page.evaluate(() => Reflect.get(window, "eventdeckDevtools").mountDevtools({ preserve: false, initiallyOpen: true }));
  await expect(page.getByText("early", { exact: true }).first()).toBeVisible();
  await expect(deckOf(page).getByRole("row").filter({ hasText: "page.loaded" })).toBeVisible();
  await page.getByRole("button", { name: "Register another" }).click();
  await expect(
    deckOf(page)
      .getByText("late")
      .or(deckOf(page).getByRole("option", { name: "late" }))
      .first(),
  ).toBeAttached();
});

test("a bus of another copy is refused with the cure", async ({ page, context }) => {
  const files = new Map([...(await bundlePage("registering.ts")), [script, readBuilt("eventdeck-devtools.global.js")]]);
  await servePage(context, { files, html: `<script src="${script}"></script>` });
  await page.goto(site);
  await expect(page.getByRole("button", { name: "Register another" })).toBeVisible();
  const refusal = await page.evaluate(() => {
    try {
      return Reflect.get(window, "eventdeckDevtools").mountDevtools({ bus: Reflect.get(window, "bus") });
    } catch (error) {
      return String(error);
    }
  });
  expect(refusal).toContain('Register it with registerBus(bus, "registering") of the application\'s "eventdeck/devtools/register"');
  await expect(page.locator("eventdeck-devtools")).toHaveCount(0);
});

test("a Vue application mounts it, and unmounts it with itself", async ({ page, context }) => {
  const files = await bundlePage("vue.ts");
  await servePage(context, { files });
  await page.goto(site);
  await page.getByRole("button", { name: "Count is 0" }).click();
  await openPanel(page);
  await expect(page.getByText("counter", { exact: true }).first()).toBeVisible();
  await expect(deckOf(page).getByRole("row").filter({ hasText: "counter.counted" })).toBeVisible();
  await page.evaluate(() => Reflect.get(window, "leave")());
  await expect(page.locator("eventdeck-devtools")).toHaveCount(0);
});

test("a page of its own shows the buses of other tabs of the origin", async ({ page, context }) => {
  await servePage(page, { files: await bundlePage("registering.ts") });
  await page.goto(site);
  await expect(page.getByRole("button", { name: "Register another" })).toBeVisible();
  const own = await context.newPage();
  await servePage(own, { files: await bundlePage("alone.ts") });
  await own.goto(`${site}?alone`);
  await expect(own.getByText("early").first()).toBeVisible();
  await expect(deckOf(own).getByRole("row").filter({ hasText: "page.loaded" })).toBeVisible();
  const { width, height } = await deckOf(own).evaluate((deck) => ({ width: deck.clientWidth - innerWidth, height: deck.clientHeight - innerHeight }));
  expect([width, height]).toEqual([0, 0]);
});
