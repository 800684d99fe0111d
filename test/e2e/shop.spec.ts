import type { Locator, Page } from "@playwright/test";
import { expect, test } from "eventdeck/testing/playwright";
import { cartRestored, itemAdded, orderCancelled, orderPlaced, paymentFailed, paymentTaken, stockReleased } from "../../demo/shop/definitions.ts";
import { story } from "../demo/shop-story.ts";
import { Panel } from "./panel.ts";

const ended = { since: "start", timeoutMs: 60_000 } as const;

const button = (page: Page, name: string): Locator => page.getByRole("main").getByRole("button", { name, exact: true });
const moment = (page: Page): Locator => page.getByRole("slider", { name: "Moment" });
const time = (page: Page): Locator => page.getByRole("region", { name: "Time", exact: true });
const cart = (page: Page): Locator => page.getByRole("region", { name: "Cart" });
const total = (page: Page): Locator => cart(page).locator(".total-sum");
const stockOf = (page: Page, product: string): Locator => page.getByRole("article").filter({ hasText: product }).locator(".product-stock");

// Who wants less motion starts the story by hand, and so do the tests.
test.use({ contextOptions: { reducedMotion: "reduce" } });

test.describe("left alone", () => {
  test.use({ contextOptions: { reducedMotion: "no-preference" } });

  test("it opens first and plays twelve events, one of them a failed payment", async ({ page, bus }) => {
    await page.goto("./");
    await bus.waitFor(cartRestored, ended);
    expect((await bus.events()).map(({ type }) => type)).toEqual(story);
    await expect(time(page)).toContainText("Drag back to before it broke");
    await expect(time(page).locator(".mark[data-kind='failed']")).toHaveCount(1);
    await expect(page.getByRole("region", { name: "Notifications" })).toContainText("Order 1041 not paid: the card was declined.");
  });

  test("it does not begin again when the visitor comes back", async ({ page, bus }) => {
    await page.goto("./");
    await bus.waitFor(itemAdded, ended);
    await page.getByRole("link", { name: "Flood" }).click();
    await expect(page.getByRole("heading", { name: "Flood" })).toBeVisible();
    await page.goBack();
    await expect(button(page, "Play")).toBeVisible();
    expect(await bus.events()).toEqual([]);
  });
});

test.describe("the story", () => {
  test.beforeEach(async ({ page }) => {
    await page.goto("./");
    await expect(button(page, "Play")).toBeVisible();
    // Time stands still from here on, and passes where a test says so.
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 3_600_000);
    await button(page, "Play").click();
  });

  test("pauses and goes on", async ({ page, bus }) => {
    const added = bus.waitFor(itemAdded);
    await page.clock.runFor(1_000);
    await added;
    await button(page, "Pause").click();
    await page.clock.runFor(60_000);
    expect(await bus.events()).toHaveLength(1);
    await button(page, "Continue").click();
    const again = bus.waitFor(itemAdded);
    await page.clock.runFor(1_000);
    await again;
    expect(await bus.events()).toHaveLength(2);
  });

  test("stops for good at the visitor's first touch", async ({ page, bus }) => {
    const added = bus.waitFor(itemAdded);
    await page.clock.runFor(1_000);
    await added;
    await button(page, "Add Mug to the cart").click();
    await expect(button(page, "Play again")).toBeVisible();
    await page.clock.runFor(60_000);
    expect((await bus.events()).map(({ type }) => type)).toEqual(["cart.item-added", "cart.item-added"]);
  });

  test("pauses while the visitor looks at the past", async ({ page, bus }) => {
    const added = bus.waitFor(itemAdded);
    await page.clock.runFor(1_000);
    await added;
    await moment(page).focus();
    await page.keyboard.press("Home");
    await page.clock.runFor(60_000);
    expect(await bus.events()).toHaveLength(1);
    await button(page, "Back to live").click();
    await expect(button(page, "Continue")).toBeVisible();
  });
});

