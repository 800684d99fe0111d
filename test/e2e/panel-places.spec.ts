import { expect, openShop, phone, test } from "./demo.ts";

test("docked at the right it is read beside the scene, and stays there after a reload", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  await panel.dock("right");
  await panel.openEvent("payment.failed");
  await expect(panel.detail).toContainText("Reached 1 of 1 listener");
  const edge = page.getByRole("separator", { name: "Resize the panel" });
  const width = async () => (await panel.root.boundingBox())?.width;
  const before = (await width()) ?? 0;
  await edge.focus();
  await page.keyboard.press("Shift+ArrowLeft");
  await expect.poll(width).toBe(before + 96);
  await page.reload();
  await expect(edge).toHaveAttribute("aria-orientation", "vertical");
  await expect.poll(width).toBe(before + 96);
});

test("in a window of its own everything works, and closing it docks it again", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  const own = await panel.detach();
  expect(await own.page.title()).toMatch(/^shop · 127\.0\.0\.1:\d+ · eventdeck$/);
  await own.filter("type:payment.*");
  await own.openEvent("payment.failed");
  await expect(await own.tab("Why")).toContainText("order.cancelled");
  await own.page.keyboard.press("Escape");
  await expect(own.detail).toHaveCount(0);
  await own.menu("Dark");
  await own.page.keyboard.press("Escape");
  await expect(panel.root).toHaveCount(0);
  await own.page.close();
  await expect(panel.root).toBeVisible();
});

test("a shortcut and a button open and close it, and it says how many events failed", async ({ page, panel }) => {
  await page.goto("./#webhooks");
  await panel.close();
  await page.getByRole("button", { name: "Publish all" }).click();
  await expect(panel.trigger).toHaveAccessibleName("Open the event deck, 1 failure");
  await page.keyboard.press("Control+Shift+E");
  await expect(panel.root).toBeVisible();
  await page.keyboard.press("Control+Shift+E");
  await expect(panel.root).toHaveCount(0);
  await panel.trigger.focus();
  await page.keyboard.press("ArrowUp");
  await expect.poll(async () => (await panel.trigger.boundingBox())!.y).toBeLessThan(40);
  await page.keyboard.press("Enter");
  await expect(panel.root).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: phone });

  test("the failed payment is found and read, one pane at a time", async ({ page, bus, panel }) => {
    await openShop(page, bus);
    await panel.open();
    await panel.filter("failed");
    await panel.button("Filter").click();
    await panel.showsRows(1);
    await panel.openEvent("payment.failed");
    await expect(panel.list).toBeHidden();
    for (const tab of ["Why", "Deliveries", "State", "Raw", "Payload"] as const) await expect(await panel.tab(tab)).toBeVisible();
    await panel.button("Back to the list").click();
    await expect(panel.list).toBeVisible();
    await panel.control("Step").click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width);
  });
});
