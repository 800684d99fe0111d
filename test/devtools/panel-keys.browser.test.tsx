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
