import { expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { added, openList, paid, ticked } from "./list-page.tsx";

const filter = page.getByRole("combobox", { name: "Filter events" });
const grid = page.getByRole("treegrid", { name: "Events" });
const row = (name: string | RegExp) => grid.getByRole("row", { name });

it("folds a burst, and opens and closes it by keys and by a click", async () => {
  const { bus } = await openList();
  bus.emit(added({ sku: "A" }));
  for (let n = 0; n < 40; n += 1) bus.emit(ticked({ n }));
  const fold = row(/cart\.ticked × 40/);
  await expect.element(fold).toHaveAttribute("aria-expanded", "false");
  await userEvent.click(fold);
  await expect.element(fold).toHaveAttribute("aria-expanded", "true");
  await expect.element(grid).toHaveAttribute("aria-rowcount", "43");
  await userEvent.keyboard("{ArrowLeft}");
  await expect.element(fold).toHaveAttribute("aria-expanded", "false");
  await userEvent.keyboard("{ArrowRight}{ArrowDown}");
  await expect.element(row(/n: 0/)).toHaveAttribute("aria-selected", "true");
  await userEvent.keyboard("{ArrowLeft}{Enter}");
  await expect.element(fold).toHaveAttribute("aria-expanded", "false");
});

it("shows what reached nobody in its place, and opens it with its reason", async () => {
  const { bus } = await openList();
  bus.emit(added({ sku: "A" }));
  bus.emit(paid({ total: 500 }));
  bus.emit(added({ sku: "B" }));
  await expect.element(row(/payment\.captured .*stopped/)).toHaveAttribute("aria-rowindex", "3");
  await userEvent.click(row(/payment\.captured .*stopped/));
  const detail = page.getByRole("article", { name: "Undelivered payment.captured" });
  await expect.element(detail).toHaveTextContent("Reached nobody. A middleware stopped it: limit.");
  await expect.element(detail).toHaveTextContent("500");
  await userEvent.keyboard("{Escape}");
  await expect.element(detail).not.toBeInTheDocument();
});

it("completes a filter by keys, and goes on to the rows", async () => {
  const { bus } = await openList();
  bus.emit(added({ sku: "A-1" }));
  bus.emit(paid({ total: 5 }));
  await expect.element(row(/cart\.item-added/)).toBeVisible();
  await userEvent.click(filter);
  await userEvent.keyboard("ty");
  await expect.element(page.getByRole("option", { name: /^type:/ })).toBeVisible();
  await userEvent.keyboard("{ArrowDown}{Enter}");
  await expect.element(filter).toHaveValue("type:");
  await userEvent.keyboard("pay");
  await expect.element(page.getByRole("option", { name: /payment\.captured/ })).toBeVisible();
  await userEvent.keyboard("{ArrowDown}");
  await expect.element(filter).toHaveAttribute("aria-activedescendant", "completion-0");
  await userEvent.keyboard("{Tab}");
  await expect.element(filter).toHaveValue("type:payment.captured ");
  await expect.element(filter).toHaveAccessibleDescription("1 of 2");
  await userEvent.keyboard("payload.t{ArrowDown}{Enter}>4{Enter}");
  await expect.element(filter).toHaveValue("type:payment.captured payload.total:>4");
  await userEvent.keyboard("{ArrowUp}");
  await expect.element(row(/payment\.captured/)).toHaveAttribute("aria-selected", "true");
});

it("says what is wrong with a filter at the character, and keeps the one before", async () => {
  const { bus } = await openList();
  bus.emit(added({ sku: "A-1" }));
  await userEvent.fill(filter, "is:bogus");
  await expect.element(page.getByRole("alert")).toHaveTextContent("failed");
  await expect.element(row(/cart\.item-added/)).toBeVisible();
});

it("narrows by what a cell says, by a right click and by keys", async () => {
  const { bus } = await openList();
  bus.emit(added({ sku: "A-1" }));
  bus.emit(paid({ total: 5 }));
  await userEvent.click(row(/cart\.item-added/).getByText("cart.item-added"), { button: "right" });
  await expect.element(page.getByRole("menuitem").first()).toHaveTextContent("Only type cart.item-added");
  await userEvent.click(page.getByRole("menuitem", { name: "Not type cart.item-added" }));
  await expect.element(filter).toHaveValue('-type:"cart.item-added"');
  await expect.element(row(/cart\.item-added/)).not.toBeInTheDocument();
  await userEvent.keyboard("{Escape}");
  await userEvent.click(page.getByRole("button", { name: "Clear the filter" }));
  await userEvent.click(row(/payment\.captured/));
  await userEvent.keyboard("{Shift>}{F10}{/Shift}");
  await expect.element(page.getByRole("menu", { name: "Row" })).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expect.element(filter).toHaveValue('type:"payment.captured"');
});

it("counts what is worth a look, and shows it at a press", async () => {
  const { bus } = await openList();
  bus.emit(paid({ total: 5 }));
  bus.emit(paid({ total: -5 }));
  bus.emit(paid({ total: 500 }));
  const failed = page.getByRole("button", { name: "Failed 1" });
  await expect.element(page.getByRole("button", { name: "Stopped 1" })).toBeVisible();
  await userEvent.click(failed);
  await expect.element(failed).toHaveAttribute("aria-pressed", "true");
  await expect.element(grid).toHaveAttribute("aria-rowcount", "2");
  await userEvent.click(failed);
  await expect.element(grid).toHaveAttribute("aria-rowcount", "4");
});

it("fades what does not match, when it is asked to (jaeger-ui#389)", async () => {
  const { bus } = await openList();
  bus.emit(added({ sku: "A-1" }));
  bus.emit(paid({ total: 5 }));
  await userEvent.click(page.getByRole("button", { name: "Fade what does not match" }));
  await userEvent.fill(filter, "type:payment.*");
  await expect.element(row(/cart\.item-added/)).toHaveAttribute("data-dimmed", "true");
  await expect.element(row(/payment\.captured/)).not.toHaveAttribute("data-dimmed");
  await expect.element(filter).toHaveAccessibleDescription("1 of 2");
});

it("saves a filter under a name, and applies it", async () => {
  await openList();
  await userEvent.fill(filter, "is:failed");
  await userEvent.click(page.getByRole("button", { name: "Saved filters" }));
  await userEvent.fill(page.getByRole("textbox", { name: "Name for this filter" }), "Broken");
  await userEvent.keyboard("{Enter}{Escape}");
  await userEvent.click(page.getByRole("button", { name: "Clear the filter" }));
  await userEvent.click(page.getByRole("button", { name: "Saved filters" }));
  await userEvent.click(page.getByRole("button", { name: /^Broken/ }));
  await expect.element(filter).toHaveValue("is:failed");
});

it("shows columns of payload paths, resized by keys", async () => {
  const { bus } = await openList();
  bus.emit(added({ sku: "A-1" }));
  await expect.element(row(/cart\.item-added/)).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Columns" }));
  await userEvent.click(page.getByRole("menuitemcheckbox", { name: "Source" }));
  await expect.element(page.getByRole("columnheader", { name: /Source/ })).toBeVisible();
  await expect.element(row(/cart\.item-added/).getByText("shop")).toBeVisible();
  const handle = page.getByRole("separator", { name: "Width of Source" });
  const before = Number(handle.element().getAttribute("aria-valuenow"));
  handle.element().focus();
  await userEvent.keyboard("{ArrowRight}");
  await expect.element(handle).toHaveAttribute("aria-valuenow", String(before + 8));
});

it("takes the focus to the detail and back where one pane stands at a time", async () => {
  const { bus, grid: rows } = await openList({ width: 420 });
  bus.emit(added({ sku: "A-1" }));
  await expect.element(row(/cart\.item-added/)).toBeVisible();
  rows().focus();
  await userEvent.keyboard("{Home}{Enter}");
  const back = page.getByRole("button", { name: "Back to the list" });
  await expect.element(back).toBeVisible();
  const inside = () => document.activeElement?.shadowRoot?.activeElement?.closest(".detail-pane");
  expect(inside()).toBeTruthy();
  await userEvent.click(back);
  await expect.poll(() => rows().matches(":focus")).toBe(true);
  await userEvent.keyboard("{Enter}");
  await expect.element(back).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.poll(() => rows().matches(":focus")).toBe(true);
});

it("reads the counts of a filter aloud once, and not with every event", async () => {
  const { bus } = await openList();
  const said = () =>
    page
      .getByRole("status")
      .elements()
      .map(({ textContent }) => textContent)
      .filter((text) => text.includes(" of "));
  bus.emit(added({ sku: "A-1" }));
  bus.emit(added({ sku: "B-1" }));
  await expect.element(page.getByText("2", { exact: true }).first()).toBeVisible();
  expect(said()).toEqual([]);
  await userEvent.fill(filter, "A-1");
  await expect.poll(said).toEqual(["1 of 2"]);
  bus.emit(added({ sku: "A-1" }));
  await expect.element(filter).toHaveAccessibleDescription("2 of 3");
  expect(said()).toEqual(["1 of 2"]);
});

it("closes the saved filters by Escape, also while there are none", async () => {
  await openList();
  const button = page.getByRole("button", { name: "Saved filters" });
  await userEvent.click(button);
  await expect.element(page.getByRole("dialog", { name: "Saved filters" })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("dialog", { name: "Saved filters" })).not.toBeInTheDocument();
  await expect.poll(() => button.element().matches(":focus")).toBe(true);
});

it("shows about how large payloads are as a column", async () => {
  const { bus } = await openList();
  bus.emit(added({ sku: "x".repeat(64_000) }));
  await userEvent.click(page.getByRole("button", { name: "Columns" }));
  await userEvent.click(page.getByRole("menuitemcheckbox", { name: "Size" }));
  await expect.element(page.getByRole("columnheader", { name: /Size/ })).toBeVisible();
  await expect.element(row(/cart\.item-added/).getByText("64 kB", { exact: true })).toBeVisible();
});

it("pins an event above the list, where it outlives history", async () => {
  const { bus } = await openList();
  bus.emit(added({ sku: "A-1" }));
  await userEvent.click(row(/cart\.item-added/));
  await userEvent.keyboard("p");
  const pins = page.getByRole("region", { name: "1 pinned event" });
  await expect.element(pins).toHaveTextContent("cart.item-added");
  bus.history.clear();
  await expect.element(row(/cart\.item-added/)).not.toBeInTheDocument();
  await expect.element(pins).toHaveTextContent('sku: "A-1"');
  await userEvent.click(pins.getByRole("button", { name: /^Unpin/ }));
  await expect.element(pins).not.toBeInTheDocument();
});

it("goes from failure to failure, and to others of the same type", async () => {
  const { bus } = await openList();
  for (const total of [1, -2, 3, -4]) {
    bus.emit(paid({ total }));
    bus.emit(added({ sku: `A${total}` }));
  }
  await userEvent.click(row(/total: 1/));
  await userEvent.keyboard("n");
  await expect.element(row(/total: -2/)).toHaveAttribute("aria-selected", "true");
  await userEvent.keyboard("n");
  await expect.element(row(/total: -4/)).toHaveAttribute("aria-selected", "true");
  await userEvent.keyboard("{Shift>}N{/Shift}");
  await expect.element(row(/total: -2/)).toHaveAttribute("aria-selected", "true");
  await userEvent.keyboard("]");
  await expect.element(row(/total: 3/)).toHaveAttribute("aria-selected", "true");
});

it("says what to do when nothing matches, and names the nearest types", async () => {
  const { bus } = await openList();
  bus.emit(added({ sku: "A-1" }));
  await userEvent.fill(filter, "type:cart.item-aded");
  await expect.element(page.getByText("0 of 1").last()).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "cart.item-added" }));
  await expect.element(filter).toHaveValue('type:"cart.item-added"');
  await expect.element(row(/cart\.item-added/)).toBeVisible();
});

