import { expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { createProjection } from "eventdeck/projection";
import { itemAdded, openDeck } from "./deck-page.tsx";

const deck = page.getByRole("group", { name: "Deck" });
const press = (name: string) => userEvent.click(deck.getByRole("button", { name, exact: true }));

async function shop(count = 3) {
  const opened = await openDeck();
  const heard: string[] = [];
  opened.bus.subscribe(itemAdded, ({ payload: { sku }, replay }) => void heard.push(replay ? `${sku} again` : sku), { name: "CartBadge" });
  opened.bus.subscribe(itemAdded, () => {}, { name: "Analytics", replays: false });
  const items = createProjection(opened.bus, { name: "items", initial: 0, reducers: (on) => on(itemAdded, (sum, event) => sum + event.payload.count) });
  for (let index = 1; index <= count; index += 1) opened.bus.emit(itemAdded({ sku: `A-${index}`, count: 1 }));
  heard.length = 0;
  return { ...opened, heard, items };
}

it("looks at the past without running a handler, and goes back to live", async () => {
  const { items, heard } = await shop();
  // The present is the state after #3.
  await press("Step back");
  await expect.element(deck).toHaveTextContent("Viewing #2, live continues");
  expect(items.state).toBe(2);
  await press("Back to live");
  await expect.element(deck).toHaveTextContent("live / 3");
  expect([items.state, ...heard]).toEqual([3]);
});

it("says who will hear it before it runs again, and how it went (redux-devtools PR#263, ServicePulse#391)", async () => {
  const { heard } = await shop();
  await userEvent.click(deck.getByRole("group", { name: "Mode" }).getByRole("button", { name: "Run again" }));
  await expect.element(deck).toHaveTextContent("Run again emits 3 events: CartBadge will hear it; Analytics will not: it does not listen to replays");
  expect(heard).toEqual([]);
  await userEvent.selectOptions(deck.getByRole("combobox", { name: "Speed" }), "max");
  await userEvent.click(deck.getByTitle("Emit it to the handlers again (Space)"));
  await expect.element(deck).toHaveTextContent("Played everything: 3 of 3 events · 3 deliveries · 0 failed");
  expect(heard).toEqual(["A-1 again", "A-2 again", "A-3 again"]);
});

it("leaves out who was unchecked, with the menu still open", async () => {
  const { heard } = await shop();
  await userEvent.click(deck.getByRole("group", { name: "Mode" }).getByRole("button", { name: "Run again" }));
  await expect.element(deck.getByRole("button", { name: "Who hears it" })).toHaveTextContent("1 of 2");
  await press("Who hears it");
  await userEvent.click(page.getByRole("menuitemcheckbox", { name: "CartBadge" }));
  await expect.element(page.getByRole("menuitemcheckbox", { name: "CartBadge" })).toHaveAttribute("aria-checked", "false");
  await userEvent.keyboard("{Escape}");
  await expect.element(deck).toHaveTextContent("nobody will hear it");
  await press("Emit the next event");
  await expect.element(deck).toHaveTextContent("1 of 3 events");
  expect(heard).toEqual([]);
});

it("is moved by its keys while the focus is in the list", async () => {
  const { heard } = await shop();
  await userEvent.click(page.getByText("A-1").first());
  await userEvent.keyboard(",");
  await expect.element(deck).toHaveTextContent("Viewing #2");
  await userEvent.keyboard(",");
  await expect.element(deck).toHaveTextContent("Viewing #1");
  await userEvent.keyboard(".");
  await expect.element(deck).toHaveTextContent("Viewing #2");
  await userEvent.keyboard("{Shift>} {/Shift}");
  await vi.waitFor(() => expect(heard.length).toBe(1));
});

it("says what it goes through, and where in all of it, with a filter and without", async () => {
  const { panel } = await shop();
  const scope = deck.getByRole("combobox", { name: "What is played" });
  await expect.element(scope).toHaveDisplayValue("no filter");
  panel.filter("A-1");
  await expect.element(scope).toHaveDisplayValue("the filter");
  // The filter ends at #1, and three were recorded.
  await expect.element(deck.getByTitle("1 event to go through")).toHaveTextContent("live / 3");
});

it("is a play button, a step and a position where there is no room", async () => {
  const { bus } = await openDeck(390, 600);
  bus.emit(itemAdded({ sku: "A-1", count: 1 }));
  await expect.element(deck).toHaveTextContent("live / 1");
  const shown = deck.element().querySelectorAll("button, select");
  const names = [...shown].filter((each) => each.checkVisibility()).map((each) => each.getAttribute("aria-label"));
  expect(names).toEqual(["Play through time", "Step"]);
});

it("draws once a frame at most while 9,000 events are run again", async () => {
  const { panel, heard } = await shop(9_000);
  const { replay } = panel.state.deck!;
  replay.setMode("run");
  replay.set({ speed: "max" });
  let drawn = 0;
  let frames = 0;
  const leave = replay.subscribe(() => (drawn += 1));
  let counting = true;
  const count = () => {
    frames += 1;
    if (counting) requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  replay.play();
  await expect.poll(() => replay.state.status, { timeout: 10_000 }).toBe("finished");
  counting = false;
  leave();
  expect(heard.length).toBe(9_000);
  expect(drawn).toBeLessThanOrEqual(frames + 6);
});
