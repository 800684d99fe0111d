import { describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { added, openRealPanel, paid } from "./real-panel.ts";

describe("K. the keyboard gets nowhere (redux-devtools#527, PR#1747; vuejs/devtools#876; react#16473)", () => {
  it("an event is found, opened, read and left by keys alone", async () => {
    const { bus, root } = await openRealPanel({ initiallyOpen: false });
    bus.emit(added({ customer: { name: "Ada" }, total: 1 }));
    bus.emit(paid({ total: 1 }));
    const trigger = page.getByRole("button", { name: /Open the event deck/ });
    await expect.element(trigger).toBeVisible();
    const button = trigger.element();
    if (button instanceof HTMLElement) button.focus();
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("treegrid", { name: "Events" })).toBeVisible();
    // As far as it takes, and not without end.
    for (let tabs = 0; tabs < 60 && root.activeElement?.getAttribute("role") !== "treegrid"; tabs += 1) await userEvent.keyboard("{Tab}");
    expect(root.activeElement?.getAttribute("aria-label")).toBe("Events");
    await userEvent.keyboard("{ArrowUp}{ArrowUp}{Enter}");
    await expect.element(page.getByRole("tab", { name: "Payload", selected: true })).toBeVisible();
    for (let tabs = 0; tabs < 60 && root.activeElement?.getAttribute("role") !== "tree"; tabs += 1) await userEvent.keyboard("{Tab}");
    const names = () => [...root.querySelectorAll('[role="treeitem"]')].map(({ textContent }) => textContent);
    await userEvent.keyboard("{Home}{ArrowDown}{ArrowRight}");
    expect(names()).toContain('name:"Ada"');
    await userEvent.keyboard("{ArrowLeft}");
    expect(names()).not.toContain('name:"Ada"');
    await userEvent.keyboard("{Escape}");
    await expect.poll(() => root.querySelector('[role="tree"]')).toBe(null);
  });

  it("lists, trees and tabs say what they are, where they stand, and what can be opened", async () => {
    const { bus, root } = await openRealPanel();
    for (let n = 0; n < 30; n += 1) bus.emit(n % 2 === 0 ? added({ customer: { name: "Ada" } }) : paid({ total: n }));
    await userEvent.click(page.getByText("cart.item-added").first());
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("tree")).toBeVisible();
    const all = (selector: string) => [...root.querySelectorAll(selector)];
    const rows = all('[role="treegrid"][aria-label="Events"] [role="row"]');
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) expect(row.querySelector('[role="gridcell"], [role="columnheader"]')).not.toBe(null);
    expect(root.querySelector('[role="treegrid"][aria-label="Events"]')?.getAttribute("aria-rowcount")).toBe("31");
    const items = all('[role="treeitem"]');
    for (const item of items) expect(Number(item.getAttribute("aria-level"))).toBeGreaterThan(0);
    expect(items.map((item) => item.getAttribute("aria-expanded"))).toContain("false");
    expect(all('[role="tab"][aria-selected="true"]')).toHaveLength(1);
    expect(all('[role="tabpanel"]').length).toBeGreaterThan(0);
  });

  it("everything that can be pressed is an element for it, and has a name", async () => {
    const { bus, root } = await openRealPanel();
    bus.emit(added({ sku: "A-1" }));
    await userEvent.click(page.getByText("cart.item-added").first());
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("tree")).toBeVisible();
    const nameless = [...root.querySelectorAll("button, a, input, select, textarea, [role=button], [role=slider], [role=tab]")].filter((each) => {
      const { labels } = each instanceof HTMLInputElement || each instanceof HTMLSelectElement || each instanceof HTMLTextAreaElement ? each : { labels: null };
      return (
        `${each.getAttribute("aria-label") ?? ""}${each.getAttribute("aria-labelledby") ?? ""}${each.textContent}${labels?.length ?? ""}${each.getAttribute("title") ?? ""}`.trim() ===
        ""
      );
    });
    expect(nameless.map((each) => each.outerHTML)).toEqual([]);
  });
});
