import { expect, openShop, openWebhooks, test } from "./demo.ts";

test("an event is written in a form made from its schema, refused while it is wrong, and emitted", async ({ page, panel, bus }) => {
  await page.goto("./");
  const drawer = await panel.compose("cart.item-added");
  await expect(drawer.getByLabel("count")).toBeVisible();
  await drawer.getByLabel("sku").selectOption({ label: "mug" });
  await drawer.getByLabel("count").fill("0");
  await drawer.getByRole("button", { name: "Emit" }).click();
  await expect(drawer.getByText("1 issue")).toBeVisible();
  expect(await bus.events()).toEqual([]);
  await drawer.getByLabel("count").fill("2");
  await page.keyboard.press("Control+Enter");
  await expect(drawer).toContainText("Emitted.");
  await expect(page.getByRole("region", { name: "Cart" })).toContainText("€28.00");
  await drawer.getByRole("button", { name: "Show #1" }).click();
  await expect(panel.detail).toHaveAccessibleName("Event cart.item-added");
  await drawer.getByRole("button", { name: "Close compose" }).click();
  await expect(drawer).toHaveCount(0);
});

test("a sample is filled in, read as JSON, and a mistake in it is shown at its place", async ({ page, panel }) => {
  await page.goto("./");
  const drawer = await panel.compose("order.placed");
  await drawer.getByRole("button", { name: "Sample" }).click();
  await drawer.getByRole("button", { name: "JSON" }).click();
  const json = drawer.getByRole("textbox", { name: "Payload as JSON" });
  await expect(json).toHaveValue(/"orderId"/);
  await json.fill('{ "orderId": }');
  await expect(drawer.getByRole("button", { name: /^Line 1, column \d+/ })).toBeVisible();
  await drawer.getByRole("button", { name: "Blank" }).click();
  await page.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);
});

test("a recorded event is edited and emitted as a new one", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  await panel.openEvent("price.changed");
  await panel.detail.getByRole("button", { name: "Edit & emit" }).click();
  const drawer = panel.composer;
  await expect(drawer.getByRole("heading", { name: "Edit & emit" })).toBeVisible();
  await expect(drawer.getByLabel("toCents")).toHaveValue("4200");
  await drawer.getByLabel("toCents").fill("1000");
  await drawer.getByRole("button", { name: "Emit" }).click();
  await expect(drawer).toContainText("Emitted.");
  await expect(page.getByRole("region", { name: "Products" })).toContainText("€10.00");
  // The recorded one stays as it is.
  expect((await bus.events("type:price.changed payload.toCents:4200")).length).toBe(1);
});

test("before anything is emitted it says who would get it", async ({ page, bus, panel }) => {
  await openWebhooks(page, bus);
  const drawer = await panel.compose("nobody.hears-this");
  await expect(drawer).toContainText("Nobody listens: it would reach no one.");
  await expect(drawer.getByRole("textbox", { name: "Payload as JSON" })).toBeVisible();
});
