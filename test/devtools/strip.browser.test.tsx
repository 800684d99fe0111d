import { beforeEach, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { edgePixels, toX } from "../../devtools/model/strip/viewport.ts";
import { showStrip, type StripPage } from "./strip-page.tsx";
import type { WrittenLog } from "./strip-log.ts";

const surface = page.getByRole("slider", { name: "Events over time" });
const width = 770;

beforeEach(() => page.viewport(1_000, 600));

/** Every hundred milliseconds one. */
function tenEvents(log: WrittenLog): void {
  log.write(...Array.from({ length: 10 }, (_, index) => ({ at: Date.UTC(2026, 10, 21, 12) + index * 100, type: `type-${index + 1}` })));
}

/** Where an event is drawn, in CSS pixels from the strip's left. */
function placeOf({ strip }: StripPage, position: number): { readonly x: number; readonly y: number } {
  return { x: Math.round(toX(strip.state.view, strip.momentOf(position), width)), y: 20 };
}

async function ready(strip: StripPage): Promise<StripPage> {
  // A hundred thousand are read in slices, beside whatever else the machine does.
  await expect.poll(() => strip.strip.state.last, { timeout: 10_000 }).toBe(strip.log.lastPosition);
  await expect.poll(() => canvasOf(strip).width).toBeGreaterThan(0);
  expect(canvasOf(strip).getBoundingClientRect().width).toBe(width);
  await expect.element(surface).toHaveAttribute("aria-valuemax", String(strip.log.lastPosition));
  return strip;
}

function canvasOf({ root }: StripPage): HTMLCanvasElement {
  return root.querySelector("canvas")!;
}

/** How many pixels of the canvas have a colour of the style sheet. */
function pixelsOf(shown: StripPage, colour: string): number {
  const probe = shown.root.querySelector(`[data-colour="${colour}"]`)!;
  const [red, green, blue] = getComputedStyle(probe).color.match(/\d+/g)!.map(Number);
  const canvas = canvasOf(shown);
  const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
  let found = 0;
  for (let at = 0; at < data.length; at += 4) if (data[at] === red && data[at + 1] === green && data[at + 2] === blue && data[at + 3] === 255) found += 1;
  return found;
}

it("draws one failure among 100,000 events so that it is seen", async () => {
  const shown = await ready(
    showStrip((log) =>
      log.write(...Array.from({ length: 100_000 }, (_, index) => ({ at: index % 2, failed: index === 54_321 })).toSorted((left, right) => left.at - right.at)),
    ),
  );
  await expect.poll(() => pixelsOf(shown, "fail")).toBeGreaterThan(12);
  await expect.poll(() => pixelsOf(shown, "lane-normal")).toBeGreaterThan(100);
});

it("opens what reached nobody by a click on its mark, and events by a click above it", async () => {
  const shown = await ready(
    showStrip((log) => {
      tenEvents(log);
      log.attempt({ at: Date.UTC(2026, 10, 21, 12) + 450, after: 5 });
    }),
  );
  await expect.poll(() => shown.strip.state.attempts.length).toBe(1);
  const x = Math.round(toX(shown.strip.state.view, shown.strip.state.attempts[0]!.at, width));
  await userEvent.click(surface, { position: { x, y: 33 } });
  expect(shown.asked.attempted).toEqual([shown.strip.state.attempts[0]!.attempt]);
  expect(shown.asked.selected).toEqual([]);
  await userEvent.click(surface, { position: { x: placeOf(shown, 5).x, y: 10 } });
  expect(shown.asked.selected).toEqual([5]);
});

it("draws with as many pixels as the screen has", async () => {
  const canvas = canvasOf(await ready(showStrip(tenEvents)));
  expect(canvas.width).toBe(Math.round(canvas.clientWidth * devicePixelRatio));
  expect(canvas.height).toBe(Math.round(canvas.clientHeight * devicePixelRatio));
});

it("takes its colours from the style sheet, and again when the theme changes", async () => {
  const shown = await ready(showStrip(tenEvents));
  const light = pixelsOf(shown, "lane-normal");
  expect(light).toBeGreaterThan(0);
  const before = getComputedStyle(shown.root.querySelector('[data-colour="lane-normal"]')!).color;
  shown.host.style.colorScheme = "dark";
  await expect.poll(() => getComputedStyle(shown.root.querySelector('[data-colour="lane-normal"]')!).color).not.toBe(before);
  await expect.poll(() => pixelsOf(shown, "lane-normal")).toBe(light);
});

it("selects the nearest event on a click", async () => {
  const shown = await ready(showStrip(tenEvents));
  await userEvent.click(surface, { position: { x: placeOf(shown, 4).x + 10, y: 20 } });
  expect(shown.asked.selected).toEqual([4]);
  await expect.element(surface).toHaveAttribute("aria-valuenow", "4");
  expect(surface.element().getAttribute("aria-valuetext")).toMatch(/^#4 type-4, \d\d:00:00\.300/);
});

it("brushes a span with a drag, narrows the list to it, and lets go of it", async () => {
  const shown = await ready(showStrip(tenEvents));
  const drag = async () =>
    userEvent.dragAndDrop(surface, surface, { sourcePosition: { x: placeOf(shown, 3).x - 10, y: 20 }, targetPosition: { x: placeOf(shown, 6).x + 10, y: 20 } });
  await drag();
  expect(shown.strip.state.span).toEqual({ from: 3, to: 6 });
  expect(shown.asked.selected).toEqual([]);
  await userEvent.click(page.getByRole("button", { name: "Only these" }));
  expect(shown.asked.only).toEqual([{ from: 3, to: 6 }]);
  await userEvent.keyboard("{Escape}");
  expect(shown.strip.state.span).toBeUndefined();
  await drag();
  await userEvent.dblClick(surface, { position: { x: 20, y: 30 } });
  expect(shown.strip.state.span).toBeUndefined();
});

it("moves the ends of a span with keys and with the pointer", async () => {
  const shown = await ready(showStrip(tenEvents));
  shown.strip.setSpan({ from: 3, to: 6 });
  const start = page.getByRole("slider", { name: "Start of span" });
  const end = page.getByRole("slider", { name: "End of span" });
  await expect.element(start).toHaveAttribute("aria-valuemax", "6");
  start.element().focus();
  await userEvent.keyboard("{ArrowLeft}");
  end.element().focus();
  await userEvent.keyboard("{End}");
  expect(shown.strip.state.span).toEqual({ from: 2, to: 10 });
  await userEvent.dragAndDrop(end, surface, { targetPosition: { x: placeOf(shown, 8).x, y: 34 } });
  expect(shown.strip.state.span).toEqual({ from: 2, to: 8 });
});

it("scrubs with the playhead, by pointer and by keys, and comes back to live", async () => {
  const shown = await ready(showStrip(tenEvents));
  const playhead = page.getByRole("slider", { name: "Playhead" });
  await expect.element(playhead).toHaveAttribute("aria-valuetext", "live");
  await userEvent.dragAndDrop(playhead, surface, { targetPosition: { x: placeOf(shown, 5).x + 4, y: 30 } });
  expect(shown.asked.scrubbed.at(-1)).toBe(5);
  expect(shown.strip.state.span).toBeUndefined();
  playhead.element().focus();
  await userEvent.keyboard("{ArrowLeft}");
  expect(shown.asked.scrubbed.at(-1)).toBe(4);
  expect(playhead.element().getAttribute("aria-valuetext")).toMatch(/^looking at #4 type-4/);
  await userEvent.keyboard("{End}{ArrowRight}");
  expect(shown.asked.scrubbed.at(-1)).toBe("live");
});

it("steps, pages and opens with keys", async () => {
  const shown = await ready(showStrip(tenEvents));
  surface.element().focus();
  await userEvent.keyboard("{ArrowLeft}{ArrowLeft}{Home}{ArrowRight}{PageUp}{End}{Enter}");
  expect(shown.asked.selected).toEqual([10, 9, 1, 2, 10, 10]);
  expect(shown.asked.opened).toEqual([10]);
});

it("zooms and pans with keys as Chrome does, and shows everything again", async () => {
  const { strip } = await ready(showStrip(tenEvents));
  const span = () => strip.state.view.to - strip.state.view.from;
  const all = span();
  surface.element().focus();
  await userEvent.keyboard("w");
  expect(span()).toBeCloseTo(all * 0.7);
  const { from } = strip.state.view;
  await userEvent.keyboard("a");
  expect(strip.state.view.from).toBeLessThan(from);
  await userEvent.keyboard("d");
  expect(strip.state.view.from).toBeCloseTo(from);
  await userEvent.keyboard("{Shift>}W{ArrowLeft}{/Shift}");
  expect(span()).toBeCloseTo(all * 0.7 * 0.2);
  await userEvent.keyboard("0");
  expect(span()).toBe(all);
});

it("leaves letters alone when they are switched off", async () => {
  const { strip } = await ready(showStrip(tenEvents, { letters: false }));
  surface.element().focus();
  await userEvent.keyboard("ww");
  expect(strip.state.view).toMatchObject(strip.state.extent);
  await userEvent.keyboard("{Shift>}{ArrowUp}{/Shift}");
  expect(strip.state.view.to - strip.state.view.from).toBeLessThan(strip.state.extent.to - strip.state.extent.from);
});

it("zooms at the pointer with the wheel, and keeps the page where it is", async () => {
  const shown = await ready(showStrip(tenEvents));
  const { strip } = shown;
  const { x } = placeOf(shown, 4);
  const under = strip.momentOf(4);
  const { left, top } = surface.element().getBoundingClientRect();
  const wheel = new WheelEvent("wheel", { deltaY: -200, clientX: left + x, clientY: top + 20, bubbles: true, cancelable: true, composed: true });
  surface.element().dispatchEvent(wheel);
  expect(wheel.defaultPrevented).toBe(true);
  const { view } = strip.state;
  expect(view.to - view.from).toBeLessThan(strip.state.extent.to - strip.state.extent.from);
  expect(edgePixels + ((under - view.from) / (view.to - view.from)) * (width - 2 * edgePixels)).toBeCloseTo(x, -0.5);
});

it("tells what is under the pointer", async () => {
  const shown = await ready(showStrip(tenEvents));
  await userEvent.hover(surface, { position: placeOf(shown, 7) });
  await expect.poll(() => shown.root.querySelector(".strip-tip")?.textContent ?? "").toContain("type-7");
  await userEvent.unhover(surface);
  await expect.poll(() => shown.root.querySelector(".strip-tip")).toBe(null);
});

it("goes away where the panel is lower than 240 pixels", async () => {
  const shown = await ready(showStrip(tenEvents));
  const deck = shown.root.querySelector<HTMLElement>(".deck")!;
  deck.style.height = "239px";
  await expect.poll(() => getComputedStyle(shown.root.querySelector(".strip")!).display).toBe("none");
  deck.style.height = "240px";
  await expect.poll(() => getComputedStyle(shown.root.querySelector(".strip")!).display).toBe("flex");
});