it("has rows of two lines and the filter behind an icon where there is no room", async () => {
  const { bus } = await openList({ width: 400, height: 600 });
  bus.emit(added({ sku: "A-1" }));
  await expect.element(row(/cart\.item-added/)).toHaveAttribute("data-tall", "true");
  await expect.element(filter).not.toBeInTheDocument();
  await userEvent.click(page.getByRole("button", { name: "Filter", exact: true }));
  await expect.element(filter).toBeVisible();
});

it("picks several with Shift and Ctrl, by pointer and by keys", async () => {
  const { bus } = await openList();
  for (const sku of ["A", "B", "C", "D"]) bus.emit(added({ sku }));
  const selected = () =>
    [1, 2, 3, 4].filter((position) =>
      grid
        .getByRole("row", { selected: true })
        .elements()
        .some(({ id }) => id === `row-${position}`),
    );
  await userEvent.click(row(/sku: "A"/));
  await userEvent.click(row(/sku: "C"/), { modifiers: ["Shift"] });
  await expect.poll(selected).toEqual([1, 2, 3]);
  await userEvent.click(row(/sku: "B"/), { modifiers: ["Control"] });
  await expect.poll(selected).toEqual([1, 3]);
  await userEvent.keyboard("{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
  await expect.poll(selected).toEqual([2, 3, 4]);
  await userEvent.keyboard("{ArrowUp}");
  await expect.poll(selected).toEqual([3]);
  await userEvent.keyboard("{Control>}a{/Control}");
  await expect.poll(selected).toEqual([1, 2, 3, 4]);
});
