import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { expect, it, onTestFinished, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { Menu, useContextMenu, type MenuItem } from "../../devtools/panel/menu/menu.tsx";
import { ShadowHost } from "./shadow-host.tsx";

function show(children: ReactNode): HTMLElement {
  const place = document.createElement("div");
  Object.assign(place.style, { position: "fixed", top: "40px", left: "6px", width: "400px", height: "300px" });
  document.body.append(place);
  const root = createRoot(place);
  root.render(
    <ShadowHost theme="light">
      <section className="deck">{children}</section>
    </ShadowHost>,
  );
  onTestFinished(() => {
    root.unmount();
    place.remove();
  });
  return place;
}

function items(chosen: (label: string) => void): readonly MenuItem[] {
  const item = (label: string, more: Partial<MenuItem> = {}): MenuItem => ({ label, onSelect: () => chosen(label), ...more });
  return [item("Export all", { hint: "12" }), item("Export selected", { disabled: true }), item("Loop", { checked: true, separator: true }), item("Open …")];
}

function focused(): string | undefined {
  return document.activeElement?.shadowRoot?.activeElement?.textContent ?? undefined;
}

function focusedLabel(): string | null | undefined {
  return document.activeElement?.shadowRoot?.activeElement?.getAttribute("aria-label");
}

it("is worked by the keyboard alone, and gives the focus back", async () => {
  const chosen = vi.fn<(label: string) => void>();
  show(<Menu label="More" items={items(chosen)} />);
  const button = page.getByRole("button", { name: "More" });
  await expect.element(button).toHaveAttribute("aria-expanded", "false");
  await userEvent.tab();
  await userEvent.keyboard("{ArrowDown}");
  await expect.element(page.getByRole("menu", { name: "More" })).toBeVisible();
  await vi.waitFor(() => expect(focused()).toBe("Export all12"));
  await userEvent.keyboard("{ArrowDown}{Enter}");
  expect(chosen).not.toHaveBeenCalled();
  await userEvent.keyboard("{ArrowDown}");
  expect(focused()).toBe("Loop");
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
  expect(focused()).toBe("Open …");
  await userEvent.keyboard("{Home}l");
  expect(focused()).toBe("Loop");
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("menu")).not.toBeInTheDocument();
  await vi.waitFor(() => expect(focusedLabel()).toBe("More"));
  await userEvent.keyboard("{Enter}");
  await vi.waitFor(() => expect(focused()).toBe("Export all12"));
  await userEvent.keyboard("{End} ");
  expect(chosen.mock.calls).toEqual([["Open …"]]);
  await expect.element(page.getByRole("menu")).not.toBeInTheDocument();
});

it("finds items by their letters, one after another and several of one word", async () => {
  show(<Menu label="More" items={items(() => {})} />);
  await userEvent.click(page.getByRole("button", { name: "More" }));
  await vi.waitFor(() => expect(focused()).toBe("Export all12"));
  await userEvent.keyboard("e");
  expect(focused()).toBe("Export selected");
  await userEvent.keyboard("e");
  expect(focused()).toBe("Export all12");
});

it("tells what is checked and what is not to be had", async () => {
  show(<Menu label="More" items={items(() => {})} />);
  await userEvent.click(page.getByRole("button", { name: "More" }));
  await expect.element(page.getByRole("menuitemcheckbox", { name: "Loop" })).toHaveAttribute("aria-checked", "true");
  await expect.element(page.getByRole("menuitem", { name: "Export selected" })).toHaveAttribute("aria-disabled", "true");
});

it("closes on a press outside of it: in the panel, in the page, and on its own button", async () => {
  const place = show(
    <>
      <Menu label="More" items={items(() => {})} />
      <p>Elsewhere in the panel</p>
    </>,
  );
  const outside = document.createElement("button");
  outside.textContent = "The page";
  Object.assign(outside.style, { position: "fixed", left: "0", bottom: "0" });
  place.before(outside);
  onTestFinished(() => outside.remove());
  const button = page.getByRole("button", { name: "More" });
  for (const elsewhere of [page.getByText("Elsewhere in the panel"), page.getByRole("button", { name: "The page" }), button]) {
    await userEvent.click(button);
    await expect.element(page.getByRole("menu")).toBeVisible();
    await userEvent.click(elsewhere, { position: { x: 2, y: 2 } });
    await expect.element(page.getByRole("menu")).not.toBeInTheDocument();
  }
});

it.each([
  ["top left", { top: "0", left: "0" }],
  ["bottom right", { top: "auto", left: "auto", bottom: "0", right: "0" }],
])("stays inside the panel in its %s corner", async (_, corner) => {
  const button = (
    <div style={{ position: "absolute", ...corner }}>
      <Menu label="More" items={Array.from({ length: 30 }, (__, index) => ({ label: `Item ${index}`, onSelect: () => {} }))} />
    </div>
  );
  const place = show(button);
  await userEvent.click(page.getByRole("button", { name: "More" }));
  await vi.waitFor(() => expect(focused()).toBe("Item 0"));
  const menu = page.getByRole("menu").element().getBoundingClientRect();
  const panel = place.getBoundingClientRect();
  expect([menu.left >= panel.left, menu.right <= panel.right, menu.top >= panel.top, menu.bottom <= panel.bottom]).toEqual([true, true, true, true]);
  await userEvent.keyboard("{End}");
  await expect.element(page.getByRole("menuitem", { name: "Item 29" })).toBeInViewport();
});

function Row() {
  const { open, menu } = useContextMenu("Event", (about: string) => (about === "" ? [] : [{ label: `Copy ${about}`, onSelect: () => {} }]));
  return (
    <div onContextMenu={(event) => open(event, "payload")}>
      <button type="button">A row</button>
      {menu}
    </div>
  );
}

it("opens where the context menu is asked for, and gives the focus back", async () => {
  show(<Row />);
  const row = page.getByRole("button", { name: "A row" });
  await userEvent.click(row);
  await userEvent.click(row, { button: "right" });
  await vi.waitFor(() => expect(focused()).toBe("Copy payload"));
  await userEvent.keyboard("{Escape}");
  await vi.waitFor(() => expect(focused()).toBe("A row"));
});
