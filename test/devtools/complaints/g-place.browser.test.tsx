import { describe, expect, it, onTestFinished } from "vitest";
import { page, userEvent } from "vitest/browser";
import { addToPage, added, openRealPanel } from "./real-panel.ts";

/** Opens on a press of its button and closes on whatever happens outside of it, as the libraries do. */
function addMenu(): { readonly isOpen: () => boolean } {
  const place = addToPage("<div data-menu>Menu</div>");
  const leave = new AbortController();
  onTestFinished(() => leave.abort());
  let open = true;
  for (const capture of [true, false])
    for (const type of ["pointerdown", "pointerup", "mousedown", "mouseup", "click", "touchstart", "focusin", "contextmenu"])
      document.addEventListener(type, ({ target }) => target instanceof Node && !place.contains(target) && (open = false), { capture, signal: leave.signal });
  document.addEventListener("keydown", ({ key }) => key === "Escape" && (open = false), { signal: leave.signal });
  return { isOpen: () => open };
}

describe("G. a click in the panel closes the application's popovers (TanStack/query#1900)", () => {
  it("a menu stays open while rows, fields, menus and Escape are used in the panel", async () => {
    const { bus } = await openRealPanel();
    const { isOpen } = addMenu();
    bus.emit(added({ sku: "A-1" }));
    await userEvent.click(page.getByText("cart.item-added").first());
    await userEvent.click(page.getByText("cart.item-added").first(), { button: "right" });
    await userEvent.keyboard("{Escape}{Enter}");
    await userEvent.click(page.getByRole("tab", { name: "Raw" }));
    await userEvent.keyboard("/sku");
    await userEvent.keyboard("{Escape}{Escape}");
    expect(isOpen()).toBe(true);
    // It closes for what is outside of both.
    addToPage("<button>Elsewhere</button>");
    await userEvent.click(page.getByRole("button", { name: "Elsewhere" }));
    expect(isOpen()).toBe(false);
  });
});

describe("G. the panel's theme changes the application's (vuejs/devtools#233)", () => {
  it("dark in a light page, it gives the page no class, no attribute and no colour scheme", async () => {
    const marks = () =>
      [document.documentElement, document.body].map((element) => [
        ...[...element.attributes].map(({ name, value }) => `${name}=${value}`),
        getComputedStyle(element).colorScheme,
        getComputedStyle(element).backgroundColor,
        getComputedStyle(element).color,
      ]);
    const before = marks();
    const { root } = await openRealPanel({ theme: "dark" });
    expect(getComputedStyle(root.querySelector(".eventdeck, .deck") ?? root.host).colorScheme).toContain("dark");
    expect(marks()).toEqual(before);
  });
});

describe("G. the panel's styles reach the application (react#16456, jotai-devtools#151; TanStack/query PR#5608, #6032; nuxt/devtools#271; vuejs/devtools#831, devtools-v6#2198)", () => {
  const html =
    '<h1>Shop</h1><button>Buy</button><table><tr><td>1</td></tr></table><input value="1"><dialog open class="bar">Hi</dialog><p class="row tab deck">Text</p>';

  /** Every property of every element, as it is computed. */
  function styles(element: HTMLElement): string[] {
    return [...element.querySelectorAll("*")].map((each) => {
      const computed = getComputedStyle(each);
      return `${each.tagName} ${[...computed].map((name) => `${name}:${computed.getPropertyValue(name)}`).join(";")}`;
    });
  }

  it("no computed style of the page is another one while the panel is open", async () => {
    const app = addToPage(html);
    await page.viewport(1_280, 800);
    const before = styles(app);
    await openRealPanel();
    expect(styles(app)).toEqual(before);
  });

  it("no class, no element selector and no inherited style of the page changes the panel", async () => {
    const { root, frames } = await openRealPanel();
    const before = [...root.querySelectorAll("button, input, [role=treegrid]")].map((each) => getComputedStyle(each).cssText + getComputedStyle(each).fontSize);
    const sheet = document.createElement("style");
    sheet.textContent =
      "button, input, div, .bar, .row { font: 40px serif !important; padding: 40px !important } :root { font-size: 40px; --paper: red } body { color: red; line-height: 4 } * { box-sizing: content-box; letter-spacing: 4px }";
    document.head.append(sheet);
    onTestFinished(() => sheet.remove());
    await frames();
    const after = [...root.querySelectorAll("button, input, [role=treegrid]")].map((each) => getComputedStyle(each).cssText + getComputedStyle(each).fontSize);
    expect(after).toEqual(before);
  });
});
