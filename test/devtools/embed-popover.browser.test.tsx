import { expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { addToPage, hosts, openDevtools } from "./embed-page.ts";

async function openPanel() {
  openDevtools({ initiallyOpen: true });
  await expect.element(page.getByRole("treegrid", { name: "Events" }), { timeout: 10_000 }).toBeInTheDocument();
  return { host: hosts()[0]! };
}

function addPopover(html = "Menu", parent: Node = document.body): HTMLElement {
  const popover = addToPage("div", html, parent);
  popover.popover = "auto";
  return popover;
}

const isOpen = (element: HTMLElement) => element.matches(":popover-open");

it("leaves the page's popovers open while buttons, fields and menus of the panel are pressed (TanStack/query#1900)", async () => {
  const { host } = await openPanel();
  const popover = addPopover();
  popover.showPopover();
  await userEvent.click(page.getByRole("button", { name: "Dock at the right" }));
  await expect.element(page.getByRole("separator", { name: "Resize the panel" })).toHaveAttribute("aria-orientation", "vertical");
  await userEvent.click(page.getByRole("button", { name: "More", exact: true }));
  await userEvent.click(page.getByRole("menuitemcheckbox", { name: "Dark" }));
  await userEvent.click(page.getByRole("button", { name: "Dock at the bottom" }));
  await userEvent.click(page.getByRole("button", { name: "Filter", exact: true }));
  const field = page.getByRole("combobox", { name: "Filter events" });
  await userEvent.click(field);
  await userEvent.keyboard("sku");
  await expect.element(field).toHaveValue("sku");
  expect(isOpen(popover)).toBe(true);
  await expect.poll(() => host.popover).toBe(null);
});

it("leaves those open that others have opened, in whatever order they stand", async () => {
  await openPanel();
  const inner = addPopover("Submenu");
  const outer = addPopover("Menu <button>More choices</button>");
  outer.showPopover();
  inner.showPopover({ source: outer.querySelector("button")! });
  await userEvent.click(page.getByRole("button", { name: "Dock at the right" }));
  expect([isOpen(outer), isOpen(inner)]).toEqual([true, true]);
});

it("lets a press on the page close them", async () => {
  await openPanel();
  const popover = addPopover();
  popover.showPopover();
  await userEvent.click(page.getByRole("button", { name: "Dock at the right" }));
  addToPage("button", "Elsewhere");
  await userEvent.click(page.getByRole("button", { name: "Elsewhere" }));
  expect(isOpen(popover)).toBe(false);
});

it("leaves a popover in a modal dialog open, with the panel in that dialog", async () => {
  const { host } = await openPanel();
  const dialog = addToPage("dialog", "<p>Modal</p>");
  dialog.showModal();
  await expect.poll(() => host.parentNode).toBe(dialog);
  const popover = addPopover("Menu", dialog);
  popover.showPopover();
  await userEvent.click(page.getByRole("button", { name: "Dock at the right" }));
  expect(isOpen(popover)).toBe(true);
  await expect.poll(() => [host.popover, isOpen(host)]).toEqual(["manual", true]);
  dialog.close();
  await expect.poll(() => host.popover).toBe(null);
});
