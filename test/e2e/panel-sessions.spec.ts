import { readFile } from "node:fs/promises";
import { expect, openShop, test } from "./demo.ts";
import type { Panel } from "./panel.ts";

async function exported(panel: Panel, item: string | RegExp): Promise<{ readonly name: string; readonly path: string; readonly lines: readonly string[] }> {
  const saved = await panel.download(() => panel.menu(item));
  const path = await saved.path();
  return { name: saved.suggestedFilename(), path, lines: (await readFile(path, "utf8")).trim().split("\n") };
}

test("a session is saved, opened beside the buses, and left again", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  const { name, path, lines } = await exported(panel, /^Export the session/);
  expect(name).toMatch(/^shop-.*\.session\.jsonl$/);
  expect(lines.length).toBeGreaterThanOrEqual(12);
  await expect(panel.root.getByText(/: 12 events, \d+ kB$/)).toBeVisible();
  const chooser = page.waitForEvent("filechooser");
  await panel.menu("Open a session file …");
  await (await chooser).setFiles(path);
  const dialog = panel.root.getByRole("dialog", { name: /^Open / });
  await dialog.getByRole("button", { name: "Open beside the buses" }).click();
  await expect(dialog).toHaveCount(0);
  await panel.showsRows(12);
  await panel.openEvent("payment.failed");
  await expect(panel.detail).toContainText("Came from a session file; nobody here has handled it.");
  await panel.chooseBus("shop");
  await panel.openEvent("payment.failed");
  await expect(panel.detail).toContainText("Reached 1 of 1 listener");
  // Nothing of it was delivered.
  expect(await bus.events()).toHaveLength(12);
});

test("a file is dropped on the panel, and added to the history", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  const { lines } = await exported(panel, /^Export the session/);
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "again.session.jsonl"));
    return data;
  }, lines.join("\n"));
  await panel.list.dispatchEvent("dragover", { dataTransfer: transfer });
  await expect(panel.root.getByText("Drop a session file to look at it")).toBeVisible();
  await panel.list.dispatchEvent("drop", { dataTransfer: transfer });
  const dialog = panel.root.getByRole("dialog", { name: "Open again.session.jsonl" });
  await dialog.getByRole("button", { name: "Add to the history of shop" }).click();
  await expect(panel.root.getByText(/^12 events of again\.session\.jsonl added to the history of shop, delivered to nobody/)).toBeVisible();
  await panel.showsRows(24);
});

test("a file that is no session is refused with the line", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  const chooser = page.waitForEvent("filechooser");
  await panel.menu("Open a session file …");
  await (await chooser).setFiles({ name: "wrong.jsonl", mimeType: "text/plain", buffer: Buffer.from("no session\n") });
  const dialog = panel.root.getByRole("dialog", { name: "Open wrong.jsonl" });
  await dialog.getByRole("button", { name: "Open beside the buses" }).click();
  await expect(dialog.getByRole("alert")).toContainText(/line 1/i);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});

test("what the filter shows and what is selected are saved by themselves", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  await panel.filter("type:order.*");
  await panel.showsCount("2 of 12");
  const filtered = await exported(panel, /^Export what matches the filter/);
  expect(filtered.lines.filter((line) => line.includes('"type":"order.'))).toHaveLength(2);
  expect(filtered.lines.join()).not.toContain('"type":"cart.');
});

test("a selection becomes a test, with the application's definitions", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  await panel.openEvent("order.placed");
  await panel.menu("Export the selection as a test …");
  const dialog = panel.root.getByRole("dialog", { name: "A test from 1 selected event" });
  await dialog.getByRole("textbox", { name: "Definitions from" }).fill("../src/definitions.ts");
  const text = dialog.getByRole("region", { name: "The test" });
  await expect(text).toContainText('from "../src/definitions.ts"');
  await expect(text).toContainText("createTestBus");
  await expect(text).toContainText("orderPlaced");
  const saved = await panel.download(() => dialog.getByRole("button", { name: "Download" }).click());
  expect(saved.suggestedFilename()).toBe("shop.test.ts");
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toHaveCount(0);
});

test("an event is copied as code, and its payload as JSON", async ({ page, context, bus, panel }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openShop(page, bus);
  await panel.openEvent("price.changed");
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await panel.choose("Copy price.changed", "Copy as code");
  await expect.poll(copied).toMatch(/bus\.emit\([^]*price/);
  await panel.choose("Copy price.changed", "Copy payload as JSON");
  await expect.poll(copied).toMatch(/"toCents": ?4200/);
});
