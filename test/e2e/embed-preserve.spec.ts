import { expect, test, type Page } from "@playwright/test";
import { bundlePage, servePage, site } from "./pages/serve.ts";

const counted = (page: Page) =>
  page.evaluate(() =>
    Array.from<{ event: { payload: { run: string; n: number } } }, string>(
      Reflect.get(window, "bus").history,
      ({ event }) => `${event.payload.run} ${event.payload.n}`,
    ),
  );

test.beforeEach(async ({ context }) => {
  await servePage(context, { files: await bundlePage("keeping.ts") });
});

/** Opens the page and waits for what keeps its events: that is loaded apart, and a page that goes before it came keeps none. */
async function visit(page: Page, query: string): Promise<void> {
  const [keeper] = await Promise.all([page.waitForResponse(/kept-events/), page.goto(`${site}?preserve=events&${query}`)]);
  await page.evaluate((address) => import(address), keeper.url());
}

test("recorded events survive a reload when they are to, once, and nobody handles them again", async ({ page }) => {
  await visit(page, "run=first&events=3");
  expect(await counted(page)).toEqual(["first 1", "first 2", "first 3"]);
  await visit(page, "run=second&events=1");
  await expect.poll(() => counted(page)).toEqual(["second 1", "first 1", "first 2", "first 3"]);
  expect(await page.evaluate(() => Reflect.get(window, "handled"))).toEqual(["second 1"]);
});

test("the newest are kept, and what is not is said", async ({ page }) => {
  await visit(page, "run=first&events=6000");
  await visit(page, "run=second&events=0");
  await expect.poll(async () => (await counted(page)).at(-1)).toBe("first 6000");
  await page.getByRole("button", { name: /Open the event deck/ }).click();
  await expect(page.getByText("events of kept were kept across the reload")).toBeVisible();
});

test("without being asked for, no event is stored", async ({ page }) => {
  await page.goto(`${site}?run=first&events=3`);
  await page.goto(`${site}?run=second&events=1`);
  await expect(page.getByRole("button", { name: /Open the event deck/ })).toBeVisible();
  expect(await counted(page)).toEqual(["second 1"]);
  expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
});
