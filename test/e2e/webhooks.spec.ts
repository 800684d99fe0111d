import type { Page } from "@playwright/test";
import { createBus } from "eventdeck";
import { expect, openWebhooks, publishAll, test, webhookCount } from "./demo.ts";

/** A session of the past whose events lie a minute apart: no replay of it ends while a test looks on. */
function longSession(): string[] {
  const recorder = createBus();
  for (let minute = 1; minute <= 200; minute++)
    recorder.emit({ type: "clock.minute", input: { minute }, options: { priority: "immediate", time: minute * 60_000 } });
  return [...recorder.history.export()];
}

async function open(page: Page): Promise<void> {
  await page.goto("./#webhooks");
}

test("plays the webhooks as they would arrive, and fills the board and the list", async ({ page, bus, panel }) => {
  await open(page);
  await expect(panel.root.getByText(/^Attached to webhooks, /)).toBeVisible();
  // Two minutes long at this speed.
  await page.getByLabel("Speed").first().selectOption("1");
  const arrived = bus.waitFor("type:github.*");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await arrived;
  await expect(panel.rows.first()).toBeVisible();
  await expect(page.locator(".card").first()).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Pause", exact: true }).click();
  await expect(page.getByRole("button", { name: "Continue" })).toBeVisible();
  await publishAll(page, bus);
  await expect(page.getByRole("region", { name: "Checks" }).getByText("success").first()).toBeVisible();
});

test("the list draws only what is in sight, and follows the newest", async ({ page, bus, panel }) => {
  await openWebhooks(page, bus);
  await panel.showsRows(webhookCount);
  expect(await panel.rows.count()).toBeLessThan(80);
  await expect(panel.rows.last()).toHaveAttribute("aria-rowindex", String(webhookCount + 1));
  await expect(panel.rows.last()).toBeInViewport();
});

test("scrolled up it stays where it is and counts what is new", async ({ page, bus, panel }) => {
  await openWebhooks(page, bus);
  await panel.list.focus();
  await page.keyboard.press("Home");
  await expect(panel.rows.first()).toHaveAttribute("aria-rowindex", "2");
  await page.getByRole("button", { name: "Send a broken one" }).click();
  await bus.emit({ type: "one.more", input: undefined });
  // The attempt that its schema refused, and the event.
  await expect(panel.button("+2 new")).toBeVisible();
  await expect(panel.rows.first()).toHaveAttribute("aria-rowindex", "2");
  await panel.list.focus();
  await page.keyboard.press("End");
  await expect(panel.row("one.more")).toBeInViewport();
  await expect(panel.row(/invalid/)).toBeInViewport();
  await expect(panel.button(/new$/)).toHaveCount(0);
});

test("an event opens with its verdict, and its payload opens as a tree", async ({ page, bus, panel }) => {
  await openWebhooks(page, bus);
  await panel.filter("type:github.issues.opened");
  const detail = await panel.openEvent("github.issues.opened");
  await expect(detail).toContainText("Reached 1 of 1 listener; waited");
  const tree = detail.getByRole("tree", { name: "Payload" });
  await tree.getByRole("treeitem", { name: /^issue:/ }).click();
  const title = tree.getByRole("treeitem", { name: /^title: "Spelling error in the README file"/ });
  await expect(title).toBeVisible();
  await tree.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(title).toBeHidden();
  await expect(await panel.tab("Raw")).toContainText("x-github-delivery");
  await page.keyboard.press("Escape");
  await expect(detail).toBeHidden();
});

test("causes and consequences are one click away", async ({ page, bus, panel }) => {
  await openWebhooks(page, bus);
  await panel.filter("type:ci.alarm-raised");
  await panel.openEvent("ci.alarm-raised");
  await (await panel.tab("Raw")).getByRole("button", { name: "What caused it" }).click();
  await panel.showsCount("1 of 331");
  await panel.openEvent("github.");
  await panel.button("What it caused").click();
  await expect(panel.rows.first()).toContainText("ci.alarm-raised");
});

