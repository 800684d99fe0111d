import { expect, openShop, openWebhooks, test } from "./demo.ts";

test("Listeners shows who listens to what, how that went, and what nobody hears", async ({ page, bus, panel }) => {
  await openWebhooks(page, bus);
  const listeners = await panel.view("Listeners");
  const table = listeners.getByRole("treegrid", { name: "Subscriptions" });
  await expect(listeners.getByText(/^\d+ subscriptions$/)).toBeVisible();
  await listeners.getByRole("button", { name: "Flat" }).click();
  await listeners.getByRole("searchbox", { name: "Filter listeners" }).fill("Release announcer");
  const row = table.getByRole("row").filter({ hasText: "Release announcer" });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("1 failed");
  await listeners.getByRole("searchbox", { name: "Filter listeners" }).fill("");
  await listeners.getByRole("button", { name: "By type" }).click();
  const group = table.getByRole("row").filter({ hasText: /ci\.alarm-raised.*2 listeners · 2 emitted/ });
  await expect(group).toHaveAttribute("aria-expanded", "true");
  await group.click();
  await expect(group).toHaveAttribute("aria-expanded", "false");
});

test("a dry run says who would get an event, and delivers nothing", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  const listeners = await panel.view("Listeners");
  await listeners.getByRole("button", { name: "Compose an event" }).click();
  await expect(panel.composer).toBeVisible();
  const drawer = await panel.compose("order.placed");
  await drawer.getByRole("button", { name: "Sample" }).click();
  await expect(drawer).toContainText(/Would reach \d+ listeners?: .*Payments/);
  expect(await bus.events()).toHaveLength(12);
});

test("a subscription is ended only after it was asked about", async ({ page, panel }) => {
  await page.goto("./");
  const listeners = await panel.view("Listeners");
  await listeners.getByRole("button", { name: "Flat" }).click();
  await listeners.getByRole("button", { name: "End Payments" }).click();
  const asks = listeners.getByRole("alertdialog", { name: "End Payments?" });
  await expect(asks.getByRole("button", { name: "Keep" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(asks).toHaveCount(0);
  await listeners.getByRole("button", { name: "End Payments" }).click();
  await asks.getByRole("button", { name: "End it" }).click();
  await expect(listeners.getByRole("row").filter({ hasText: "Payments" })).toHaveCount(0);
});

test("Health says how the bus is doing, what failed, and what the panel costs", async ({ page, bus, panel }) => {
  await openWebhooks(page, bus);
  const health = await panel.view("Health");
  const card = (name: string) => health.getByRole("region", { name, exact: true });
  await expect(health).toContainText(/331 emitted in this time/);
  await expect(card("Failures by listener")).toContainText("Release announcer");
  await expect(card("Lanes").getByRole("row", { name: /^normal/ })).toBeVisible();
  await expect(card("History")).toContainText(/Events: 331 of/);
  await expect(card("This panel's own cost")).toContainText("per second");
  await expect(card("Undelivered").getByRole("row", { name: "Invalid 0" })).toBeVisible();
  await page.getByRole("button", { name: "Send a broken one" }).click();
  await expect(card("Undelivered").getByRole("row", { name: "Invalid 1" })).toBeVisible();
  await card("Bus").getByRole("button", { name: "Pause the bus" }).click();
  await expect(card("Bus")).toContainText("Paused");
  await card("Bus").getByRole("button", { name: "Resume" }).click();
  await expect(card("Bus")).toContainText("Running");
  await card("Handling by type").getByRole("button", { name: "github.push" }).click();
  await expect(panel.filterField).toHaveValue('type:"github.push"');
});
