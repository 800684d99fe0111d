import { expect, test as base, type Locator, type Page } from "@playwright/test";
import { bundlePage, servePage, site } from "./pages/serve.ts";
import { Panel } from "./panel.ts";

const test = base.extend<{ panel: Panel }, { files: ReadonlyMap<string, string> }>({
  contextOptions: { reducedMotion: "reduce" },
  files: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its parameter
    async ({}, use) => {
      await use(await bundlePage("contexts.ts"));
    },
    { scope: "worker" },
  ],
  panel: async ({ page, files }, use) => {
    await servePage(page, { files });
    await page.goto(site);
    const panel = new Panel(page);
    await panel.open();
    await order(page);
    await panel.showsRows(3);
    await use(panel);
  },
});

async function order(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Order" }).dispatchEvent("click");
}
/** What the timeline says of each event, from left to right. */
async function toldOf(panel: Panel, count: number): Promise<readonly string[]> {
  const slider = panel.timeline.getByRole("slider", { name: "Events over time" });
  await slider.focus();
  const told: string[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    await slider.press(nth === 0 ? "Home" : "ArrowRight");
    told.push((await slider.getAttribute("aria-valuetext")) ?? "");
  }
  return told;
}
const leftOf = async (part: Locator) => (await part.boundingBox())?.x ?? Number.NaN;

test("what came over links stands on the timeline where it happened, between what was published here", async ({ panel }) => {
  // As they came, a consequence stands before its cause.
  expect((await panel.rows.allInnerTexts()).map((text) => /order\.\w+/.exec(text)?.[0])).toEqual(["order.placed", "order.shown", "order.priced"]);
  const types = async () => (await toldOf(panel, 3)).map((text) => /order\.\w+(?: from \w+)?/.exec(text)?.[0]);
  await expect.poll(types).toEqual(["order.placed", "order.priced from worker", "order.shown from tab"]);
  const times = (await toldOf(panel, 3)).map((text) => /\d\d:\d\d:\d\d\.\d{3}/.exec(text)?.[0] ?? "");
  expect(times).toEqual(times.toSorted());
});

test("each bus has a lane, which tells how its clock stands", async ({ panel }) => {
  await panel.timeline.getByRole("button", { name: "Lanes" }).click();
  const lanes = panel.timeline.locator(".strip-lanes > span");
  await expect(lanes).toHaveText(["Here", /^tab\s*−\d(?:\.\d)? s$/, /^worker\s*\+\d(?:\.\d)? s$/]);
  await panel.timeline.getByRole("button", { name: "A lane for each bus" }).click();
  await expect(lanes).toHaveText(["Immediate", "Normal", "Deferred"]);
  // Remembered, as the lanes are.
  await panel.page.reload();
  await order(panel.page);
  await panel.showsRows(3);
  await expect(lanes).toHaveText(["Immediate", "Normal", "Deferred"]);
});

test.describe("where there is room for sentences", () => {
  test.use({ viewport: { width: 1280, height: 1200 } });

  test("the detail says by whose clock a time is, how far that is off, and how long it was on its way", async ({ panel }) => {
    await panel.openEvent("order.priced");
    await expect(panel.detail.getByText(/^from worker, clock \+\d(?:\.\d)? s$/)).toBeVisible();
    const text = await panel.detail.getByText(/by the clock of worker, which runs/).innerText();
    const [, stamped = "", within = "", here = "", way = ""] =
      /^Sent (\S+) by the clock of worker, which runs \S+ s ahead \(± (\S+) ms\): (\S+) here\. Came over memory (\S+) m?s later/.exec(text) ?? [];
    const ahead = Date.parse(`2026-01-01T${stamped}`) - Date.parse(`2026-01-01T${here}`);
    expect(Math.abs(ahead - 3_000)).toBeLessThanOrEqual(Number(within) + 2);
    expect(Number(way)).toBeGreaterThan(0);
    await expect(panel.detail.locator("time")).toHaveText(here);
    const raw = await panel.tab("Raw");
    await raw.getByRole("button", { name: "memory", exact: true }).click();
    await expect(panel.filterField).toHaveValue('via:"memory"');
    await panel.showsCount("2 of 3");
  });
});

test("the waterfall shows no event before its cause", async ({ panel }) => {
  await panel.openEvent("order.priced");
  const why = await panel.tab("Why");
  const bars = ["order.placed", "order.priced", "order.shown"].map((type) =>
    why.getByRole("row").filter({ hasText: type }).locator(".wf-way, .wf-wait, .wf-run").first(),
  );
  for (const bar of bars) await expect(bar).toBeVisible();
  // Drawn anew once it is known how the clocks stand.
  await expect(async () => {
    const lefts = await Promise.all(bars.map(leftOf));
    expect(lefts).toEqual(lefts.toSorted((one, other) => one - other));
  }).toPass();
  await expect(why.getByRole("row").filter({ hasText: "order.priced" }).getByText("worker")).toBeVisible();
});

test("filters find what came over links, and what did not, and complete the links' names", async ({ panel }) => {
  await panel.filter("-via:*");
  await panel.showsCount("1 of 3");
  await expect(panel.row("order.placed")).toHaveCount(1);
  await panel.filter("via:");
  await panel.completion("memory").click();
  await expect(panel.filterField).toHaveValue("via:memory ");
  await panel.showsCount("2 of 3");
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    test.describe(`${colorScheme}, ${viewport.width} wide`, () => {
      test.use({ colorScheme, viewport });

      test("axe finds nothing in lanes by bus, nor in a detail that tells of clocks", async ({ page, panel }) => {
        await panel.timeline.getByRole("button", { name: "Lanes" }).click();
        await expect(panel.timeline.getByText("worker")).toBeVisible();
        await panel.openEvent("order.priced");
        expect(await panel.violations()).toEqual([]);
        const shots = process.env["CONTEXT_SHOTS"];
        if (shots) await page.screenshot({ path: `${shots}/${colorScheme}-${viewport.width}.png` });
      });
    });
  }
}
