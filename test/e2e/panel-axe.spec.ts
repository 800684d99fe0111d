import { expect, openShop, openWebhooks, phone, test, wide } from "./demo.ts";

// Axe looks at every element, a dozen times in each test: on a shared machine that takes a while.
test.describe.configure({ timeout: 240_000 });

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of [wide, phone]) {
    test.describe(`${colorScheme}, ${viewport.width} wide`, () => {
      test.use({ colorScheme, viewport });

      test("axe finds nothing in the list and in any tab of the detail", async ({ page, bus, panel }) => {
        await openWebhooks(page, bus);
        await page.getByRole("button", { name: "Send a broken one" }).click();
        await panel.open();
        const found: Record<string, readonly string[]> = {};
        found["list"] = await panel.violations();
        await panel.filter("is:");
        await expect(panel.completion("failed")).toBeVisible();
        found["completions"] = await panel.violations();
        await panel.filter("is:failed");
        await panel.showsRows(1);
        await panel.rows.first().click();
        for (const tab of ["Payload", "Why", "Deliveries", "State", "Raw"] as const) {
          await panel.tab(tab);
          found[tab] = await panel.violations();
        }
        await panel.openMenu(/^Copy github/);
        found["copy menu"] = await panel.violations();
        expect(found).toEqual(nothingIn(found));
      });

      test("axe finds nothing in the other views, the drawer and the menus", async ({ page, bus, panel }) => {
        await openShop(page, bus);
        await panel.open();
        const found: Record<string, readonly string[]> = {};
        await panel.openMenu("More");
        found["menu"] = await panel.violations();
        await page.keyboard.press("Escape");
        const drawer = await panel.compose("order.placed");
        await drawer.getByRole("button", { name: "Sample" }).click();
        found["compose"] = await panel.violations();
        await drawer.getByRole("button", { name: "JSON" }).click();
        found["compose as JSON"] = await panel.violations();
        await drawer.getByRole("button", { name: "Close compose" }).click();
        await expect((await panel.view("Listeners")).getByRole("row").nth(1)).toBeVisible();
        found["listeners"] = await panel.violations();
        await expect(await panel.view("Health")).toContainText("12 emitted");
        found["health"] = await panel.violations();
        expect(found).toEqual(nothingIn(found));
      });
    });
  }
}

/** The same places with nothing found, so that a failure says where and what. */
function nothingIn(found: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.keys(found).map((place) => [place, []]));
}
