import { expect } from "@playwright/test";
import { looks, pageTest } from "./pages/page-test.ts";
import { servePage, site } from "./pages/serve.ts";
import { Panel } from "./panel.ts";

const test = pageTest("queues.ts").extend<{ panel: Panel }>({
  panel: async ({ page, files }, use) => {
    await servePage(page, { files });
    await page.goto(site);
    await use(new Panel(page));
  },
});

// Axe looks at every element, several times: on a shared machine that takes a while.
test.describe.configure({ timeout: 240_000 });

for (const { name, use } of looks) {
  test.describe(name, () => {
    test.use(use);

    test("the queues appear with the first queue, and axe finds nothing in them", async ({ page, panel }) => {
      await panel.open();
      await expect(panel.root.getByRole("navigation", { name: "Views" }).getByRole("button", { name: "Queues" })).toHaveCount(0);
      // The panel may stand over the page's button.
      await page.getByRole("button", { name: "Open the queue" }).dispatchEvent("click");
      const queues = await panel.view("Queues");
      const found: Record<string, readonly string[]> = {};
      await queues.getByRole("option").first().click();
      await expect(queues.getByRole("tree", { name: "Payload" })).toBeVisible();
      found["letter"] = await panel.violations();
      await queues.getByRole("button", { name: "Edit & redrive …" }).click();
      await expect(queues.getByRole("textbox", { name: "sku" })).toBeVisible();
      found["edit"] = await panel.violations();
      await queues.getByRole("button", { name: "Cancel" }).click();
      await queues.getByRole("button", { name: "Discard all 12 …" }).click();
      await expect(queues.getByRole("alertdialog")).toBeVisible();
      found["question"] = await panel.violations();
      await queues.getByRole("button", { name: "Keep" }).click();
      await queues.getByRole("button", { name: "Redrive all 12" }).click();
      await expect(queues).toContainText("12 of 12 letters were put back into the queue.");
      found["result"] = await panel.violations();
      expect(found).toEqual({ letter: [], edit: [], question: [], result: [] });
    });
  });
}

test("with forced colours the letter that is open, the one that the keys are on and the lines of the depth are told apart without colours", async ({
  page,
  panel,
}) => {
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  await panel.open();
  await page.getByRole("button", { name: "Open the queue" }).dispatchEvent("click");
  const queues = await panel.view("Queues");
  const rows = queues.getByRole("option");
  await rows.first().click();
  await expect(queues.getByRole("tree", { name: "Payload" })).toBeVisible();
  await queues.getByRole("listbox", { name: "Letters" }).focus();
  await page.keyboard.press("ArrowDown");
  const look = (nth: number) =>
    rows.nth(nth).evaluate((row) => {
      const { backgroundColor, outlineStyle } = getComputedStyle(row);
      return { backgroundColor, outlineStyle };
    });
  const [open, under, other] = await Promise.all([look(0), look(1), look(2)]);
  expect([open.outlineStyle, under.outlineStyle, other.outlineStyle]).toEqual(["none", "solid", "none"]);
  expect(open.backgroundColor).not.toBe(other.backgroundColor);
  const samples = await queues
    .locator("figcaption [data-part]")
    .evaluateAll((parts) => parts.map((part) => [getComputedStyle(part, "::before").borderTopStyle, getComputedStyle(part).color]));
  expect(new Set(samples.map(([style]) => style)).size).toBe(3);
  expect(new Set(samples.map(([, color]) => color)).size).toBe(1);
  expect(await panel.violations()).toEqual([]);
});

test("the button that is to be pressed looks so, whichever views were loaded before", async ({ page, panel }) => {
  await panel.open();
  await page.getByRole("button", { name: "Open the queue" }).dispatchEvent("click");
  const queues = await panel.view("Queues");
  await queues.getByRole("option").first().click();
  const colourOf = (name: string) => queues.getByRole("button", { name, exact: true }).evaluate((button) => getComputedStyle(button).color);
  expect(await colourOf("Redrive")).not.toBe(await colourOf("Discard …"));
});
