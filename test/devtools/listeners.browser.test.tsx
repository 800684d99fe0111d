import { expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { listenersOf } from "../../devtools/model/index.ts";
import { openPanel, placed, valid } from "./compose-page.tsx";

const table = page.getByRole("treegrid", { name: "Subscriptions" });
const view = page.getByRole("region", { name: "Listeners" });

it("lists who listens by type, and what nobody hears", async () => {
  const { bus } = await openPanel("listeners");
  bus.subscribe(placed, () => {}, { name: "Ledger" });
  bus.subscribe("order.*", () => {}, { name: "Analytics" });
  bus.emit(placed(valid));
  bus.emit({ type: "page.viewed", input: 1, options: { priority: "immediate" } });
  await expect.element(table.getByRole("row", { name: /order\.placed.*2 listeners/ })).toBeVisible();
  await expect.element(table.getByRole("row", { name: /Ledger order\.placed/ })).toHaveTextContent("1");
  await expect.element(view).toHaveTextContent("1 type emitted that nobody listens to");
});

it("lists as unheard what only a listener of every type hears, and says so", async () => {
  const { bus } = await openPanel("listeners");
  bus.subscribe("#", () => {}, { name: "Logger" });
  bus.emit(placed(valid));
  await expect.element(view).toHaveTextContent("1 type emitted that nobody listens to");
  await userEvent.click(page.getByText("1 type emitted that nobody listens to"));
  await expect.element(view).toHaveTextContent("Apart from Logger: who listens to every type (#) says nothing about one of them.");
});

it("is worked by keyboard: collapses, opens a place, asks before it ends", async () => {
  const { bus } = await openPanel("listeners");
  const subscription = bus.subscribe(placed, () => {}, { name: "Ledger" });
  await expect.element(table.getByRole("row", { name: /Ledger/ })).toBeVisible();
  await vi.waitFor(() => {
    const element = table.element();
    if (element instanceof HTMLElement) element.focus();
    expect(document.activeElement?.shadowRoot?.activeElement).toBe(element);
  });
  await userEvent.keyboard("{ArrowLeft}");
  await expect.element(table.getByRole("row", { name: /Ledger/ })).not.toBeInTheDocument();
  await userEvent.keyboard("{ArrowRight}{ArrowDown}{Enter}");
  await expect.element(view).toHaveTextContent("Not recorded: it was made before");
  await userEvent.keyboard("{Delete}");
  const question = page.getByRole("alertdialog", { name: "End Ledger?" });
  await userEvent.click(question.getByRole("button", { name: "Keep" }));
  expect(subscription.active).toBe(true);
  await userEvent.click(table.getByRole("button", { name: "End Ledger" }));
  await userEvent.click(question.getByRole("button", { name: "End it" }));
  await vi.waitFor(() => expect(subscription.active).toBe(false));
});

it("says that durations are not watched while recording is off", async () => {
  const { bus, panel } = await openPanel("listeners");
  bus.subscribe(placed, () => {}, { name: "Ledger" });
  panel.state.deck?.record(false);
  await expect.element(table.getByRole("row", { name: /Ledger/ }).getByText("not watched")).toBeVisible();
});

it("draws only the rows in sight of 10,000 subscriptions", async () => {
  const { bus, panel } = await openPanel("listeners");
  for (let nth = 0; nth < 10_000; nth += 1) bus.subscribe("order.*", () => {}, { name: `L${nth}` });
  if (panel.state.deck) listenersOf(panel.state.deck).group("none");
  await expect.element(view).toHaveTextContent("10,000 subscriptions");
  expect(table.getByRole("row").elements().length).toBeLessThan(60);
  await userEvent.fill(page.getByRole("searchbox", { name: "Filter listeners" }), "L9999");
  await expect.element(table.getByRole("row", { name: /L9999/ })).toBeVisible();
});

it("stands in cards where it is narrow", async () => {
  const { bus } = await openPanel("listeners", 390);
  bus.subscribe(placed, () => {}, { name: "Ledger" });
  const row = table.getByRole("row", { name: /Ledger/ });
  await expect.element(row).toHaveTextContent("0 delivered");
  const { width, right } = row.element().getBoundingClientRect();
  expect(width).toBeGreaterThan(300);
  expect(right).toBeLessThanOrEqual(390);
});

it("puts the cursor into its filter by /, and Escape changes nothing of the events behind it", async () => {
  const { bus, panel } = await openPanel("listeners");
  bus.subscribe(placed, () => {}, { name: "Ledger" });
  panel.filter("type:order.*");
  await expect.element(table.getByRole("row", { name: /Ledger/ })).toBeVisible();
  const element = table.element();
  if (element instanceof HTMLElement) element.focus();
  await userEvent.keyboard("/");
  const filter = page.getByRole("searchbox", { name: "Filter listeners" });
  await expect.poll(() => filter.element().matches(":focus")).toBe(true);
  await userEvent.keyboard("led");
  await expect.element(filter).toHaveValue("led");
  await userEvent.keyboard("{Escape}");
  expect(panel.state.deck?.events.state.text).toBe("type:order.*");
});
