import { expect, test as base, type BrowserContext, type Page } from "@playwright/test";
import { bundlePage, servePage, site } from "./pages/serve.ts";

const test = base.extend<{ served: void }, { files: ReadonlyMap<string, string> }>({
  files: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its parameter
    async ({}, use) => {
      await use(await bundlePage("shop.ts"));
    },
    { scope: "worker" },
  ],
  served: [
    async ({ context, files }, use) => {
      await servePage(context, { files });
      await use();
    },
    { auto: true },
  ],
});

// As in a browser at home, whose blocker lets a page open windows on a click and finds those that it has.
test.use({
  launchOptions: [
    async ({ launchOptions }, use) => {
      await use({ ...launchOptions, ignoreDefaultArgs: ["--disable-popup-blocking"] });
    },
    { scope: "worker" },
  ],
});

const deckOf = (page: Page) => page.getByRole("region", { name: "Event deck" });

async function openPanel(page: Page, address = site): Promise<void> {
  await page.goto(address);
  await page.getByRole("button", { name: /Open the event deck/ }).click();
  await expect(deckOf(page)).toBeVisible();
}

async function detach(page: Page, context: BrowserContext): Promise<Page> {
  const [own] = await Promise.all([context.waitForEvent("page"), page.getByRole("button", { name: "In a window of its own" }).click()]);
  await expect(deckOf(own)).toBeVisible();
  return own;
}

test("the panel goes into a window of its own, titled by bus and origin, with styles of its own (TanStack/query#7109, electron#24638)", async ({
  page,
  context,
}) => {
  await openPanel(page);
  const own = await detach(page, context);
  expect(await own.title()).toBe("shop · pages.test · eventdeck");
  await expect(deckOf(page)).toHaveCount(0);
  const { width, height, background } = await deckOf(own).evaluate((deck) => {
    const { clientWidth, clientHeight } = deck;
    return { width: clientWidth - innerWidth, height: clientHeight - innerHeight, background: getComputedStyle(deck).backgroundColor };
  });
  expect([width, height, background]).toEqual([0, 0, "rgb(255, 255, 255)"]);
  // The bus is named there, and events arrive.
  await expect(own.getByRole("combobox", { name: "Bus", exact: true }).getByRole("option", { selected: true })).toHaveText("shop");
  await expect(own.getByRole("row").filter({ hasText: "cart.item-added" }).first()).toBeVisible();
});

test("keys and pointers work in the window", async ({ page, context }) => {
  await openPanel(page);
  const own = await detach(page, context);
  await own.getByRole("row").filter({ hasText: "cart.item-added" }).first().click();
  await own.keyboard.press("/");
  await own.keyboard.type("type:none");
  // Letters are the panel's keys elsewhere.
  await expect(own.locator("input:focus")).toHaveValue("type:none");
  await expect(own.getByRole("row").filter({ hasText: "cart.item-added" })).toHaveCount(0);
});

test("it survives a reload of its opener, and waits meanwhile", async ({ page, context }) => {
  await openPanel(page);
  const own = await detach(page, context);
  // The page answers late, so that there is a while to see.
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await context.route(`${site}main.js`, async (route) => {
    await held;
    await route.fallback();
  });
  const reloaded = page.reload();
  await expect(own.getByText("Waiting for the page")).toBeVisible();
  answer();
  await reloaded;
  await expect(deckOf(own)).toBeVisible();
  expect(own.isClosed()).toBe(false);
  expect(context.pages()).toHaveLength(2);
  await expect(deckOf(page)).toHaveCount(0);
  await expect(page.getByRole("button", { name: /Show the event deck's window/ })).toBeVisible();
});

test("it survives a reload of its own", async ({ page, context }) => {
  await openPanel(page);
  const own = await detach(page, context);
  await own.evaluate(() => location.reload()).catch(() => {});
  await expect(deckOf(own)).toBeVisible();
});

test("closing it docks the panel where it was, and so does choosing a side", async ({ page, context }) => {
  await openPanel(page);
  await page.getByRole("button", { name: "Dock at the right" }).click();
  const own = await detach(page, context);
  await own.close();
  await expect(page.getByRole("separator", { name: "Resize the panel" })).toHaveAttribute("aria-orientation", "vertical");
  const again = await detach(page, context);
  await again.getByRole("button", { name: "Dock at the bottom" }).click();
  await expect(page.getByRole("separator", { name: "Resize the panel" })).toHaveAttribute("aria-orientation", "horizontal");
  expect(again.isClosed()).toBe(true);
});

test("closing the panel closes its window, and opening it opens another", async ({ page, context }) => {
  await openPanel(page);
  const own = await detach(page, context);
  await own.getByRole("button", { name: "Close the panel" }).click();
  await expect(page.getByRole("button", { name: /Open the event deck/ })).toBeVisible();
  expect(own.isClosed()).toBe(true);
  const [again] = await Promise.all([context.waitForEvent("page"), page.getByRole("button", { name: /Open the event deck/ }).click()]);
  await expect(deckOf(again)).toBeVisible();
});

test("a window that the browser blocks is said to be blocked, and the panel stays docked", async ({ page, context }) => {
  // Without a click no window is allowed.
  await page.goto(`${site}?options=${JSON.stringify({ dock: "window", initiallyOpen: true })}`);
  await expect(page.getByText("The browser blocked the window")).toBeVisible();
  await expect(page.getByRole("separator", { name: "Resize the panel" })).toBeVisible();
  expect(context.pages()).toHaveLength(1);
  await detach(page, context);
});

test("a page that goes for good leaves a window that says so, and one that was closed meanwhile is not opened again", async ({ page, context }) => {
  await openPanel(page);
  const own = await detach(page, context);
  await page.goto("about:blank");
  await expect(own.getByText("close the window")).toBeVisible();
  await own.close();
  await page.goto(site);
  await expect(page.getByRole("button", { name: "Add" })).toBeVisible();
  expect(context.pages()).toHaveLength(1);
});

test("two panels on one page have a window each", async ({ page, context }) => {
  await page.goto(`${site}?twice`);
  for (const nth of [0, 0]) {
    await page
      .getByRole("button", { name: /Open the event deck/ })
      .nth(nth)
      .click();
    await detach(page, context);
  }
  expect(context.pages()).toHaveLength(3);
  await page.reload();
  for (const own of context.pages().slice(1)) await expect(deckOf(own)).toBeVisible();
  expect(context.pages()).toHaveLength(3);
});

test("an opener that paints nothing does not freeze the panel in its window", async ({ page, context }) => {
  await openPanel(page);
  const own = await detach(page, context);
  // What a hidden page is like: no frames, timers once in a long while.
  await page.evaluate(() => {
    window.requestAnimationFrame = () => 0;
    const later = window.setTimeout.bind(window);
    Object.assign(window, { setTimeout: (task: () => void, delayMs = 0) => later(task, Math.max(delayMs, 60_000)), ResizeObserver: undefined });
  });
  const last = () => own.getByRole("row").filter({ hasText: "cart.item-added" }).last().innerText();
  const before = await last();
  await expect.poll(last).not.toBe(before);
  await own.setViewportSize({ width: 800, height: 500 });
  await expect.poll(() => deckOf(own).evaluate((deck) => deck.clientWidth)).toBe(800);
});
