import { expect, type BrowserContext, type Locator, type Page } from "@playwright/test";
import { looks, pageTest } from "./pages/page-test.ts";
import { servePage, site } from "./pages/serve.ts";
import { Panel } from "./panel.ts";

const test = pageTest("linked.ts");

// Axe looks at every element, several times: on a shared machine that takes a while.
test.describe.configure({ timeout: 240_000 });

/** A tab that is linked with the others. */
async function openTab(context: BrowserContext, name: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${site}?name=${name}`);
  await page.waitForFunction(() => "emit" in window);
  return page;
}

/** The row of the link, and its figures by what stands above them. */
class LinkRow {
  readonly row: Locator;
  readonly #table: Locator;

  constructor(view: Locator) {
    this.#table = view.getByRole("table", { name: "Links" });
    this.row = this.#table.getByRole("row", { name: /^orders/ });
  }
  /** @param nth of columns of one name: "per second" stands beside what was sent, and beside what was received */
  async cell(name: string, nth = 0): Promise<Locator> {
    const names = await this.#table.getByRole("columnheader").allInnerTexts();
    const at = names.flatMap((each, index) => (each === name ? [index] : []))[nth];
    // The name of the link is the head of its row.
    return this.row.getByRole("cell").nth((at ?? 0) - 1);
  }
}

for (const { name, use } of looks) {
  test.describe(name, () => {
    test.use(use);

    test("two linked tabs: what goes over, how fast and how far, what was refused, what was lost, and who has gone", async ({ context, files }) => {
      await servePage(context, { files });
      const [here, there] = [await openTab(context, "here"), await openTab(context, "there")];
      const panel = new Panel(here);
      await panel.open();
      const view = await panel.view("Links");
      const link = new LinkRow(view);
      const found: Record<string, readonly string[]> = {};
      await test.step("connected, with one bus on the far side", async () => {
        await expect(link.row).toContainText("connected");
        await expect(await link.cell("Far side")).toHaveText("1 bus");
        await expect(view.getByRole("status")).toHaveText("1 link");
      });
      await test.step("counts, rates and the round trip of what goes both ways", async () => {
        await there.evaluate(() => window.emit(3));
        await here.evaluate(() => window.emit(2));
        await expect(await link.cell("Received")).toHaveText("3");
        await expect(await link.cell("Sent")).toHaveText("2");
        await expect(await link.cell("Round trip")).toHaveText(/^[\d.,]+ (µs|ms)$/);
        const rate = await link.cell("per second", 1);
        await expect(async () => {
          await there.evaluate(() => window.emit(5));
          await expect(rate).toHaveText(/^[1-9]/, { timeout: 900 });
        }).toPass();
      });
      await test.step("what is no message of a link is refused, counted, and named with its reason", async () => {
        await there.evaluate(() => {
          const channel = new BroadcastChannel("orders");
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is no window
          channel.postMessage("{ this is no message");
          channel.close();
        });
        await expect(await link.cell("Rejected")).toHaveText("1");
        await link.row.getByRole("button", { name: "orders" }).click();
        const detail = view.getByRole("region", { name: "Link orders" });
        await expect(detail.getByRole("region", { name: "Errors" }).getByRole("listitem")).toHaveCount(1);
        await expect(detail).toContainText(/there and back, clock the same within/);
        found["refused"] = await panel.violations();
      });
      await test.step("what was lost and could not be repeated is a gap", async () => {
        await there.evaluate(async () => {
          await window.lose(6);
          window.emit(1);
        });
        const gaps = await link.cell("Gaps");
        await expect(gaps).not.toHaveText("0");
        await expect(view.getByRole("region", { name: "Link orders" })).toContainText(/Gap \d+–\d+ of/);
        found["gap"] = await panel.violations();
      });
      await test.step("the far side goes", async () => {
        await there.close();
        await expect(await link.cell("Far side")).toHaveText("nobody");
      });
      await test.step("the link is closed from here, after a question", async () => {
        const detail = view.getByRole("region", { name: "Link orders" });
        await detail.getByRole("button", { name: "Close the link …" }).click();
        found["question"] = await panel.violations();
        await view.getByRole("alertdialog", { name: "Close orders?" }).getByRole("button", { name: "Close it" }).click();
        await expect(link.row).toContainText("closed");
        await expect(view.getByRole("status")).toHaveText("0 links, and the last 1 closed");
      });
      expect(found).toEqual({ refused: [], gap: [], question: [] });
      expect(await here.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(use.viewport.width);
    });
  });
}
