import { describe, expect, it, onTestFinished, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { added, openRealPanel, paid } from "./real-panel.ts";

const record = () => page.getByRole("button", { name: "Record", exact: true });

describe("A. opening it over many entries freezes the page (TanStack/query#11149; vuejs/devtools-v6#449, #698, #1545)", () => {
  it("over 50,000 events it draws the rows that fit", { timeout: 60_000 }, async () => {
    const { grid, root, frames } = await openRealPanel({
      maxEvents: 50_000,
      before: (bus) => {
        for (let n = 0; n < 50_000; n += 1) bus.emit(n % 2 === 0 ? added({ n }) : paid({ n }));
      },
    });
    await vi.waitFor(() => expect(grid()).toHaveAttribute("aria-rowcount", "50001"));
    await frames();
    expect(grid().querySelectorAll(".row").length).toBeGreaterThan(4);
    expect(grid().querySelectorAll(".row").length).toBeLessThan(80);
    expect(root.querySelectorAll("*").length).toBeLessThan(2_000);
  });
});

describe("A. it costs while it is closed (TanStack/query#2019)", () => {
  it("5,000 events ask for a handful of frames and change nothing in the page", async () => {
    const { bus, root, devtools, frames } = await openRealPanel({ initiallyOpen: false });
    expect(devtools.isOpen).toBe(false);
    await frames(4);
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver((records) => changes.push(...records));
    observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    onTestFinished(() => observer.disconnect());
    const asked = vi.spyOn(window, "requestAnimationFrame");
    onTestFinished(() => void vi.restoreAllMocks());
    for (let n = 0; n < 5_000; n += 1) bus.emit(added({ n }));
    await Promise.resolve();
    const frameCalls = asked.mock.calls.length;
    await frames(4);
    expect(frameCalls).toBeLessThanOrEqual(6);
    expect(changes).toEqual([]);
  });
});

describe("A. under a flood the stop button cannot be pressed (vuejs/devtools#901)", () => {
  it("Record is pressed and answers while 300 events come with each frame, and the list stands from then on", { timeout: 60_000 }, async () => {
    const { bus, grid, frames } = await openRealPanel();
    let flooding = true;
    onTestFinished(() => void (flooding = false));
    const flood = () => {
      if (!flooding) return;
      for (let n = 0; n < 300; n += 1) bus.emit(n % 2 === 0 ? added({ n }) : paid({ n }));
      requestAnimationFrame(flood);
    };
    flood();
    await userEvent.click(record());
    await expect.element(record()).toHaveAttribute("aria-pressed", "false");
    await frames();
    const rows = [...grid().querySelectorAll(".row")].map((row) => row.getAttribute("data-position"));
    const { lastPosition } = bus.history;
    await frames(6);
    expect(bus.history.lastPosition).toBeGreaterThan(lastPosition);
    expect([...grid().querySelectorAll(".row")].map((row) => row.getAttribute("data-position"))).toEqual(rows);
  });
});

describe("A. the JSON of a large event crashes the tab (temporalio/ui PR#1360)", () => {
  it("100,000 items are written when somebody asks, and drawn as far as they are in sight", { timeout: 60_000 }, async () => {
    const { bus, grid, root } = await openRealPanel();
    bus.emit(added(Array.from({ length: 100_000 }, (_, id) => ({ id }))));
    await vi.waitFor(() => expect(grid().querySelectorAll(".row").length).toBe(1));
    await userEvent.click(page.getByText("cart.item-added").first());
    await userEvent.keyboard("{Enter}5");
    await userEvent.click(page.getByRole("button", { name: "Write it" }));
    await expect.element(page.getByLabelText("CloudEvents JSON", { exact: true })).toBeInTheDocument();
    expect(root.querySelectorAll("*").length).toBeLessThan(2_000);
  });
});

describe("D. what has gone is not told (redux-devtools-extension#334, rozenite#158)", () => {
  it("the list begins with how many events have gone, and how much", async () => {
    const { bus, grid } = await openRealPanel({ maxEvents: 100 });
    for (let n = 0; n < 350; n += 1) bus.emit(n % 2 === 0 ? added({ n }) : paid({ n }));
    await vi.waitFor(() => expect(grid()).toHaveAttribute("aria-rowcount", "101"));
    grid().scrollTop = 0;
    await expect.element(page.getByText(/250 older events evicted, about 1 MB/)).toBeInTheDocument();
  });
});