test.describe("after the story", () => {
  test.beforeEach(async ({ page, bus }) => {
    await page.goto("./");
    await button(page, "Skip").click();
    await bus.waitFor(cartRestored, ended);
    await expect(time(page)).toContainText("12 / 12");
  });

  test("everything stands where it stood before it", async ({ page }) => {
    const floor = page.getByRole("group", { name: "Shop" });
    const boxes = () => Promise.all([floor, cart(page), time(page), button(page, "Pay"), moment(page)].map((element) => element.boundingBox()));
    const after = await boxes();
    await moment(page).focus();
    await page.keyboard.press("Home");
    await expect(cart(page)).toContainText("Nothing in it yet");
    expect(await boxes()).toEqual(after);
  });

  test("dragging back shows everything as it was, and Back to live brings it back", async ({ page }) => {
    await dragTo(page, 8);
    await expect(time(page)).toContainText("You are looking at event 8 of 12: Stock reserved");
    await expect(cart(page)).toContainText("Nothing in it yet");
    await expect(stockOf(page, "Mug")).toHaveText("10 left");
    await expect(page.getByRole("region", { name: "Orders" })).toContainText("Waiting for the bank");
    await button(page, "Back to live").click();
    await expect(moment(page)).toBeFocused();
    await expect(cart(page)).toContainText("Notebook");
    await expect(stockOf(page, "Mug")).toHaveText("12 left");
    await expect(page.getByRole("region", { name: "Orders" })).toContainText("Cancelled");
    await expect(button(page, "Back to live")).toBeHidden();
  });

  test("the past is reached by keys, and the end of the line is the present", async ({ page }) => {
    await moment(page).focus();
    await page.keyboard.press("Home");
    await expect(time(page)).toContainText("You are looking at the beginning");
    await expect(total(page)).toHaveText("€0.00");
    for (const [event, sum] of [
      [1, "€48.00"],
      [2, "€62.00"],
      [3, "€76.00"],
      [4, "€85.50"],
      [5, "€79.50"],
      [6, "€71.55"],
    ] as const) {
      await page.keyboard.press("ArrowRight");
      await expect(time(page)).toContainText(`event ${event} of 12`);
      await expect(total(page)).toHaveText(sum);
    }
    await expect(moment(page)).toHaveAttribute("aria-valuetext", "Event 6 of 12: Voucher WELCOME10 applied");
    await page.keyboard.press("End");
    await expect(button(page, "Back to live")).toBeHidden();
  });

  test("nothing can be changed in the past", async ({ page, bus }) => {
    await dragTo(page, 6);
    await expect(button(page, "Pay")).toBeDisabled();
    await expect(button(page, "Add Mug to the cart")).toBeDisabled();
    await expect(button(page, "One Mug more")).toBeDisabled();
    await button(page, "Back to live").click();
    await expect(button(page, "Pay")).toBeEnabled();
    expect(await bus.events()).toHaveLength(12);
  });

  test("looking back asks nobody to do anything again", async ({ page, bus }) => {
    await dragTo(page, 2);
    await dragTo(page, 9);
    await button(page, "Back to live").click();
    expect(await bus.events()).toHaveLength(12);
  });

  test("it is played again from an empty shop", async ({ page, bus }) => {
    await button(page, "Play again").click();
    await expect(cart(page)).toContainText("Nothing in it yet");
    await button(page, "Skip").click();
    await expect(time(page)).toContainText("12 / 12");
    expect((await bus.events()).map(({ type }) => type)).toEqual(story);
  });
});

