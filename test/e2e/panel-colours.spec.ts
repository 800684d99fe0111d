import type { Locator } from "@playwright/test";
import { expect, openShop, test, wide } from "./demo.ts";

test.use({ contextOptions: { forcedColors: "active", reducedMotion: "reduce" }, viewport: wide });

/** What a part is painted with. */
const painted = (part: Locator, property: string) => part.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

test("with forced colours what is pressed, chosen and shown stands out by the colours of the system", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  const highlight = await page.evaluate(() => {
    const probe = document.createElement("p");
    Object.assign(probe.style, { color: "Highlight", forcedColorAdjust: "none" });
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  });
  const views = panel.root.getByRole("navigation", { name: "Views" });
  expect(await painted(views.getByRole("button", { name: "Events" }), "background-color")).toBe(highlight);
  expect(await painted(views.getByRole("button", { name: "Health" }), "background-color")).not.toBe(highlight);
  await panel.openEvent("payment.failed");
  const row = panel.row("payment.failed").first();
  expect([await painted(row, "outline-style"), await painted(row, "outline-color")]).toEqual(["solid", highlight]);
  expect(await painted(panel.row("order.placed").first(), "outline-style")).toBe("none");
  const why = await panel.tab("Why");
  expect(await painted(panel.detail.getByRole("tab", { name: "Why" }), "border-bottom-color")).toBe(highlight);
  expect(await painted(panel.detail.getByRole("tab", { name: "Raw" }), "border-bottom-color")).not.toBe(highlight);
  // A bar that has the colour of the paper is not to be seen.
  const bar = why.getByRole("row").nth(1).locator(".wf-run");
  expect(await painted(bar, "background-color")).not.toBe(await painted(panel.root, "background-color"));
  await panel.openMenu("More");
  await page.keyboard.press("ArrowDown");
  expect(await painted(panel.menuItem("Light"), "outline-color")).toBe(highlight);
});

test("who wants less motion gets none in the panel", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  await panel.openEvent("payment.failed");
  const moving = await panel.root.evaluate(
    (root) =>
      [...root.querySelectorAll("*")].filter((element) => {
        const { transitionDuration, animationName, transitionProperty } = getComputedStyle(element);
        // What tells the canvas of a new theme is a transition that takes no time that anybody sees.
        return animationName !== "none" || (transitionProperty !== "none" && Math.max(...transitionDuration.split(",").map(Number.parseFloat)) > 0.001);
      }).length,
  );
  expect(moving).toBe(0);
});
