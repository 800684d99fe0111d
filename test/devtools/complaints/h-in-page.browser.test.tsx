import { describe, expect, it, onTestFinished, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { added, openRealPanel } from "./real-panel.ts";

describe("H. the extension breaks, people fall back to a server (electron#24638, #23662, #32451, #6148)", () => {
  it("the panel needs neither: nothing is asked of an extension, the network or another frame", async () => {
    const asked: string[] = [];
    for (const name of ["fetch", "WebSocket", "EventSource", "XMLHttpRequest", "postMessage"] as const) {
      const real: unknown = Reflect.get(window, name);
      const told =
        typeof real === "function"
          ? new Proxy(real, {
              apply: (target, self, parameters) => (asked.push(name), Reflect.apply(target, self, parameters)),
              construct: (target, parameters) => (asked.push(name), Reflect.construct(target, parameters)),
            })
          : real;
      vi.stubGlobal(name, told);
    }
    for (const name of ["__REDUX_DEVTOOLS_EXTENSION__", "chrome", "electron", "require"])
      Object.defineProperty(window, name, { configurable: true, get: () => void asked.push(name) });
    onTestFinished(() => {
      vi.unstubAllGlobals();
      for (const name of ["__REDUX_DEVTOOLS_EXTENSION__", "chrome", "electron", "require"]) Reflect.deleteProperty(window, name);
    });
    const { bus } = await openRealPanel();
    bus.emit(added({ sku: "A-1" }));
    await userEvent.click(page.getByText("cart.item-added").first());
    await userEvent.keyboard("{Enter}12345");
    await expect.element(page.getByRole("tab", { name: "Raw", selected: true })).toBeVisible();
    expect(asked).toEqual([]);
  });
});
