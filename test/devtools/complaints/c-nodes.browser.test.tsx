import { createElement } from "react";
import { describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { addToPage, added, openRealPanel } from "./real-panel.ts";

describe("C. elements and React nodes in a payload (redux-devtools-extension#81, #253; statelyai/inspect#42)", () => {
  it("are shown as what they are, stay alive and unfrozen, and break nothing", async () => {
    const { bus, root } = await openRealPanel();
    const button = addToPage('<button id="buy">Buy</button>').querySelector("button")!;
    const icon = createElement("svg", { width: 3 }, createElement("path"));
    bus.emit(added({ button, window, icon, list: document.querySelectorAll("body") }));
    await userEvent.click(page.getByText("cart.item-added").first());
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("treeitem", { name: /button/ })).toHaveTextContent("<button#buy>");
    await expect.element(page.getByRole("treeitem", { name: /window/ })).toHaveTextContent("Window");
    expect(root.querySelectorAll('[role="treeitem"]').length).toBeGreaterThanOrEqual(4);
    expect([Object.isFrozen(button), root.querySelector("[role=alert]")]).toEqual([false, null]);
    button.textContent = "Bought";
    expect(button.textContent).toBe("Bought");
  });
});
