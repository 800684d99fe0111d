import { expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { added, type ListPage, openList, paid } from "./list-page.tsx";

const rows = 1_000_000;
const rowHeight = 26;

/** The rows in sight, by the number of their event, and how far the first is below the header. */
function inSight(grid: HTMLElement): { readonly first: number; readonly y: number; readonly positions: readonly number[] } {
  const top = grid.getBoundingClientRect().top + (grid.querySelector(".list-header")?.getBoundingClientRect().height ?? 0);
  const seen = [...grid.querySelectorAll<HTMLElement>(".row")]
    .map((row) => ({ position: Number(row.dataset["position"]), y: row.getBoundingClientRect().top - top }))
    .filter(({ y }) => y > -rowHeight && y < grid.clientHeight)
    .toSorted((one, other) => one.y - other.y);
  return { first: seen[0]?.position ?? 0, y: seen[0]?.y ?? 0, positions: seen.map(({ position }) => position) };
}

/** The list's own pixel at the top of the view. */
function topOf(grid: HTMLElement): number {
  const { first, y } = inSight(grid);
  return first * rowHeight - y;
}

async function scrollTo({ grid, drawn }: ListPage, scrollTop: number): Promise<void> {
  grid().scrollTop = scrollTop;
  await drawn();
}

it("scrolls a million rows row by row, and spans all of them with the scroll bar (TanStack/query#11149, SigNoz#4490, #1493)", { timeout: 60_000 }, async () => {
  const list = await openList({
    maxEvents: rows,
    before: (bus) => {
      for (let n = 0; n < rows; n += 1) bus.emit(n % 2 === 0 ? added({ sku: "A" }) : paid({ total: 1 }));
    },
  });
  const grid = list.grid();
  await vi.waitFor(() => expect(inSight(grid).positions.at(-1)).toBe(rows));
  expect(grid).toHaveAttribute("aria-rowcount", String(rows + 1));
  // In the middle, where a pixel of the scroll bar is many rows.
  await scrollTo(list, grid.scrollHeight / 2);
  const middle = inSight(grid);
  expect(Math.abs(middle.first - rows / 2)).toBeLessThan(rows / 100);
  expect(middle.positions).toEqual(middle.positions.map((_, index) => middle.first + index));
  const at = topOf(grid);
  for (let turn = 1; turn <= 8; turn += 1) {
    await scrollTo(list, grid.scrollTop + rowHeight);
    expect(Math.abs(topOf(grid) - at - turn * rowHeight)).toBeLessThan(1);
  }
  // When nobody scrolls any more the scroll bar goes where it belongs, and the rows stay.
  const before = topOf(grid);
  await vi.waitFor(() => expect(grid.scrollTop).not.toBe(Math.round(grid.scrollHeight / 2) + 8 * rowHeight));
  expect(Math.abs(topOf(grid) - before)).toBeLessThan(1);
  await scrollTo(list, 0);
  expect(inSight(grid)).toMatchObject({ first: 1, y: 0 });
  await scrollTo(list, grid.scrollHeight);
  expect(inSight(grid).positions.at(-1)).toBe(rows);
});

it("stays where it is read while events come, says how many, and follows again with End", async () => {
  const list = await openList();
  for (let n = 0; n < 200; n += 1) list.bus.emit(n % 2 === 0 ? added({ sku: "A" }) : paid({ total: n / 10 }));
  const grid = list.grid();
  await vi.waitFor(() => expect(inSight(grid).positions.at(-1)).toBe(200));
  await scrollTo(list, 1_000);
  const { first } = inSight(grid);
  for (let n = 0; n < 40; n += 1) list.bus.emit(n % 2 === 0 ? added({ sku: "B" }) : paid({ total: n }));
  await expect.element(page.getByRole("button", { name: "+40 new" })).toBeVisible();
  expect(inSight(grid).first).toBe(first);
  grid.focus();
  await userEvent.keyboard("{End}");
  await vi.waitFor(() => expect(inSight(grid).positions.at(-1)).toBe(240));
  list.bus.emit(added({ sku: "C" }));
  await vi.waitFor(() => expect(inSight(grid).positions.at(-1)).toBe(241));
});

it("keeps the selected row mounted when it is scrolled away (TanStack/query PR#11150)", async () => {
  const list = await openList();
  for (let n = 0; n < 300; n += 1) list.bus.emit(n % 2 === 0 ? added({ sku: "A" }) : paid({ total: 1 }));
  const grid = list.grid();
  await vi.waitFor(() => expect(inSight(grid).positions.at(-1)).toBe(300));
  grid.focus();
  await userEvent.keyboard("{ArrowUp}{ArrowUp}");
  const selected = grid.getAttribute("aria-activedescendant");
  expect(selected).toBe("row-299");
  await scrollTo(list, 0);
  await expect.poll(() => inSight(grid).first).toBe(1);
  expect(grid.querySelectorAll('[id="row-299"]')).toHaveLength(1);
  expect(grid).toHaveAttribute("aria-activedescendant", "row-299");
  await userEvent.keyboard("{ArrowDown}");
  await expect.poll(() => inSight(grid).positions).toContain(300);
});
