import { expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { added, openList } from "./list-page.tsx";

const filter = page.getByRole("combobox", { name: "Filter events" });
const help = page.getByRole("dialog", { name: "Keys" });

async function focusList(grid: () => HTMLElement): Promise<void> {
  grid().focus();
  await expect.poll(() => grid().matches(":focus")).toBe(true);
}

it("opens the filter from behind its icon by /, and types into it", async () => {
  const { bus, grid } = await openList({ width: 420 });
  bus.emit(added({ sku: "A-1" }));
  await expect.element(page.getByRole("gridcell", { name: "cart.item-added" })).toBeVisible();
  await expect.element(filter).not.toBeInTheDocument();
  await focusList(grid);
  await userEvent.keyboard("/");
  await expect.poll(() => filter.element().matches(":focus")).toBe(true);
  await userEvent.keyboard("A-1");
  await expect.element(filter).toHaveValue("A-1");
});

it("lists all keys by ?, switches single letters off there, and gives the focus back", async () => {
  const { bus, panel, grid } = await openList();
  bus.emit(added({ sku: "A-1" }));
  await focusList(grid);
  await userEvent.keyboard("?");
  await expect.element(help).toBeVisible();
  await expect.element(help).toHaveTextContent(/Anywhere in the panel.*In the list.*In trees.*On the timeline/);
  await userEvent.click(help.getByRole("checkbox", { name: /Single letters/ }));
  expect(panel.preferences.state["letterKeys"]).toBe(false);
  await userEvent.keyboard("{Escape}");
  await expect.element(help).not.toBeInTheDocument();
  expect(grid().matches(":focus")).toBe(true);
  await userEvent.keyboard("?");
  await expect.element(help).not.toBeInTheDocument();
  await userEvent.click(page.getByRole("button", { name: "More" }));
  await userEvent.click(page.getByRole("menuitem", { name: /Keys/ }));
  await expect.element(help.getByRole("checkbox", { name: /Single letters/ })).not.toBeChecked();
});

it("leaves the list, the detail and the deck alone while another view is shown, where nobody would see what its keys do", async () => {
  const { bus, panel, grid } = await openList();
  for (const sku of ["A-1", "A-2", "A-3"]) bus.emit(added({ sku }));
  await expect.element(page.getByRole("gridcell", { name: "cart.item-added" }).nth(2)).toBeVisible();
  await focusList(grid);
  await userEvent.keyboard("{Home}{ArrowDown}{Enter}");
  const { deck } = panel.state;
  if (!deck) throw new Error("there is no deck");
  const shown = () => {
    const { opened, cursor, text } = deck.events.state;
    return {
      opened: opened?.position,
      cursor,
      text,
      pins: deck.events.pins.state.length,
      tab: deck.detail.tab.state,
      composing: deck.composing.state,
      playing: deck.replay.state,
    };
  };
  const before = shown();
  for (const view of ["Listeners", "Health"]) {
    await userEvent.click(page.getByRole("navigation", { name: "Views" }).getByRole("button", { name: view }));
    await expect.element(page.getByRole("region", { name: view })).toBeVisible();
    const place = page.getByRole("region", { name: view }).element();
    for (const key of ["n", "N", "[", "]", "1", "2", "3", "4", "5", "e", "p", "c", "C", "t", ",", ".", " ", "Escape"]) {
      const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, composed: true });
      place.dispatchEvent(event);
      expect(event.defaultPrevented, `${key} in ${view}`).toBe(false);
    }
  }
  expect(shown()).toEqual(before);
  await userEvent.click(page.getByRole("navigation", { name: "Views" }).getByRole("button", { name: "Events" }));
  await focusList(grid);
  await userEvent.keyboard("]2p");
  expect(shown()).toEqual({ ...before, opened: 3, cursor: 3, pins: 1, tab: "Why" });
  // Without a detail there is no tab to be seen.
  await userEvent.keyboard("{Escape}3");
  expect(shown().tab).toBe("Why");
});

it("shows a value of the payload as a column of the list", async () => {
  const { bus } = await openList();
  bus.emit(added({ sku: "A-1" }));
  await userEvent.click(page.getByRole("gridcell", { name: "cart.item-added" }));
  await userEvent.click(page.getByRole("treeitem", { name: /sku/ }), { button: "right" });
  await userEvent.click(page.getByRole("menuitem", { name: "Show as a column" }));
  await expect.element(page.getByRole("columnheader", { name: "sku" })).toBeVisible();
});

it("keeps the tabs and the verdict of the detail in sight of a low dock", async () => {
  const { bus } = await openList({ width: 1_100, height: 260 });
  bus.emit(added({ sku: "A-1" }));
  await userEvent.click(page.getByRole("gridcell", { name: "cart.item-added" }));
  const detail = page.getByRole("article", { name: "Event cart.item-added" });
  const bottom = () => detail.element().getBoundingClientRect().bottom;
  for (const name of ["Payload", "Why", "Deliveries", "State", "Raw"]) {
    const tab = detail.getByRole("tab", { name });
    await expect.element(tab).toBeVisible();
    expect(tab.element().getBoundingClientRect().bottom).toBeLessThan(bottom() - 40);
  }
  await expect.element(detail.getByRole("button", { name: "Run again" })).toBeVisible();
});
