import { createBus } from "eventdeck";
import { expect, openShop, openWebhooks, test } from "./demo.ts";

test("Look goes back through time, and Back to live brings everything back", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  for (let step = 0; step < 4; step++) await panel.control("Step back").click();
  await expect(panel.deck).toContainText("Viewing #8, live continues");
  await expect(page.getByText("You are looking at event 8 of 12")).toBeVisible();
  await expect(page.getByRole("region", { name: "Orders" })).toContainText("Waiting for the bank");
  await panel.control("Step").click();
  await expect(panel.deck).toContainText("Viewing #9");
  await panel.control("To the first event").click();
  await expect(page.getByRole("region", { name: "Cart" })).toContainText("Desk lamp");
  await panel.deck.getByRole("button", { name: "Back to live" }).click();
  await expect(page.getByRole("region", { name: "Orders" })).toContainText("Cancelled");
  await expect(panel.deck).toContainText("live / 12");
  expect(await bus.events()).toHaveLength(12);
});

test("the playhead is scrubbed by keys and pointer", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  const playhead = panel.timeline.getByRole("slider", { name: "Playhead" });
  await expect(playhead).toHaveAttribute("aria-valuetext", "live");
  await playhead.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(panel.deck).toContainText("Viewing #11");
  await page.keyboard.press("Home");
  await expect(panel.deck).toContainText("Viewing #1");
  await panel.control("To live").click();
  await expect(playhead).toHaveAttribute("aria-valuetext", "live");
});

test("Run again says first who will hear it, and only those that are chosen do", async ({ page, bus, panel }) => {
  await openWebhooks(page, bus);
  await panel.filter("type:github.push");
  await panel.mode("Run again");
  await panel.playing("the filter");
  await expect(panel.deck).toContainText("Run again emits 7 events: Push counter, Replay counter will hear it");
  const hearers = panel.control("Who hears it");
  await expect(hearers).toContainText("2 of 2");
  await panel.openMenu("Who hears it");
  await panel.menuItem("Push counter").click();
  await page.keyboard.press("Escape");
  await expect(hearers).toContainText("1 of 2");
  await expect(panel.deck).toContainText("Replay counter will hear it; Push counter will not: it is left out");
  await panel.speed("no pace");
  await panel.control("Run again").first().click();
  await expect(panel.deck).toContainText("Played type:github.push: 7 of 7 events");
  const tile = (name: string) => page.getByRole("main").locator(".tile", { hasText: name }).locator(".tile-value");
  await expect(tile("Pushes")).toHaveText("7");
  await expect(tile("Replayed")).toHaveText("7");
});

test("a span is brushed on the strip, filtered by, and looped", async ({ page, bus, panel }) => {
  await page.goto("./");
  await expect(panel.root).toBeVisible();
  const recorder = createBus();
  // A minute apart, which the deck shortens to two seconds: each can be seen on its own.
  for (const minute of [1, 2, 3, 4]) recorder.emit({ type: `minute.${minute}`, input: undefined, options: { priority: "immediate", time: minute * 60_000 } });
  await bus.import([...recorder.history.export()]);
  await panel.showsRows(4);
  await panel.brush(0.2, 0.999);
  const span = panel.timeline.getByRole("group", { name: "Span" });
  await expect(span).toContainText("3 events");
  await span.getByRole("button", { name: "Only these" }).click();
  await expect(panel.filterField).toHaveValue(/position:2\.\.4/);
  await panel.showsRows(3);
  await panel.playing("the span");
  await panel.control("Loop").click();
  await expect(panel.control("Loop")).toHaveAttribute("aria-pressed", "true");
  await panel.control("Play through time").click();
  for (const position of [2, 3, 2, 3]) await expect(panel.deck).toContainText(`Viewing #${position}`);
  await panel.control("Pause").click();
  await panel.deck.getByRole("button", { name: "Back to live" }).click();
  await span.getByRole("button", { name: "Clear span" }).click();
  await expect(span).toHaveCount(0);
});

test("the strip zooms and pans, and shows its lanes", async ({ page, bus, panel }) => {
  await openWebhooks(page, bus);
  await panel.button("Lanes").click();
  await expect(panel.timeline.getByText("Immediate")).toBeVisible();
  await panel.button("Zoom in").click();
  await panel.button("Show everything").click();
  const strip = panel.timeline.getByRole("slider", { name: "Events over time" });
  await strip.focus();
  for (const key of ["w", "d", "a", "s", "0"]) await page.keyboard.press(key);
  await page.keyboard.press("End");
  await expect(strip).toHaveAttribute("aria-valuenow", "331");
  await page.keyboard.press("ArrowLeft");
  await expect(strip).toHaveAttribute("aria-valuenow", "330");
  await page.keyboard.press("Enter");
  await expect(panel.detail).toBeVisible();
});
