import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { planCompleted } from "eventdeck/catalogue";
import { root } from "../package/install.mjs";
import { expect, openShop, openWebhooks, test, type PageBus } from "./demo.ts";
import { difference } from "./likeness.ts";
import type { Panel } from "./panel.ts";
import { smallerPng } from "./png.ts";

/** Where the README's pictures are. They are taken anew with `PICTURES=1 npx playwright test -c test/e2e/playwright.config.ts pictures`. */
const folder = join(root, "demo/pictures");
const mostBytes = 150_000;

test.use({ viewport: { width: 1280, height: 800 }, colorScheme: "light" });

// A clock, a cursor, another machine's font. What is lost, misplaced or in the wrong colours is more.
const mostDifferent = 0.06;

/** What a picture is to show has to be in sight, and look as it does in the README's; when pictures are wanted it is taken anew. */
async function take(name: string, page: Page, subjects: readonly Locator[]): Promise<void> {
  for (const subject of subjects) await expect(subject).toBeInViewport();
  const file = join(folder, `${name}.png`);
  const screenshot = () => page.screenshot({ animations: "disabled", caret: "hide" });
  if (process.env["PICTURES"]) writeFileSync(file, smallerPng(await screenshot()));
  else
    await expect
      .poll(async () => difference(await screenshot(), readFileSync(file)), { message: `how different it looks from ${name}.png` })
      .toBeLessThan(mostDifferent);
}

/** The panel by itself, in a window as large as a picture. */
async function alone(panel: Panel, height: number): Promise<Panel> {
  const own = await panel.detach();
  await own.page.setViewportSize({ width: 1280, height });
  return own;
}

async function carryOutPlan(page: Page, bus: PageBus): Promise<void> {
  await page.goto("./#agents");
  await page.getByRole("radiogroup", { name: "Speed" }).getByText("Instant", { exact: true }).click();
  await page.getByRole("button", { name: "Submit plan", exact: true }).click();
  await bus.waitFor(planCompleted, { since: "start", timeoutMs: 60_000 });
}

test("the shop, and below it the panel with the payment that failed", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  await panel.open();
  const detail = await panel.openEvent("payment.failed");
  await take("shop", page, [page.getByRole("main"), panel.list, detail.getByText(/^Reached \d+ of \d+ listeners?/), panel.timeline, panel.deck]);
});

test("the list, narrowed by a filter", async ({ page, bus, panel }) => {
  await openWebhooks(page, bus);
  await panel.open();
  const own = await alone(panel, 560);
  await own.filter("type:github.issues.opened");
  const detail = await own.openEvent("github.issues.opened");
  await own.filter("type:github.issues.* payload.sender.login:Codertocat");
  await own.filterField.press("Enter");
  await expect(own.row("github.issues.deleted")).toBeInViewport();
  await own.showsCount(/^\d+ of 331$/);
  await take("list", own.page, [own.list, own.chip("Failed"), own.timeline, detail.getByRole("tree", { name: "Payload" })]);
});

test("why: what led to an event, what came of it, and when", async ({ page, bus, panel }) => {
  await carryOutPlan(page, bus);
  await panel.open();
  const own = await alone(panel, 640);
  await own.filter("type:workflow.error");
  await own.openEvent("workflow.error");
  const why = await own.tab("Why");
  await own.filter("");
  await own.filterField.press("Enter");
  await take("why", own.page, [why.getByRole("treegrid", { name: /^Causes and consequences/ }), why.getByText(/critical path through/)]);
});

test("the state before and after, and the application taken back to that moment", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  await panel.open();
  await panel.openEvent("order.cancelled");
  const state = await panel.tab("State");
  await panel.mode("Look");
  for (let steps = 0; steps < 2; steps += 1) await panel.control("Step back").click();
  await take("look", page, [panel.deck.getByText("live continues"), panel.deck.getByRole("button", { name: "Back to live" }), state]);
});

test("running again: who will hear it, before anybody does", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  await panel.open();
  const own = await alone(panel, 560);
  await own.openEvent("payment.failed");
  const deliveries = await own.tab("Deliveries");
  await own.mode("Run again");
  const hearers = await own.openMenu("Who hears it");
  await take("run-again", own.page, [deliveries.getByRole("row").nth(1), hearers]);
});

test("composing an event with the form that its schema makes", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  await panel.open();
  const own = await alone(panel, 560);
  const composer = await own.compose("order.placed");
  await composer.getByRole("button", { name: "Sample" }).click();
  await take("compose", own.page, [own.list, composer.getByRole("button", { name: /^Emit/ })]);
});

test("how the bus is doing, in the dark", async ({ page, bus, panel }) => {
  await carryOutPlan(page, bus);
  await panel.open();
  const own = await alone(panel, 720);
  await own.choose("More", "Dark");
  await own.page.keyboard.press("Escape");
  const health = await own.view("Health");
  const cards = ["Emitted per second", "Bus", "Lanes"].map((name) => health.getByRole("region", { name }));
  await take("health-dark", own.page, cards);
});

test("a queue, and what it gave up", async ({ page, panel }) => {
  await page.goto("./#deliveries");
  await page.getByRole("button", { name: "Pack 12 parcels" }).click();
  await panel.open();
  const own = await alone(panel, 760);
  const queues = await own.view("Queues");
  const letters = queues.getByRole("listbox", { name: "Letters" });
  // Two are refused at once, and four tried three times.
  await expect(letters.getByRole("option")).toHaveCount(6, { timeout: 40_000 });
  await letters.getByRole("option").filter({ hasText: "without a number" }).first().click();
  const letter = queues.getByRole("region", { name: "Dead letter", exact: true });
  await take("queues", own.page, [queues.getByRole("list", { name: "Groups" }), letters, letter.getByRole("tree", { name: "Payload" })]);
});

test("the link between two tabs, in the dark", async ({ page, context, panel }) => {
  await page.goto("./#deliveries");
  const second = await context.newPage();
  await second.goto("./#deliveries");
  await panel.open();
  const own = await alone(panel, 480);
  await own.choose("More", "Dark");
  await own.page.keyboard.press("Escape");
  const links = await own.view("Links");
  const row = links.getByRole("row", { name: /^eventdeck-demo-depot/ });
  await expect(row).toContainText("1 bus");
  await second.getByRole("button", { name: "Pack 12 parcels" }).click();
  await expect(second.getByLabel("Counters").locator(".tile", { hasText: "Dead letters" })).toContainText("6", { timeout: 40_000 });
  await row.getByRole("button", { name: "eventdeck-demo-depot" }).click();
  const detail = links.getByRole("region", { name: "Link eventdeck-demo-depot" });
  await expect(detail).toContainText("there and back");
  await take("links-dark", own.page, [row, detail.getByText("Publishes")]);
});

test("the README shows every picture, and each is small", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const shown = Array.from(readme.matchAll(/!\[[^\]]+\]\(demo\/pictures\/([\w-]+\.png)\)/g), ([, name]) => name);
  const pictures = readdirSync(folder);
  expect(new Set(shown)).toEqual(new Set(pictures));
  expect(pictures.filter((name) => statSync(join(folder, name)).size > mostBytes)).toEqual([]);
});
