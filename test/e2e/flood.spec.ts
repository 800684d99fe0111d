import type { Browser, Page } from "@playwright/test";
import { expect, test } from "eventdeck/testing/playwright";
import { Panel } from "./panel.ts";

async function open(page: Page): Promise<void> {
  await page.goto("#flood");
  await expect(page.getByText("Attached to flood, 3 listeners")).toBeVisible();
}

// The panel has a Stop of its own.
function stopButton(page: Page) {
  return page.getByRole("main").getByRole("button", { name: "Stop", exact: true });
}

async function reading(page: Page, metric: string): Promise<number> {
  const text = await page.locator(`[data-metric="${metric}"]`).innerText();
  return Number(text.replaceAll(",", ""));
}

// One after the other: two floods would measure each other.
test.describe.configure({ mode: "serial" });

interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Time that the thread has had the processor, in microseconds. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** How long the page's main thread has worked on each of its tasks while so many frames were drawn, in milliseconds, what the machine took away left out. */
async function tasksDuring(page: Page, browser: Browser, frames: number): Promise<number[]> {
  await browser.startTracing(page, { categories: ["toplevel"] });
  await page.evaluate(async (count) => {
    for (let frame = 0; frame < count; frame++) await new Promise(requestAnimationFrame);
  }, frames);
  const { traceEvents }: { readonly traceEvents: readonly TraceEvent[] } = JSON.parse((await browser.stopTracing()).toString());
  const threads = traceEvents.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain");
  const tasks = threads.map(({ pid, tid }) =>
    traceEvents
      .filter((event) => event.ph === "X" && event.name.endsWith("RunTask") && event.pid === pid && event.tid === tid)
      .map(({ tdur = 0 }) => tdur / 1000),
  );
  // A browser keeps another process ready, which has next to nothing to do.
  return tasks.reduce((most, next) => (sum(next) > sum(most) ? next : most), []);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

test("20,000 events a second leave the page its frames", async ({ page, bus, browser }) => {
  await open(page);
  await page.getByLabel("Rate").fill("20000");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await bus.waitFor("position:>10000", { since: "start" });
  const frames = 120;
  const tasksMs = await tasksDuring(page, browser, frames);
  await bus.waitFor("position:>20000", { since: "start" });
  // Nothing of ours runs for longer than a slice of 5 ms and one drawing of the list. A stray task, of the garbage collector, is forgiven, and a habit is
  // not: together they may take a tenth of the time. Time of the processor, because a neighbour on the machine stretches every other.
  expect(sum(tasksMs.filter((ms) => ms > 50))).toBeLessThan(sum(tasksMs) / 10);
  expect(sum(tasksMs) / frames).toBeLessThan(50);
});

test("the panel stays usable under the flood, and Stop answers at once", async ({ page, bus }) => {
  await open(page);
  await page.getByLabel("Rate").fill("20000");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await expect(page.getByText(/drawn [\d.]+×\/s/)).toBeVisible();
  const panel = new Panel(page);
  await panel.menu("Fold bursts");
  await panel.filter("type:market.* payload.symbol:SAP");
  await panel.showsCount(/^[1-9][\d,]* of 10,000$/);
  // Pressed in the page: a pointer would have to hit a row between two drawings of the list.
  await panel.list.focus();
  // To the newest event; of a burst the first would be told here, and is evicted sooner than anybody presses the next key.
  for (const key of ["ArrowUp", "Enter"]) await page.keyboard.press(key);
  await expect(panel.detail).toContainText("Reached 1 of 1 listener");
  await expect(panel.button(/new$/)).toBeVisible();
  await stopButton(page).click();
  await expect(page.getByRole("button", { name: "Start", exact: true })).toBeVisible();
  const stoppedAt = await page.evaluate(() => Date.now());
  await expect.poll(() => reading(page, "delivered")).toBe(0);
  const [newest] = await bus.events("", { newestFirst: true, limit: 1 });
  expect(newest?.time).toBeLessThanOrEqual(stoppedAt);
});

test("a clicked Stop is handled within a few frames", async ({ page, bus }) => {
  await open(page);
  await page.getByLabel("Rate").fill("20000");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await bus.waitFor("position:>5000", { since: "start" });
  const frames = await page.evaluate(() => {
    const stop = [...document.querySelectorAll("button")].find((button) => button.textContent === "Stop");
    let drawn = 0;
    const count = () => {
      drawn++;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    return new Promise<number>((resolve) => {
      // Posted like input is, so that it has to wait its turn among the tasks of the flood.
      setTimeout(() => {
        stop?.click();
        requestAnimationFrame(() => resolve(drawn));
      });
    });
  });
  // Counted and not timed, since a busy machine takes from frames and from clicks alike. An idle one draws one or two.
  expect(frames).toBeLessThan(10);
  await expect(page.getByRole("button", { name: "Start", exact: true })).toBeVisible();
});

test("nothing overflows, whatever the mix", async ({ page }) => {
  await open(page);
  await page.getByLabel("Rate").fill("20000");
  await page.getByLabel("normal").fill("0");
  await page.getByLabel("immediate").fill("0");
  await page.getByLabel("deferred").fill("10");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await expect.poll(() => reading(page, "delivered")).toBeGreaterThan(2_000);
  await expect(new Panel(page).chip("Stopped")).toHaveText("Stopped 0");
  await stopButton(page).click();
});

test("leaving the scene stops the flood", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByRole("link", { name: "GitHub webhooks" }).click();
  await expect(page.getByText(/^Attached to webhooks, /)).toBeVisible();
  await page.getByRole("link", { name: "Flood" }).click();
  await expect(page.getByText("Attached to flood, 3 listeners")).toBeVisible();
  await expect(page.getByRole("button", { name: "Start", exact: true })).toBeVisible();
});
