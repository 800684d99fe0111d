import { expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { openPanel, placed, valid } from "./compose-page.tsx";

const card = (name: string) => page.getByRole("region", { name, exact: true });

it("shows how the bus is doing and what the panel costs", async () => {
  const { bus } = await openPanel("health");
  bus.subscribe(
    placed,
    () => {
      throw new Error("no stock");
    },
    { name: "Stock" },
  );
  await expect.element(card("Checks")).toHaveTextContent("healthy");
  bus.emit(placed(valid));
  await expect.element(card("Handling by type")).toHaveTextContent("order.placed");
  await expect.element(card("Failures by listener")).toHaveTextContent("Stock");
  await expect.element(card("Emitted per second")).toHaveTextContent(/Watched (for \d+ s|from now on)\./);
  await expect.element(card("History")).toHaveTextContent("Events: 1 of 10,000");
  await expect.element(card("This panel's own cost")).toHaveTextContent(/ms per second.*Nothing is left out.*not recorded, no cost/);
});

it("says that nothing is watched while recording is off, where a zero would be a lie", async () => {
  const { panel } = await openPanel("health");
  panel.state.deck?.record(false);
  await expect.element(card("Emitted per second")).toHaveTextContent("not watchedRecording is off.");
  panel.state.deck?.record(true);
  await expect.element(card("Emitted per second")).not.toHaveTextContent("Recording is off");
});

it("pauses the bus, steps, and lets it go on", async () => {
  const { bus } = await openPanel("health");
  const heard = vi.fn<(payload: unknown) => void>();
  bus.subscribe("later.*", (event) => heard(event.payload));
  await userEvent.click(card("Bus").getByRole("button", { name: "Pause the bus" }));
  await expect.element(card("Bus")).toHaveTextContent("Paused");
  bus.emit({ type: "later.told", input: 1 });
  bus.emit({ type: "later.told", input: 2 });
  await userEvent.click(card("Bus").getByRole("button", { name: "Step" }));
  await expect.element(card("Bus")).toHaveTextContent("One event was delivered.");
  expect(heard.mock.calls).toEqual([[1]]);
  await userEvent.click(card("Bus").getByRole("button", { name: "Resume" }));
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2));
});

it("sorts types, and shows the events of one", async () => {
  const { bus, panel } = await openPanel("health");
  bus.emit(placed(valid));
  const types = card("Handling by type");
  await userEvent.click(types.getByRole("button", { name: /^Emitted/ }));
  await expect.element(types.getByRole("columnheader", { name: /Emitted/ })).toHaveAttribute("aria-sort", "descending");
  await userEvent.click(types.getByRole("button", { name: "order.placed" }));
  expect(panel.state).toMatchObject({ view: "events" });
  expect(panel.state.deck?.events.state.text).toBe('type:"order.placed"');
});

it("has no filter of its own: / leads to that of the events", async () => {
  const { panel } = await openPanel("health");
  const figures = page.getByRole("group", { name: "Figures", exact: true });
  await expect.element(figures).toBeVisible();
  const element = figures.element();
  if (element instanceof HTMLElement) element.focus();
  await userEvent.keyboard("/");
  const filter = page.getByRole("combobox", { name: "Filter events" });
  await expect.element(filter).toBeVisible();
  await expect.poll(() => filter.element().matches(":focus")).toBe(true);
  expect(panel.state.view).toBe("events");
});
