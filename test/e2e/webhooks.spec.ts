import type { Locator, Page } from "@playwright/test";
import { createBus } from "eventdeck";
import { expect, type PageBus, test } from "eventdeck/testing/playwright";

/** Opens the scene and hands back what goes wrong on the page while a test runs. */
async function open(page: Page, hash = "webhooks"): Promise<string[]> {
  const faults: string[] = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(`#${hash}`);
  return faults;
}

/** 329 webhooks, and the two alarms that failures among them set off. */
const eventCount = 331;

async function publishAll(page: Page, bus: PageBus): Promise<void> {
  await page.getByRole("button", { name: "Publish all" }).click();
  await bus.waitFor(`position:${eventCount}`, { since: "start" });
  await expect(page.getByText("329 of 329")).toBeVisible();
  await expect(page.locator("#filter-count")).toHaveText(String(eventCount));
}

/** A session of the past whose events lie a minute apart: no replay of it ends while a test looks on. */
function longSession(): string[] {
  const recorder = createBus();
  for (let minute = 1; minute <= 200; minute++)
    recorder.emit({ type: "clock.minute", input: { minute }, options: { priority: "immediate", time: minute * 60_000 } });
  return [...recorder.history.export()];
}

const grid = (page: Page): Locator => page.getByRole("grid", { name: "Events" });
const rows = (page: Page): Locator => grid(page).getByRole("row");
const filter = (page: Page): Locator => page.getByRole("textbox", { name: "Filter events" });
const detail = (page: Page): Locator => page.getByRole("article", { name: /^Event / });

test("plays the webhooks as they would arrive, and fills the board and the list", async ({ page, bus }) => {
  const faults = await open(page);
  await expect(page.getByText("Attached to github.com")).toBeVisible();
  // Two minutes long at this speed.
  await page.getByLabel("Speed").first().selectOption("1");
  const arrived = bus.waitFor("type:github.*");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await arrived;
  await expect(rows(page).first()).toBeVisible();
  await expect(page.locator(".card").first()).toBeVisible();
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(page.getByRole("button", { name: "Continue" })).toBeVisible();
  await publishAll(page, bus);
  await expect(page.getByRole("region", { name: "Checks" }).getByText("success").first()).toBeVisible();
  expect(faults).toEqual([]);
});

test("the list draws only what is in sight, and follows the newest", async ({ page, bus }) => {
  await open(page);
  await publishAll(page, bus);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "331");
  expect(await rows(page).count()).toBeLessThan(80);
  await expect(grid(page).locator('[data-position="331"]')).toBeInViewport();
});

test("scrolled up it stays where it is and counts what is new", async ({ page, bus }) => {
  await open(page);
  await publishAll(page, bus);
  await grid(page).focus();
  await page.keyboard.press("Home");
  await expect(grid(page).locator('[data-position="1"]')).toBeInViewport();
  await page.getByRole("button", { name: "Send a broken one" }).click();
  await page.getByRole("tab", { name: "Undelivered 1" }).click();
  await expect(page.getByRole("list", { name: "Undelivered" })).toContainText("github.issues.opened");
  await page.getByRole("tab", { name: "Events" }).click();
  await grid(page).focus();
  await page.keyboard.press("End");
  await expect(grid(page).locator('[data-position="331"]')).toBeInViewport();
});

test("a filter narrows the list; a mistake in it is shown at its character", async ({ page, bus }) => {
  await open(page);
  await publishAll(page, bus);
  await page.keyboard.press("Tab");
  await grid(page).focus();
  await page.keyboard.press("/");
  await expect(filter(page)).toBeFocused();
  await filter(page).fill("type:github.issues.*");
  await expect(page.locator("#filter-count")).toHaveText("29 of 331");
  await expect(rows(page).first()).toContainText("github.issues.");
  await filter(page).fill("type:github.issues.* is:bogus");
  const mistake = page.getByRole("alert");
  await expect(mistake).toBeVisible();
  await expect(mistake.locator("[data-index]")).toHaveAttribute("data-index", String("type:github.issues.* is:".length));
  await expect(page.locator("#filter-count")).toHaveText("29 of 331");
  await filter(page).fill("no such thing anywhere");
  await expect(page.getByText("0 of 331", { exact: true }).last()).toBeVisible();
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "331");
});

test("an event opens with its verdict, and its payload opens as a tree", async ({ page, bus }) => {
  await open(page);
  await publishAll(page, bus);
  await filter(page).fill("type:github.issues.opened");
  await rows(page).first().click();
  await expect(detail(page)).toContainText("Reached 1 of 1 listener; waited");
  const tree = page.getByRole("tree");
  await tree.getByRole("treeitem", { name: /^issue:/ }).click();
  await expect(tree.getByText('"Spelling error in the README file"')).toBeVisible();
  await tree.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(tree.getByText('"Spelling error in the README file"')).toBeHidden();
  await page.getByRole("tab", { name: "Envelope" }).click();
  await expect(detail(page)).toContainText("x-github-delivery");
  await page.keyboard.press("Escape");
  await expect(detail(page)).toBeHidden();
});

