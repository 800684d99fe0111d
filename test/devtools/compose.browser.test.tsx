import { expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { openPanel, placed, valid } from "./compose-page.tsx";

const drawer = page.getByRole("dialog", { name: "Compose an event" });

async function openDrawer() {
  const opened = await openPanel();
  const heard = vi.fn<(payload: unknown) => void>();
  opened.bus.subscribe("order.#", (event) => heard(event.payload), { name: "Ledger" });
  await userEvent.click(page.getByRole("button", { name: "Compose an event" }).first());
  await expect.element(drawer).toBeVisible();
  return { ...opened, heard };
}

async function chooseType() {
  await userEvent.fill(drawer.getByRole("combobox", { name: "Type" }), "plac");
  await userEvent.keyboard("{ArrowDown}{Enter}");
  await expect.element(drawer).toHaveTextContent("Somebody bought something");
}

it("is filled in, checked at each field, and emitted once per press (ServicePulse#2424)", async () => {
  const { heard } = await openDrawer();
  await chooseType();
  await expect.element(drawer).toHaveTextContent("What the shelf calls it");
  await userEvent.fill(drawer.getByLabelText("sku"), "A-1");
  await userEvent.fill(drawer.getByLabelText("count"), "99");
  await expect.element(drawer).toHaveTextContent("Too big");
  await userEvent.fill(drawer.getByLabelText("count"), "2");
  await userEvent.click(drawer.getByRole("button", { name: "Add to tags" }));
  await userEvent.fill(drawer.getByRole("textbox", { name: "0." }), "new");
  await userEvent.fill(drawer.getByLabelText("last4"), "4242");
  await expect.element(drawer).toHaveTextContent("Would reach 1 listener: Ledger");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.element(drawer).toHaveTextContent("Emitted. Reached 1 of 1 listener");
  expect(heard.mock.calls).toEqual([[valid]]);
  await userEvent.click(drawer.getByRole("button", { name: "Emit", exact: true }));
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2));
});

it("changes between the branches of a union and brings back what a branch held", async () => {
  await openDrawer();
  await chooseType();
  await userEvent.fill(drawer.getByLabelText("last4"), "4242");
  await userEvent.selectOptions(drawer.getByRole("combobox", { name: "Kind of by" }), "invoice");
  await userEvent.fill(drawer.getByLabelText("days"), "14");
  await userEvent.selectOptions(drawer.getByRole("combobox", { name: "Kind of by" }), "card");
  await expect.element(drawer.getByLabelText("last4")).toHaveValue("4242");
});

it("adds and takes away an optional field", async () => {
  await openDrawer();
  await chooseType();
  await userEvent.click(drawer.getByRole("button", { name: "Add note" }));
  await userEvent.fill(drawer.getByLabelText("note", { exact: true }), "x");
  await userEvent.click(drawer.getByRole("button", { name: "Remove note" }));
  await expect.element(drawer.getByRole("button", { name: "Add note" })).toBeVisible();
});

it("switches to JSON and back, says where it is none, and lets Tab leave", async () => {
  await openDrawer();
  await chooseType();
  await userEvent.click(drawer.getByRole("button", { name: "Sample" }));
  await userEvent.click(drawer.getByRole("button", { name: "JSON", exact: true }));
  const text = drawer.getByRole("textbox", { name: "Payload as JSON" });
  await userEvent.fill(text, '{ "sku": "B-2" "count": 1 }');
  await expect.element(drawer).toHaveTextContent("Line 1, column 16: a comma or “}” is missing");
  await expect.element(drawer.getByRole("button", { name: "Form", exact: true })).toBeDisabled();
  await userEvent.fill(text, '{ "sku": "B-2", "count": 1, "tags": [], "by": { "method": "card", "last4": "1" } }');
  await userEvent.keyboard("{Tab}");
  expect(document.activeElement?.shadowRoot?.activeElement?.tagName).not.toBe("TEXTAREA");
  await userEvent.click(drawer.getByRole("button", { name: "Form", exact: true }));
  await expect.element(drawer.getByLabelText("sku")).toHaveValue("B-2");
});

it("opens the selected event by its key, closes by Escape, and gives the focus back", async () => {
  const { bus, panel } = await openPanel();
  bus.emit(placed(valid));
  bus.emit(placed({ ...valid, sku: "A-2" }));
  panel.state.deck?.events.open(1);
  await userEvent.click(page.getByRole("button", { name: "Record", exact: true }));
  await userEvent.keyboard("e");
  await expect.element(drawer.getByLabelText("sku")).toHaveValue("A-1");
  // The selection moves on; the drawer stays with what it was asked for.
  panel.state.deck?.events.open(2);
  await expect.element(drawer).toHaveTextContent("A copy of #1");
  await userEvent.click(drawer.getByRole("combobox", { name: "Type" }));
  await userEvent.keyboard("{Escape}{Escape}");
  await expect.element(drawer).not.toBeInTheDocument();
  expect(document.activeElement?.shadowRoot?.activeElement?.getAttribute("aria-label")).toBe("Record");
});

it("shows a failure to emit, and never a success", async () => {
  const { bus } = await openDrawer();
  bus.use({ name: "gate", beforePublish: () => false });
  await userEvent.fill(drawer.getByRole("combobox", { name: "Type" }), "some.thing");
  await userEvent.keyboard("{Enter}");
  await expect.element(drawer).toHaveTextContent("Nobody listens");
  await userEvent.click(drawer.getByRole("button", { name: "Emit", exact: true }));
  await expect.element(drawer).toHaveTextContent('Not emitted. The middleware "gate" stopped it');
});
