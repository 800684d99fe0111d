import type { Page } from "@playwright/test";
import { expect, test as busTest, type PageBus } from "eventdeck/testing/playwright";
import { cartRestored } from "../../demo/shop/definitions.ts";
import { Panel } from "./panel.ts";

export { expect };
export type { PageBus };

/** The demo, and the panel on it. Who wants less motion starts the scenes by hand. */
export const test = busTest.extend<{ readonly panel: Panel; readonly faults: string[] }>({
  contextOptions: { reducedMotion: "reduce" },
  panel: async ({ page }, use) => {
    await use(new Panel(page));
  },
  faults: [
    async ({ page }, use) => {
      const faults: string[] = [];
      page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
      page.on("pageerror", (error) => faults.push(String(error)));
      await use(faults);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

export const wide = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

/** 329 webhooks, and the two alarms that failures among them set off. */
export const webhookCount = 331;

/** The shop, after the twelve events of its story. */
export async function openShop(page: Page, bus: PageBus): Promise<void> {
  await page.goto("./");
  await page.getByRole("button", { name: "Skip", exact: true }).click();
  await bus.waitFor(cartRestored, { since: "start", timeoutMs: 60_000 });
  await expect(page.getByText("12 / 12")).toBeVisible();
}

export async function openWebhooks(page: Page, bus: PageBus): Promise<void> {
  await page.goto("./#webhooks");
  await publishAll(page, bus);
}

export async function publishAll(page: Page, bus: PageBus): Promise<void> {
  await page.getByRole("button", { name: "Publish all" }).click();
  await bus.waitFor(`position:${webhookCount}`, { since: "start" });
  await expect(page.getByText("329 of 329")).toBeVisible();
}
