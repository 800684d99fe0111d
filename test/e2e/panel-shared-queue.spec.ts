import { expect, type BrowserContext, type Locator } from "@playwright/test";
import { pageTest } from "./pages/page-test.ts";
import { secureSite, servePage } from "./pages/serve.ts";
import { Panel } from "./panel.ts";

const test = pageTest("shared-queue.ts");

interface Tab {
  readonly panel: Panel;
  readonly queues: Locator;
}

/** A tab with its panel on Queues. The one that is opened first keeps the queue for all. */
async function openTab(context: BrowserContext): Promise<Tab> {
  const page = await context.newPage();
  await page.goto(secureSite);
  await page.waitForFunction(() => "bury" in window);
  const panel = new Panel(page);
  await panel.open();
  return { panel, queues: await panel.view("Queues") };
}

async function openTwo(context: BrowserContext, files: ReadonlyMap<string, string>): Promise<readonly [owner: Tab, other: Tab]> {
  await servePage(context, { files });
  return [await openTab(context), await openTab(context)];
}

/** Ready, unacked, delayed, dead, as the table says. */
async function shows({ queues }: Tab, figures: string): Promise<void> {
  await expect(queues.getByRole("table", { name: "Queues" }).getByRole("row", { name: new RegExp(`^orders( paused)? ${figures} `) })).toBeVisible();
}

/** Opens the oldest letter, once the list shows as many as there are: the other tab may have moved the one that stood first. */
async function openFirst({ queues }: Tab, of: number): Promise<Locator> {
  await expect(queues.getByRole("option")).toHaveCount(of);
  await queues.getByRole("option").first().click();
  return queues.getByRole("region", { name: "Dead letter", exact: true });
}

test("a queue that tabs share is worked from the tab that keeps it and from another, and both see it", async ({ context, files }) => {
  const [owner, other] = await openTwo(context, files);
  await other.panel.page.evaluate(() => window.bury(6));
  for (const tab of [owner, other]) await shows(tab, "0 0 0 6");
  await test.step("redrive from either", async () => {
    for (const [tab, left] of [
      [other, 5],
      [owner, 4],
    ] as const) {
      const letter = await openFirst(tab, left + 1);
      await letter.getByRole("button", { name: "Redrive", exact: true }).click();
      await expect(tab.queues).toContainText("1 of 1 letter was put back into the queue.");
      for (const each of [owner, other]) await shows(each, `${6 - left} 0 0 ${left}`);
    }
  });
  await test.step("edit from the other: it is linked with what came of it, in both", async () => {
    const letter = await openFirst(other, 4);
    await letter.getByRole("button", { name: "Edit & redrive …" }).click();
    await other.queues.getByRole("textbox", { name: "sku" }).fill("B-1");
    await other.queues.getByRole("button", { name: "Redrive the edited one" }).click();
    await expect(other.queues.getByRole("region", { name: "The redriven copy" })).toContainText("it is in the queue");
    for (const each of [owner, other]) await shows(each, "3 0 0 3");
    await owner.panel.view("Events");
    await expect(owner.panel.row("system.redriven")).toBeVisible();
    await owner.panel.view("Queues");
  });
  await test.step("discard from either", async () => {
    for (const [tab, left] of [
      [owner, 2],
      [other, 1],
    ] as const) {
      const letter = await openFirst(tab, left + 1);
      await letter.getByRole("button", { name: "Discard …" }).click();
      await tab.queues.getByRole("alertdialog").getByRole("button", { name: "Discard" }).click();
      await expect(tab.queues).toContainText("1 of 1 letter was discarded.");
      for (const each of [owner, other]) await shows(each, `3 0 0 ${left}`);
    }
  });
  await test.step("pause from both: it goes on when both have said so, and the first is told", async () => {
    for (const { queues } of [owner, other]) await queues.getByRole("button", { name: "Pause" }).click();
    for (const { queues } of [owner, other]) await expect(queues.getByRole("button", { name: "Resume" })).toBeVisible();
    await other.queues.getByRole("button", { name: "Resume" }).click();
    await expect(other.queues).toContainText("orders stays paused: another tab has paused it as well");
    await owner.queues.getByRole("button", { name: "Resume" }).click();
    for (const { queues } of [owner, other]) await expect(queues.getByRole("button", { name: "Pause" })).toBeVisible();
  });
  await test.step("purge from the other", async () => {
    await other.queues.getByRole("button", { name: "Purge …" }).click();
    await other.queues.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
    await expect(other.queues).toContainText("3 events were removed from orders.");
    for (const each of [owner, other]) await shows(each, "0 0 0 1");
  });
});

test("a redrive goes on when the tab that keeps the queue is closed meanwhile", async ({ context, files }) => {
  const [owner, other] = await openTwo(context, files);
  await other.panel.page.evaluate(() => window.bury(2_000));
  await expect(other.queues.getByRole("button", { name: "Redrive all 2,000" })).toBeVisible();
  await other.queues.getByRole("button", { name: "Redrive all 2,000" }).click();
  // It is under way, and not yet through.
  await expect(other.queues.getByRole("progressbar", { name: "Redriven" })).toHaveAttribute("value", /^[1-9]/);
  await owner.panel.page.close();
  // One part may have been moved by the tab that went without a word; it is told of as moved before, and not twice.
  await expect(other.queues).toContainText(/(2,000|1,950) of 2,000 letters were put back into the queue\./);
  await shows(other, "2,000 0 0 0");
});

test("a redrive that its own tab has begun ends with the tab, and every letter is in one place", async ({ context, files }) => {
  const [owner, other] = await openTwo(context, files);
  await owner.panel.page.evaluate(() => window.bury(2_000));
  await owner.queues.getByRole("button", { name: "Redrive all 2,000" }).click();
  await expect(owner.queues.getByRole("progressbar", { name: "Redriven" })).toHaveAttribute("value", /^[1-9]/);
  await owner.panel.page.close();
  const row = other.queues.getByRole("table", { name: "Queues" }).getByRole("row", { name: /^orders/ });
  await expect
    .poll(async () => {
      const [ready = "", , , dead = ""] = await row.getByRole("cell").allInnerTexts();
      const [back, left] = [ready, dead].map((text) => Number(text.replaceAll(",", "")));
      return back !== undefined && left !== undefined && back > 0 && left > 0 && back + left;
    })
    .toBe(2_000);
  // The rest is put back from here.
  await other.queues.getByRole("button", { name: /^Redrive all/ }).click();
  await shows(other, "2,000 0 0 0");
});
