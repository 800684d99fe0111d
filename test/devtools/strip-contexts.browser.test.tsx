import { expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { showStrip } from "./strip-page.tsx";
import type { WrittenLog } from "./strip-log.ts";

function shop(log: WrittenLog): void {
  const worker = { maker: "w1", source: "worker", aheadMs: 3_000, withinMs: 2 };
  log.write(
    { at: 10_000 },
    { at: 10_060, from: { ...worker, sent: 13_020 }, waitedMs: 1, ranMs: 4 },
    { at: 10_080 },
    { at: 10_090, from: { maker: "t1", source: "tab", sent: 8_070, aheadMs: -2_000, withinMs: 2 } },
  );
}
const lanesOf = (root: ShadowRoot) => [...root.querySelectorAll(".strip-lanes > span")].map((lane) => lane.textContent);

it("has a lane for each bus, in a colour of its own, with how its clock stands", async () => {
  const { root } = showStrip(shop, { expanded: true });
  await expect.poll(() => lanesOf(root)).toEqual(["Here", "worker+3 s", "tab−2 s"]);
  const colours = [...root.querySelectorAll(".strip-lanes > span")].map((lane) => getComputedStyle(lane, "::before").backgroundColor);
  expect(new Set(colours).size).toBe(3);
  expect(root.querySelectorAll(".strip-lanes > span")[1]?.getAttribute("title")).toBe("worker: its clock runs 3 s ahead (± 2 ms); corrected here");
  // Its tools stand in it, and no lane is lower than its name.
  const strip = root.querySelector(".strip")?.getBoundingClientRect();
  const last = [...root.querySelectorAll(".strip-tools button")].at(-1)?.getBoundingClientRect();
  expect(last?.bottom).toBeLessThanOrEqual(strip?.bottom ?? 0);
});

it("can have lanes of priority instead, and then has those of the buses again", async () => {
  const { root } = showStrip(shop, { expanded: true });
  const button = page.getByRole("button", { name: "A lane for each bus" });
  await expect.element(button).toHaveAttribute("aria-pressed", "true");
  await userEvent.click(button);
  await expect.poll(() => lanesOf(root)).toEqual(["Immediate", "Normal", "Deferred"]);
  await userEvent.click(button);
  await expect.poll(() => lanesOf(root)).toEqual(["Here", "worker+3 s", "tab−2 s"]);
});

it("offers no lanes by bus where there is but one", async () => {
  const { root } = showStrip((log) => log.write({ at: 1 }), { expanded: true });
  await expect.poll(() => root.querySelectorAll(".strip-tools button").length).toBe(5);
  expect(lanesOf(root)).toEqual(["Immediate", "Normal", "Deferred"]);
});

it("selects by a click what stands where it was sent, and tells from where it came", async () => {
  const { root, strip, asked } = showStrip(shop);
  await expect.poll(() => strip.state.last).toBe(4);
  const surface = root.querySelector(".strip-surface");
  if (!surface) throw new Error("There is no surface.");
  const { extent } = strip.state;
  const { width, height } = surface.getBoundingClientRect();
  const share = (strip.momentOf(2) - extent.from) / (extent.to - extent.from);
  expect(strip.momentOf(2)).toBeLessThan(strip.momentOf(3));
  await userEvent.click(surface, { position: { x: 8 + share * (width - 16), y: height / 2 } });
  expect(asked.selected).toEqual([2]);
  await expect.poll(() => root.querySelector(".strip-tip")?.textContent).toContain("from worker");
  await expect
    .element(page.getByRole("slider", { name: "Events over time" }))
    .toHaveAttribute("aria-valuetext", expect.stringContaining("test.event from worker"));
});