test("find the wrong event, read why, mend it, run it again", async ({ page, bus, panel }) => {
  await openWebhooks(page, bus);
  await expect(panel.chip("Failed")).toHaveText("Failed 1");
  await panel.chip("Failed").click();
  await panel.showsCount("1 of 331");
  const detail = await panel.openEvent("github.release");
  await expect(detail).toContainText("Release announcer failed: TypeError: Cannot read the notes of release 0.0.1");
  const announced = page.getByRole("region", { name: "Releases" }).getByRole("heading");
  await expect(announced).toHaveText("Releases announced 12");
  const again = detail.getByRole("button", { name: "Run again" });
  await expect(detail).toContainText(/will hear it/);
  await again.click();
  await expect(detail).toContainText("Ran again: 1 of 2 listeners took it; Release announcer failed");
  await page.getByLabel("Mend the announcer").check();
  await again.click();
  await expect(detail).toContainText("Ran again: 2 of 2 listeners took it");
  await expect(announced).toHaveText("Releases announced 13");
});

test("a replay steps, plays, pauses and reaches the handlers", async ({ page, bus, panel }) => {
  await openWebhooks(page, bus);
  const tile = (name: string) => page.getByRole("main").locator(".tile", { hasText: name }).locator(".tile-value");
  await panel.filter("type:github.push");
  await panel.mode("Run again");
  await panel.playing("the filter");
  await expect(panel.deck).toContainText("Run again emits 7 events: Push counter, Replay counter will hear it");
  await expect(tile("Pushes")).toHaveText("7");
  await panel.control("Emit the next event").click();
  await expect(tile("Pushes")).toHaveText("8");
  await expect(tile("Replayed")).toHaveText("1");
  await expect(panel.deck).toContainText("Paused in type:github.push");
  await panel.speed("no pace");
  await panel.control("Run again").first().click();
  await expect(panel.deck).toContainText("Played type:github.push: 7 of 7 events");
  await expect(tile("Pushes")).toHaveText("14");
  await panel.control("Stop").click();
  await expect(panel.deck).toContainText("Run again emits 7 events");
  await panel.showsCount("7 of 331");
});

test("a replay can be paused, and goes on", async ({ page, bus, panel }) => {
  await open(page);
  await bus.import(longSession());
  await panel.showsCount("200");
  await panel.mode("Run again");
  await panel.playing("everything");
  await panel.speed("×0.5");
  await panel.control("Run again").first().click();
  await expect(panel.deck).toContainText("Playing everything");
  await panel.control("Pause").click();
  await expect(panel.deck).toContainText("Paused in everything");
});

test("starting over empties the boards and the history", async ({ page, bus, panel }) => {
  await openWebhooks(page, bus);
  // Two minutes long at this speed.
  await page.getByLabel("Speed").first().selectOption("1");
  const arrived = bus.waitFor("type:github.*");
  await page.getByRole("button", { name: "Start over" }).click();
  await arrived;
  await page.getByRole("main").getByRole("button", { name: "Pause", exact: true }).click();
  await expect(page.getByText("329 of 329")).toBeHidden();
  const kept = await bus.events();
  expect(kept.length).toBeLessThan(webhookCount);
  await panel.showsRows(kept.length);
});

test("the theme follows the system until it is chosen", async ({ page, panel }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await open(page);
  await expect(panel.root).toBeVisible();
  const backgrounds = async () => [
    await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor),
    await panel.root.evaluate((element) => getComputedStyle(element).backgroundColor),
  ];
  // An element that React has just put another in the place of has no colours.
  await expect.poll(backgrounds).not.toContain("");
  const dark = await backgrounds();
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(async () => (await backgrounds()).map((colour, index) => colour === dark[index])).toEqual([false, false]);
  await page.getByRole("radio", { name: "Dark" }).check({ force: true });
  await expect.poll(backgrounds).toEqual(dark);
});

test("on a phone the detail takes the place of the list, and Back returns", async ({ page, bus, panel }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openWebhooks(page, bus);
  await panel.open();
  await panel.rows.last().click();
  await expect(panel.detail).toBeVisible();
  await expect(panel.list).toBeHidden();
  await panel.button("Back to the list").click();
  await expect(panel.list).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test("keys and pointers of the panel do not reach the page", async ({ page, bus, panel }) => {
  await openWebhooks(page, bus);
  await page.evaluate(() => {
    document.addEventListener("keydown", () => document.body.setAttribute("data-heard", "key"));
    document.addEventListener("pointerdown", () => document.body.setAttribute("data-heard", "pointer"));
  });
  await panel.rows.last().click();
  await page.keyboard.press("ArrowUp");
  await expect(panel.detail).toBeVisible();
  await expect(page.locator("body")).not.toHaveAttribute("data-heard", /./);
});