test("causes and consequences are one click away", async ({ page, bus }) => {
  await open(page);
  await publishAll(page, bus);
  await filter(page).fill("type:ci.alarm-raised");
  await rows(page).first().click();
  await page.getByRole("tab", { name: "Envelope" }).click();
  await page.getByRole("button", { name: "What caused it" }).click();
  await expect(page.locator("#filter-count")).toHaveText("1 of 331");
  await rows(page).first().click();
  await page.getByRole("button", { name: "What it caused" }).click();
  await expect(rows(page).first()).toContainText("ci.alarm-raised");
});

test("find the wrong event, read why, mend it, run it again", async ({ page, bus }) => {
  const faults = await open(page);
  await publishAll(page, bus);
  await page.getByRole("button", { name: "Failed", exact: true }).click();
  await expect(page.locator("#filter-count")).toHaveText("1 of 331");
  await rows(page).first().click();
  await expect(detail(page)).toContainText("Release announcer failed: TypeError: Cannot read the notes of release 0.0.1");
  const announced = page.getByRole("region", { name: "Releases" }).getByRole("heading");
  await expect(announced).toHaveText("Releases announced 12");
  await page.getByRole("button", { name: "Run again" }).click();
  await expect(detail(page)).toContainText("Ran again: 1 of 2 listeners took it; Release announcer failed");
  await page.getByLabel("Mend the announcer").check();
  await page.getByRole("button", { name: "Run again" }).click();
  await expect(detail(page)).toContainText("Ran again: 2 of 2 listeners took it");
  await expect(announced).toHaveText("Releases announced 13");
  expect(faults).toEqual([]);
});

test("replay steps, plays, pauses and reaches the handlers", async ({ page, bus }) => {
  await open(page);
  await publishAll(page, bus);
  const replayed = page.locator(".tile", { hasText: "Replayed" }).locator(".tile-value");
  const note = page.locator(".replay-note");
  await filter(page).fill("type:github.push");
  await expect(note).toContainText("Replays 7 events to 2 listeners: Push counter, Replay counter");
  const pushes = page.locator(".tile", { hasText: "Pushes" }).locator(".tile-value");
  await expect(pushes).toHaveText("7");
  await page.getByRole("button", { name: "Step", exact: true }).click();
  await expect(pushes).toHaveText("8");
  await expect(replayed).toHaveText("1");
  await expect(note).toContainText("Paused in type:github.push");
  await expect(grid(page).locator('[data-playhead="true"]')).toContainText("github.push");
  await page.getByLabel("Speed").last().selectOption("max");
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  await expect(note).toContainText("Replayed type:github.push (7)");
  await expect(pushes).toHaveText("14");
  await page.getByRole("button", { name: "Stop replay" }).click();
  await expect(note).toContainText("Replays 7 events");
  await expect(page.locator("#filter-count")).toHaveText("7 of 331");
});

test("a replay can be scrubbed and paused", async ({ page, bus }) => {
  await open(page);
  await bus.import(longSession());
  await expect(page.locator("#filter-count")).toHaveText("200");
  await page.getByLabel("Speed").last().selectOption("0.5");
  await page.getByRole("slider", { name: "Replay position" }).fill("20");
  await expect(page.locator(".replay-note")).toContainText("at #20");
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  await expect(page.locator(".replay-note")).toContainText("Replaying all events");
  await page.getByRole("button", { name: "Pause replay" }).click();
  await expect(page.locator(".replay-note")).toContainText("Paused in all events");
});

test("restarting empties the boards and the history", async ({ page, bus }) => {
  await open(page);
  await publishAll(page, bus);
  // Two minutes long at this speed.
  await page.getByLabel("Speed").first().selectOption("1");
  const arrived = bus.waitFor("type:github.*");
  await page.getByRole("button", { name: "Start over" }).click();
  await arrived;
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(page.locator(".progress .figure")).not.toHaveText("329 of 329");
  const kept = await bus.events();
  expect(kept.length).toBeLessThan(eventCount);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", String(kept.length));
});

test("the theme follows the system until it is chosen", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await open(page);
  const backgrounds = () =>
    page.evaluate(() => {
      const host = document.querySelector(".eventdeck")?.shadowRoot?.querySelector(".deck");
      return [document.documentElement, host].map((element) => (element ? getComputedStyle(element).backgroundColor : ""));
    });
  await expect(page.getByText("Attached to github.com")).toBeVisible();
  const dark = await backgrounds();
  await page.emulateMedia({ colorScheme: "light" });
  // The deck is told by an event of its own, after the page's style has changed.
  await expect.poll(async () => (await backgrounds()).map((colour, index) => colour === dark[index])).toEqual([false, false]);
  await page.getByRole("radio", { name: "Dark" }).check({ force: true });
  await expect.poll(backgrounds).toEqual(dark);
});

test("on a phone the detail takes the place of the list, and Back returns", async ({ page, bus }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await publishAll(page, bus);
  await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Deck" }).click();
  await rows(page).last().click();
  await expect(grid(page)).toBeHidden();
  await page.getByRole("button", { name: "Back to the list" }).click();
  await expect(grid(page)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test("keys pressed in the deck do not reach the page", async ({ page, bus }) => {
  await open(page);
  await publishAll(page, bus);
  await page.evaluate(() => {
    document.addEventListener("keydown", () => document.body.setAttribute("data-heard", "key"));
    document.addEventListener("pointerdown", () => document.body.setAttribute("data-heard", "pointer"));
  });
  await rows(page).last().click();
  await page.keyboard.press("ArrowUp");
  await expect(page.locator("body")).not.toHaveAttribute("data-heard", /./);
});
