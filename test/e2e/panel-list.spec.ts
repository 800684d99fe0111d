import { expect, openShop, openWebhooks, test, webhookCount } from "./demo.ts";

test("the filter is completed from what was seen, and its mistakes stand at their place", async ({ page, bus, panel }) => {
  await openWebhooks(page, bus);
  await panel.list.focus();
  await page.keyboard.press("/");
  await expect(panel.filterField).toBeFocused();
  await page.keyboard.type("ty");
  await expect(panel.completion(/^type:/)).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(panel.filterField).toHaveValue("type:");
  await page.keyboard.type("github.issues.op");
  await panel.completion(/^github\.issues\.opened/).click();
  await expect(panel.filterField).toHaveValue("type:github.issues.opened ");
  await panel.showsCount(/^\d+ of 331$/);
  await panel.filter("type:github.issues.*");
  await panel.showsCount("29 of 331");
  await panel.filter("type:github.issues.* is:bogus");
  const mistake = panel.root.getByRole("alert");
  await expect(mistake).toBeVisible();
  await expect(mistake.locator("[data-index]")).toHaveAttribute("data-index", String("type:github.issues.* is:".length));
  await panel.filter("payload.action:op");
  await expect(panel.completion("opened").first()).toBeVisible();
});

test("a filter that matches nothing says so, offers what is near, and is cleared", async ({ page, bus, panel }) => {
  await openWebhooks(page, bus);
  await panel.filter("type:github.isues.opened");
  await expect(panel.list.getByText("0 of 331")).toBeVisible();
  await panel.list.getByRole("button", { name: "github.issues.opened", exact: true }).click();
  await panel.showsCount(/^[1-9]\d* of 331$/);
  await panel.filter("no such thing anywhere");
  await panel.list.getByRole("button", { name: "Clear" }).click();
  await panel.showsRows(webhookCount);
});

test("a cell narrows the list to what it says, or to all but that", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  await panel.fromRow(panel.row("order.placed"), "order.placed", /^Not type order\.placed/);
  await panel.showsCount("11 of 12");
  await panel.fromRow(panel.row("cart.item-added").first(), "cart.item-added", /^Only type cart\.item-added/);
  await panel.showsCount("3 of 12");
  await panel.button("Clear the filter").click();
  await panel.showsRows(12);
});

test("what does not match is hidden, or faded", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  await panel.filter("type:order.*");
  await panel.showsRows(2);
  await panel.button("Fade what does not match").click();
  await panel.showsRows(12);
  await panel.showsCount("2 of 12");
});

test("a filter is saved under a name, comes back after a reload, and is renamed and deleted", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  await panel.filter("type:payment.*");
  await panel.button("Saved filters").click();
  const saved = panel.root.getByRole("dialog", { name: "Saved filters" });
  await saved.getByRole("textbox", { name: "Name for this filter" }).fill("Payments");
  await page.keyboard.press("Enter");
  await expect(saved.getByRole("list", { name: "Saved" }).getByRole("listitem")).toHaveCount(1);
  await page.reload();
  await panel.button("Saved filters").click();
  await saved.getByRole("button", { name: "Rename Payments" }).click();
  await saved.getByRole("textbox", { name: "New name for Payments" }).fill("Money");
  await page.keyboard.press("Enter");
  await saved
    .getByRole("list", { name: "Saved" })
    .getByRole("button", { name: /^Money/ })
    .click();
  await expect(panel.filterField).toHaveValue("type:payment.*");
  await panel.button("Saved filters").click();
  await saved.getByRole("button", { name: "Delete Money" }).click();
  await expect(saved.getByRole("list", { name: "Saved" })).toHaveCount(0);
});

test("events are pinned and compared with each other", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  await panel.openEvent(/cart\.item-added.*lamp/);
  await panel.detail.getByRole("button", { name: "Pin" }).click();
  await expect(panel.pins.getByRole("listitem")).toHaveCount(1);
  await panel.openEvent(/cart\.item-added.*notebook/);
  await (await panel.tab("Payload")).getByRole("button", { name: "Diff" }).click();
  const against = panel.detail.getByRole("combobox", { name: "Compare with" });
  await expect(panel.detail.getByRole("tree", { name: "Differences" })).toContainText(/"mug".*"notebook"/);
  await against.selectOption({ label: (await against.getByRole("option", { name: /#1\b/ }).innerText()).trim() });
  await expect(panel.detail.getByRole("tree", { name: "Differences" })).toContainText(/"lamp".*"notebook"/);
  await expect(panel.detail).toContainText("1 changed");
  await panel.pins.getByRole("button", { name: /^Unpin/ }).click();
  await expect(panel.pins).toHaveCount(0);
});

test("a path into payloads becomes a column, by name and from those that were seen", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  await panel.choose("Columns", "Another payload path …");
  const form = panel.root.getByRole("form", { name: "A payload path as a column" });
  await form.getByRole("textbox", { name: "Payload path" }).fill("payload.toCents");
  await form.getByRole("button", { name: "Add" }).click();
  await expect(panel.list.getByRole("columnheader", { name: "toCents" })).toBeVisible();
  await expect(panel.row("price.changed").getByRole("gridcell", { name: "4200", exact: true })).toBeVisible();
  await panel.choose("Columns", /sku/);
  await expect(panel.list.getByRole("columnheader", { name: /sku/ })).toBeVisible();
  await panel.choose("Columns", "Time of day");
  await expect(panel.row("price.changed").getByRole("gridcell").first()).toHaveText(/^\d\d:\d\d:\d\d/);
});

test("a burst is one row that opens in place", async ({ page, bus, panel }) => {
  await page.goto("./#flood");
  await expect(panel.root).toBeVisible();
  const main = page.getByRole("main");
  for (const lane of ["immediate", "deferred"]) await page.getByLabel(lane, { exact: false }).first().fill("0");
  await main.getByRole("button", { name: "Start", exact: true }).click();
  await bus.waitFor("position:>500", { since: "start" });
  await main.getByRole("button", { name: "Stop", exact: true }).click();
  await panel.list.focus();
  await page.keyboard.press("Home");
  const fold = panel.row(/market\.price-changed × [\d,]+/).first();
  await expect(fold).toHaveAttribute("aria-expanded", "false");
  await fold.click();
  await expect(fold).toHaveAttribute("aria-expanded", "true");
  await expect(panel.row("symbol:").first()).toHaveAttribute("aria-level", "2");
  await page.keyboard.press("ArrowLeft");
  await expect(fold).toHaveAttribute("aria-expanded", "false");
  await panel.menu("Fold bursts");
  await expect(panel.row(/× [\d,]+/)).toHaveCount(0);
});

test("the list can stand still, and the history be cleared", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  await panel.button("Record").click();
  await expect(panel.button("Record")).toHaveAttribute("aria-pressed", "false");
  await bus.emit({ type: "not.seen", input: undefined });
  await expect(panel.row("not.seen")).toHaveCount(0);
  await panel.button("Record").click();
  await expect(panel.row("not.seen")).toBeVisible();
  await panel.button("Clear history").click();
  await expect(panel.list.getByText(/^Attached to shop/)).toBeVisible();
});