test.describe("by hand", () => {
  test.beforeEach(async ({ page }) => {
    await page.goto("./");
    await button(page, "Add Mug to the cart").click();
  });

  test("things are added, counted and taken out", async ({ page }) => {
    await expect(total(page)).toHaveText("€14.00");
    await button(page, "One Mug more").click();
    await expect(total(page)).toHaveText("€28.00");
    await button(page, "Add Desk lamp to the cart").click();
    await button(page, "Use voucher WELCOME10").click();
    await expect(total(page)).toHaveText("€68.40");
    await button(page, "Remove Desk lamp").click();
    await expect(cart(page)).toBeFocused();
    await expect(total(page)).toHaveText("€25.20");
    await button(page, "One Mug fewer").click();
    await button(page, "Remove Mug").click();
    await expect(cart(page)).toContainText("Nothing in it yet");
    await expect(button(page, "Pay")).toBeDisabled();
  });

  test("no more is sold than there is", async ({ page, bus }) => {
    await bus.emit(itemAdded({ sku: "mug", count: 11 }));
    await expect(button(page, "Add Mug to the cart")).toBeDisabled();
    await expect(button(page, "One Mug more")).toBeDisabled();
  });

  test("an order is placed at once, and stands when the bank has answered", async ({ page, bus }) => {
    const placed = bus.waitFor(orderPlaced);
    await button(page, "Pay").click();
    expect((await placed).payload).toMatchObject({ orderId: "1041", totalCents: 1400, lines: [{ sku: "mug", count: 1 }] });
    await expect(cart(page)).toContainText("Nothing in it yet");
    await expect(stockOf(page, "Mug")).toHaveText("11 left");
    await bus.waitFor(paymentTaken, ended);
    await expect(page.getByRole("region", { name: "Orders" })).toContainText("Paid");
    await expect(stockOf(page, "Mug")).toHaveText("11 left");
  });

  test("an order that cannot be paid is rolled back, each part by itself", async ({ page, bus }) => {
    await page.getByLabel("Make the next payment fail").check();
    await button(page, "Pay").click();
    await bus.waitFor(cartRestored, ended);
    await expect(total(page)).toHaveText("€14.00");
    await expect(stockOf(page, "Mug")).toHaveText("12 left");
    const [failed] = await bus.events(paymentFailed);
    const [cancelled] = await bus.events(orderCancelled);
    const [released] = await bus.events(stockReleased);
    expect(cancelled?.causationId).toBe(failed?.id);
    expect(released?.causationId).toBe(cancelled?.id);
    await expect(page.getByLabel("Make the next payment fail")).not.toBeChecked();
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a tap on the line goes back, and the panel is one tap away", async ({ page, bus }) => {
    await page.goto("./");
    await button(page, "Skip").tap();
    await bus.waitFor(cartRestored, ended);
    await expect(time(page)).toContainText("12 / 12");
    const { x, y } = await pointOf(page, 8);
    await page.touchscreen.tap(x, y);
    await expect(time(page)).toContainText("You are looking at event 8 of 12");
    const panel = new Panel(page);
    await panel.trigger.tap();
    await panel.showsRows(12);
    await panel.button("Close the panel").tap();
    await button(page, "Back to live").tap();
    await expect(time(page)).toContainText("12 / 12");
  });
});

/** Drags the thumb along the line, by mouse, to the mark of an event. */
async function dragTo(page: Page, event: number): Promise<void> {
  const now = await pointOf(page, Number(await moment(page).inputValue()));
  const { x, y } = await pointOf(page, event);
  await page.mouse.move(now.x, now.y);
  await page.mouse.down();
  await page.mouse.move((now.x + x) / 2, y);
  await page.mouse.move(x, y);
  await page.mouse.up();
  await expect(moment(page)).toHaveValue(String(event));
}

/** Where an event stands on the line: a thumb's centre never leaves it. */
async function pointOf(page: Page, event: number): Promise<{ readonly x: number; readonly y: number }> {
  const box = await moment(page).boundingBox();
  if (box === null) throw new Error("The line is not to be seen.");
  const thumb = 22;
  const share = event / Number(await moment(page).getAttribute("max"));
  return { x: box.x + thumb / 2 + share * (box.width - thumb), y: box.y + box.height / 2 };
}
