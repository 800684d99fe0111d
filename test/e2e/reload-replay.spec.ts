import { test as base, expect, type Page } from "@playwright/test";
import { bundlePage, servePage, site } from "./pages/serve.ts";

const test = base.extend<object, { files: ReadonlyMap<string, string> }>({
  files: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its parameter
    async ({}, use) => {
      await use(await bundlePage("reload.ts"));
    },
    { scope: "worker" },
  ],
});

const cart = (page: Page) => page.getByRole("list", { name: "Cart" }).getByRole("listitem");
const deck = (page: Page) => page.getByRole("group", { name: "Deck" });

/** Adds three items, and looks at the moment when there were two. */
async function addThreeAndLookAtTwo(page: Page): Promise<void> {
  for (let items = 1; items <= 3; items += 1) {
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await expect(cart(page)).toHaveCount(items);
  }
  // app.started, then item and count in turns: the last two belong to the third item.
  await expect(deck(page)).toContainText("live / 7");
  for (let back = 0; back < 2; back += 1) await deck(page).getByRole("button", { name: "Step back" }).click();
  await expect(deck(page)).toContainText("Viewing #5, live continues");
}

async function reloadToHere(page: Page): Promise<void> {
  const loaded = page.waitForEvent("load");
  await deck(page).getByRole("button", { name: "How it plays" }).click();
  await page.getByRole("menuitem", { name: "Reload the page and replay to here" }).click();
  await loaded;
}

test("reloads the page, and replays what was recorded up to the chosen event into the fresh one", async ({ page, context, files }) => {
  await servePage(context, { files });
  await page.goto(site);
  await addThreeAndLookAtTwo(page);
  await reloadToHere(page);
  await expect(deck(page)).toContainText("Reloaded, and replayed to what was #5: 2 events; 1 event that the page emits at its start not a second time");
  await expect(cart(page)).toHaveText(["A-1 100000000000000000000", "A-2 100000000000000000000"]);
  // The page goes on from there, and another reload is one like any other.
  await deck(page).getByRole("button", { name: "Dismiss" }).click();
  await expect(deck(page)).not.toContainText("Reloaded");
  await page.reload();
  await expect(deck(page)).toContainText("live / 1");
  await expect(cart(page)).toHaveCount(0);
});

test("waits for a page that says that it is not ready", async ({ page, context, files }) => {
  await servePage(context, { files });
  await page.goto(`${site}?slow`);
  await page.getByRole("button", { name: "Ready" }).click();
  await addThreeAndLookAtTwo(page);
  await reloadToHere(page);
  await expect(deck(page)).toContainText("Reloaded; waiting for the application to be ready");
  await expect(cart(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Ready" }).click();
  await expect(cart(page)).toHaveCount(2);
  await expect(deck(page)).toContainText("Reloaded, and replayed to what was #5");
});
