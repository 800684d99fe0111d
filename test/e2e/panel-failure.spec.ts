import { expect, openShop, openWebhooks, test } from "./demo.ts";

test("the failed payment is found, and why it happened and what came of it is read", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  await panel.filter("failed");
  await panel.showsCount("1 of 12");
  const detail = await panel.openEvent("payment.failed");
  await expect(detail).toContainText("Reached 1 of 1 listener; waited");
  const story = (await panel.tab("Why")).getByRole("treegrid", { name: "Causes and consequences, with their times" });
  const line = (type: string) => story.getByRole("row").filter({ hasText: type });
  for (const type of ["order.placed", "stock.reserved", "payment.failed", "order.cancelled", "stock.released", "cart.restored"])
    await expect(line(type)).toBeVisible();
  await expect(line("order.placed")).toHaveAttribute("aria-level", "1");
  await expect(line("payment.failed")).toHaveAttribute("aria-level", "2");
  await expect(line("order.cancelled")).toHaveAttribute("aria-level", "3");
  await expect(line("payment.failed")).toHaveAttribute("aria-selected", "true");
  await expect(detail).toContainText("6 events");
  await expect(detail).toContainText(/critical path through \d events/);
  await line("order.placed").click();
  await expect(panel.root.getByRole("article", { name: "Event order.placed" })).toBeVisible();
});

test("what an event changed in each projection is shown before and after, and as patches", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  await panel.openEvent("stock.released");
  const state = await panel.tab("State");
  const stock = state.getByRole("region", { name: "stock" });
  await expect(stock).toContainText("3 changes");
  await expect(stock.getByRole("tree", { name: "Changes in stock" }).getByRole("treeitem", { name: /mug/ })).toContainText(/10.*12/);
  await stock.getByText("Patches").click();
  await expect(stock.getByRole("listitem")).toHaveCount(3);
  await expect(state.getByText(/^Changed nothing in/)).toBeVisible();
  await state.getByRole("button", { name: "Look at this moment" }).click();
  await expect(page.getByText("You are looking at event 11 of 12")).toBeVisible();
  await state.getByRole("button", { name: "Back to live" }).click();
  await expect(page.getByText("Drag back to before it broke")).toBeVisible();
});

test("a failure is reached by its key, and its delivery shows the error and its stack", async ({ page, bus, panel }) => {
  await openWebhooks(page, bus);
  await panel.list.focus();
  await page.keyboard.press("n");
  await page.keyboard.press("Enter");
  await expect(panel.detail).toContainText("Release announcer failed: TypeError: Cannot read the notes of release 0.0.1");
  const deliveries = await panel.tab("Deliveries");
  const table = deliveries.getByRole("table");
  await expect(table.getByRole("row", { name: /Release announcer/ })).toContainText("failed");
  await expect(deliveries).toContainText("TypeError: Cannot read the notes of release 0.0.1");
  await deliveries.getByText(/^Stack, \d+ frames?$/).click();
  await expect(deliveries.getByRole("list").first().getByRole("listitem").first()).toBeVisible();
  await expect(deliveries).toContainText(/listeners? did not match/);
  await expect(deliveries).toContainText(/If it came now: \d+ listeners? would get it/);
});

test("what reached nobody stands in its place, says why, and is counted", async ({ page, bus, panel }) => {
  await openWebhooks(page, bus);
  await page.getByRole("button", { name: "Send a broken one" }).click();
  await expect(panel.chip("Stopped")).toHaveText("Stopped 1");
  await panel.row(/invalid/).click();
  await expect(panel.detail).toHaveAccessibleName("Undelivered github.issues.opened");
  await expect(panel.detail).toContainText("Reached nobody.");
  await expect(
    panel.detail
      .getByRole("tree")
      .getByRole("treeitem", { name: /title: 404|issue:/ })
      .first(),
  ).toBeVisible();
  await panel.chip("Stopped").click();
  await panel.showsRows(1);
  await panel.chip("Stopped").click();
  await panel.chip("Unheard").click();
  await panel.showsCount("189 of 331");
});
