import { describe, expect, it, onTestFinished, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { added, openRealPanel } from "./real-panel.ts";

describe("B. selecting a large event blocks (provectus/kafka-ui#3696, #1946; kafbat/kafka-ui#1896; tchiotludo/akhq#564; redux-devtools-extension#159)", () => {
  it("nothing is serialised, and what fits is drawn, of 100,000 items and 10 MB of text", { timeout: 60_000 }, async () => {
    const { bus, grid, root } = await openRealPanel();
    const payload = { items: Array.from({ length: 100_000 }, (_, id) => ({ id })), text: "x".repeat(10_000_000) };
    bus.emit(added(payload));
    await vi.waitFor(() => expect(grid().querySelectorAll(".row").length).toBe(1));
    const stringify = vi.spyOn(JSON, "stringify");
    const clone = vi.spyOn(globalThis, "structuredClone");
    onTestFinished(() => void vi.restoreAllMocks());
    await userEvent.click(page.getByText("cart.item-added").first());
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("treeitem", { name: /items/ })).toBeVisible();
    const isPayload = (value: unknown) => typeof value === "object" && value !== null && ("items" in value || "payload" in value);
    expect(stringify.mock.calls.filter(([value]) => isPayload(value))).toEqual([]);
    expect(clone.mock.calls).toEqual([]);
    expect(root.querySelectorAll("*").length).toBeLessThan(1_500);
    expect(root.textContent.length).toBeLessThan(20_000);
  });
});
