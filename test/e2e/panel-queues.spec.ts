import { expect, test as base } from "@playwright/test";
import { bundlePage, servePage, site } from "./pages/serve.ts";
import { Panel } from "./panel.ts";

// Axe looks at every element, several times: on a shared machine that takes a while.
base.describe.configure({ timeout: 240_000 });

const test = base.extend<{ panel: Panel }, { files: ReadonlyMap<string, string> }>({
  contextOptions: { reducedMotion: "reduce" },
  files: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its parameter
    async ({}, use) => {
      await use(await bundlePage("queues.ts"));
    },
    { scope: "worker" },
  ],
  panel: async ({ page, files }, use) => {
    await servePage(page, { files });
    await page.goto(site);
    await use(new Panel(page));
  },
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    test.describe(`${colorScheme}, ${viewport.width} wide`, () => {
      test.use({ colorScheme, viewport });

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
}
