import type { Page } from "@playwright/test";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, phone, test, wide } from "./demo.ts";

// Parcels take their time: they are tried three times, with a break between.
test.describe.configure({ timeout: 120_000 });

const settled = { timeout: 40_000 };
const counter = (page: Page, name: string) => page.getByLabel("Counters").locator(".tile", { hasText: name }).locator(".tile-value");
const deadLetters = (page: Page) => page.getByRole("region", { name: "Dead letters" }).first();
const carrier = (page: Page, name: string) => page.getByRole("region", { name: "Carriers" }).getByRole("combobox", { name });

/** Packs, and waits until each parcel is with its carrier or given up: two that a strict carrier refuses, four of one that is down. */
async function pack(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Pack 12 parcels" }).click();
  await expect(counter(page, "Dead letters")).toHaveText("6", settled);
  await expect(counter(page, "To be tried again")).toHaveText("0", settled);
}

test("parcels are tried again, given up and put back, and none is lost", async ({ page }) => {
  await page.goto("./#deliveries");
  await pack(page);
  const handed = page.getByRole("region", { name: "Handed over" });
  await expect(handed.getByRole("heading")).toHaveText("Handed over 6");
  await test.step("they are still there after a reload", async () => {
    await page.reload();
    await expect(counter(page, "Dead letters")).toHaveText("6");
    await expect(deadLetters(page).getByRole("listitem")).toHaveCount(2);
  });
  await test.step("mended and redriven they arrive, and the carriers are remembered", async () => {
    await carrier(page, "Courier").selectOption("answers");
    await deadLetters(page).getByRole("listitem").filter({ hasText: "does not answer" }).getByRole("button", { name: "Redrive" }).click();
    await expect(handed.getByRole("heading")).toHaveText("Handed over 4", settled);
    await expect(counter(page, "Dead letters")).toHaveText("2");
    await page.reload();
    await expect(carrier(page, "Courier")).toHaveValue("answers");
  });
  await test.step("cleared, it is as at first", async () => {
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await expect(counter(page, "Dead letters")).toHaveText("0");
    await expect(carrier(page, "Courier")).toHaveValue("is down");
  });
});

test("an address is mended in the deck, and the copy is linked with the parcel that was refused", async ({ page, panel }) => {
  await page.goto("./#deliveries");
  await pack(page);
  const queues = await panel.view("Queues");
  await queues.getByRole("option").filter({ hasText: "without a number" }).first().click();
  await queues.getByRole("button", { name: "Edit & redrive …" }).click();
  await queues.getByRole("textbox", { name: "street" }).fill("12 Harbour Road");
  await queues.getByRole("button", { name: "Redrive the edited one" }).click();
  await expect(queues.getByRole("region", { name: "The redriven copy" })).toContainText(
    /The original, #\d+ was put back into deliveries .*: it has left the queue/,
    settled,
  );
  await expect(counter(page, "Dead letters")).toHaveText("5");
  await panel.view("Events");
  await expect(panel.row("system.redriven")).toBeVisible();
});

test("two tabs work on one queue, tell each other, and one goes on alone", async ({ page, context, panel }) => {
  await page.goto("./#deliveries");
  await carrier(page, "Courier").selectOption("answers");
  const [second] = await Promise.all([context.waitForEvent("page"), page.getByRole("link", { name: "open it in a second tab" }).click()]);
  await expect(counter(second, "Dead letters")).toHaveText("0");
  await expect(page.getByText("2 consumers")).toBeVisible();
  await test.step("what a carrier does is known in both", async () => {
    await carrier(second, "Bike").selectOption("answers");
    await expect(carrier(page, "Bike")).toHaveValue("answers");
  });
  await test.step("both hand parcels over, and count those of the other", async () => {
    await second.getByRole("button", { name: "Pack 12 parcels" }).click();
    for (const tab of [page, second]) {
      const handed = tab.getByRole("region", { name: "Handed over" });
      await expect(handed.getByRole("heading")).toHaveText("Handed over 12", settled);
      await expect(handed.getByRole("list", { name: "By tab" }).getByRole("listitem")).toHaveCount(2);
    }
    const links = await panel.view("Links");
    await expect(links.getByRole("row", { name: /^eventdeck-demo-depot/ })).toContainText("1 bus");
  });
  await test.step("the tab that kept the queue goes, in the middle of the work", async () => {
    await second.getByRole("button", { name: "Pack 12 parcels" }).click();
    await page.close();
    await expect(counter(second, "Waiting")).toHaveText("0", settled);
    await expect(counter(second, "On their way")).toHaveText("0", settled);
    await expect(counter(second, "Dead letters")).toHaveText("0");
    await expect(second.getByText("1 consumer", { exact: true })).toBeVisible();
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of [wide, phone]) {
    test(`axe finds nothing in a depot with dead letters, ${colorScheme}, ${viewport.width} wide`, async ({ page }) => {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.goto("./#deliveries");
      await pack(page);
      const { violations } = await new AxeBuilder({ page }).include("main").analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
    });
  }
}
