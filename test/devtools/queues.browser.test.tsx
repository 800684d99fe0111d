import { expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Bus } from "eventdeck";
import { NonRetryableError, openQueue, type Queue } from "eventdeck/queue";
import { openPanel, placed, valid } from "./compose-page.tsx";
import { hostileTexts } from "./hostile-values.ts";

const view = page.getByRole("region", { name: "Queues" });
const views = page.getByRole("navigation", { name: "Views" });
const list = view.getByRole("listbox", { name: "Letters" });
const detail = view.getByRole("region", { name: "Dead letter", exact: true });

/** A queue whose consumer has refused everything, bound to the bus so that history has the events. */
async function brokenQueue(bus: Bus, count: number, why: (nth: number) => Error = () => new NonRetryableError("no stock")): Promise<Queue> {
  const queue = await openQueue(bus, "orders", { bind: placed });
  let nth = 0;
  const consumer = queue.consume(() => {
    nth += 1;
    const error = why(nth);
    throw error;
  });
  for (let each = 1; each <= count; each += 1) bus.emit(placed({ ...valid, count: each }));
  await vi.waitFor(async () => expect((await queue.info()).dead).toBe(count));
  await consumer.stop();
  return queue;
}

it("appears once the application opens a queue, and shows how it stands", async () => {
  const { bus } = await openPanel("events");
  await expect.element(views.getByRole("button", { name: "Health" })).toBeVisible();
  await expect.element(views.getByRole("button", { name: "Queues" })).not.toBeInTheDocument();
  const queue = await openQueue(bus, "orders", { bind: placed });
  await userEvent.click(views.getByRole("button", { name: "Queues" }));
  bus.emit(placed(valid));
  await expect.element(view.getByRole("table", { name: "Queues" }).getByRole("row", { name: /orders 1 0 0 0 0/ })).toBeVisible();
  await expect.element(view.getByRole("img", { name: /^Depth: 1 ready, 0 unacked, 0 delayed/ })).toBeVisible();
  await expect.element(view).toHaveTextContent("No dead letters");
  await userEvent.click(view.getByRole("button", { name: "Pause" }));
  await expect.element(view.getByRole("button", { name: "Resume" })).toBeVisible();
  expect((await queue.info()).paused).toBe(true);
});

it("says so where there is no queue", async () => {
  await openPanel("queues");
  await expect.element(view).toHaveTextContent("No queue is open");
});

it("asks before it purges, says how many went, and gives the focus back", async () => {
  const { bus } = await openPanel("queues");
  const queue = await openQueue(bus, "orders", { bind: placed });
  bus.emit(placed(valid));
  const purge = view.getByRole("button", { name: "Purge …" });
  await expect.element(purge).toHaveAttribute("aria-disabled", "false");
  await userEvent.click(purge);
  const question = page.getByRole("alertdialog", { name: "Purge orders?" });
  await expect.element(question).toHaveTextContent("1 event at this moment");
  await userEvent.keyboard("{Escape}");
  await expect.element(question).not.toBeInTheDocument();
  await expect.poll(() => purge.element().matches(":focus")).toBe(true);
  expect((await queue.info()).ready).toBe(1);
  await userEvent.click(purge);
  await userEvent.click(question.getByRole("button", { name: "Remove" }));
  await expect.element(view).toHaveTextContent("1 event was removed from orders.");
});

it("is worked by keyboard: opens a letter with its error, payload and place in history", async () => {
  const { bus } = await openPanel("queues");
  await brokenQueue(bus, 3);
  await expect.element(list.getByRole("option").nth(2)).toBeVisible();
  const element = list.element();
  if (element instanceof HTMLElement) element.focus();
  await userEvent.keyboard("{ArrowDown}{Enter}");
  await expect.element(detail).toHaveTextContent("NonRetryableError: no stock");
  await expect.element(detail.getByRole("tree", { name: "Payload" })).toHaveTextContent("count:2");
  await userEvent.keyboard("{Escape}");
  await userEvent.click(list.getByRole("option").nth(0));
  await userEvent.click(detail.getByRole("button", { name: /^In Events, #/ }));
  await expect.element(views.getByRole("button", { name: "Events" })).toHaveAttribute("aria-current", "page");
});

it("redrives a group once for a double press, and says how many went (ServicePulse #391)", async () => {
  const { bus } = await openPanel("queues");
  const queue = await brokenQueue(bus, 3);
  const groups = view.getByRole("list", { name: "Groups" });
  await userEvent.click(groups.getByRole("button", { name: /no stock/ }));
  await userEvent.dblClick(view.getByRole("button", { name: "Redrive these 3" }));
  await expect.element(view).toHaveTextContent("3 of 3 letters were put back into the queue.");
  expect(await queue.info()).toMatchObject({ ready: 3, dead: 0 });
});

it("gives the focus to what came of it, since what was pressed goes away", async () => {
  const { bus } = await openPanel("queues");
  await brokenQueue(bus, 2);
  const focused = () => document.activeElement?.shadowRoot?.activeElement;
  await userEvent.click(list.getByRole("option").nth(0));
  await userEvent.click(detail.getByRole("button", { name: "Redrive", exact: true }));
  await expect.element(detail).toHaveTextContent("It is no dead letter any more");
  await expect.poll(() => focused()?.textContent).toContain("1 of 1 letter was put back");
  await userEvent.click(list.getByRole("option").nth(0));
  await userEvent.click(detail.getByRole("button", { name: "Edit & redrive …" }));
  await userEvent.keyboard("{Escape}");
  await expect.poll(() => focused()?.getAttribute("role")).toBe("listbox");
});

it("edits by the form of the definition, and puts only the edited one back (ServicePulse #2424)", async () => {
  const { bus } = await openPanel("queues");
  const queue = await brokenQueue(bus, 1);
  await userEvent.click(list.getByRole("option").nth(0));
  await userEvent.click(detail.getByRole("button", { name: "Edit & redrive …" }));
  const editor = view.getByRole("region", { name: "Edit the letter" });
  await userEvent.fill(editor.getByRole("textbox", { name: "sku" }), "B-9");
  await userEvent.click(editor.getByRole("button", { name: "Redrive the edited one" }));
  await expect.element(view).toHaveTextContent("1 of 1 letter was put back with its new payload, and not as it was.");
  await expect.element(view.getByRole("button", { name: /^The original, #1/ })).toBeVisible();
  const came: unknown[] = [];
  queue.consume(({ event }) => void came.push(event.payload));
  await queue.idle();
  expect(came).toEqual([{ ...valid, count: 1, sku: "B-9" }]);
});

it("links an edited copy with its original, in the letter, in its result and beside the event, also when it dies again and another client has edited it", async () => {
  const { bus } = await openPanel("queues");
  const queue = await brokenQueue(bus, 1);
  const [letter] = await queue.deadLetters.list();
  // Another client, not this panel.
  await queue.deadLetters.redrive({ ids: [letter?.id ?? ""] }, () => ({ ...valid, sku: "B-9" }));
  const [copy] = await queue.deadLetters.edited(letter?.event.id ?? "");
  await userEvent.click(views.getByRole("button", { name: "Events" }));
  await userEvent.click(page.getByRole("gridcell", { name: "order.placed", exact: true }));
  await userEvent.click(page.getByRole("tab", { name: "Why" }));
  const beside = page.getByRole("region", { name: "Edited redrives" });
  await expect.element(beside).toHaveTextContent(`This event was put back into orders with another payload, as ${copy?.to}: it is in the queue`);
  const consumer = queue.consume(() => {
    throw new NonRetryableError("no stock again");
  });
  await expect.element(beside).toHaveTextContent("it is a dead letter again");
  await consumer.stop();
  await userEvent.click(beside.getByRole("button", { name: "Open its letter" }));
  await expect.element(detail).toHaveTextContent("NonRetryableError: no stock again");
  await expect
    .element(detail.getByRole("region", { name: "Edited redrives" }))
    .toHaveTextContent("The original, #1 was put back into orders with another payload, as this event");
  await userEvent.click(detail.getByRole("button", { name: "Edit & redrive …" }));
  await userEvent.click(view.getByRole("region", { name: "Edit the letter" }).getByRole("button", { name: "Redrive the edited one" }));
  const result = view.getByRole("region", { name: "The redriven copy" });
  await expect.element(result).toHaveTextContent("it died too, and was edited once more");
  await expect
    .element(result.getByRole("listitem").nth(1))
    .toHaveTextContent(/A copy of it \(not in history\) was put back into orders .*: it is in the queue/);
  queue.consume(() => {});
  await expect.element(result.getByRole("listitem").nth(1)).toHaveTextContent("it has left the queue");
  await userEvent.click(result.getByRole("button", { name: /^The original, #1/ }));
  await expect.element(views.getByRole("button", { name: "Events" })).toHaveAttribute("aria-current", "page");
});

it("asks before it discards, and keeps what was not asked about", async () => {
  const { bus } = await openPanel("queues");
  const queue = await brokenQueue(bus, 2);
  await userEvent.click(list.getByRole("option").nth(0));
  await userEvent.click(detail.getByRole("button", { name: "Discard …" }));
  const question = page.getByRole("alertdialog", { name: "Discard 1 letter?" });
  await userEvent.click(question.getByRole("button", { name: "Keep" }));
  expect((await queue.info()).dead).toBe(2);
  await userEvent.click(detail.getByRole("button", { name: "Discard …" }));
  await userEvent.click(question.getByRole("button", { name: "Discard" }));
  await expect.element(view).toHaveTextContent("1 of 1 letter was discarded.");
  expect((await queue.info()).dead).toBe(1);
});

it("shows hostile texts as text, and huge ones cut", async () => {
  const { bus } = await openPanel("queues");
  await brokenQueue(bus, hostileTexts.length, (nth) => new NonRetryableError(hostileTexts[nth - 1] ?? ""));
  const rows = list.getByRole("option");
  await expect.element(rows.nth(0)).toHaveTextContent("<img src=x");
  for (const nth of [0, 1, 2]) {
    await userEvent.click(rows.nth(nth));
    await expect.element(detail.getByText(/^NonRetryableError: /)).toBeVisible();
  }
  expect(Reflect.get(globalThis, "hostileRan")).toBeUndefined();
  expect(view.element().querySelectorAll("img, script").length).toBe(0);
});

it("opens a letter whose error is huge, with its payload still in sight", async () => {
  const { bus } = await openPanel("queues");
  await brokenQueue(bus, 1, () => {
    const error = new NonRetryableError("x".repeat(200_000));
    error.stack = `Error: x\n${Array.from({ length: 50_000 }, (_, nth) => `    at f${nth} (https://shop.example/app.js:${nth + 1}:1)`).join("\n")}`;
    return error;
  });
  await userEvent.click(list.getByRole("option").nth(0));
  await expect.element(detail).toHaveTextContent(/and [\d,]+ more characters/);
  await expect.element(detail).toHaveTextContent("Stack, 100 frames");
  expect(detail.element().getBoundingClientRect().height).toBeLessThan(1_000);
});

it("draws only the rows in sight of 1,000 letters", async () => {
  const { bus } = await openPanel("queues");
  const queue = await openQueue(bus, "orders", { prefetch: 100 });
  const consumer = queue.consume(() => {
    throw new NonRetryableError("no stock");
  });
  for (let each = 1; each <= 1_000; each += 1) await queue.enqueue({ type: "mail.sent", input: each });
  await queue.idle();
  await consumer.stop();
  await expect.element(view).toHaveTextContent("1,000 letters");
  expect(list.getByRole("option").elements().length).toBeLessThan(60);
});

it("stands in one column where it is narrow", async () => {
  const { bus } = await openPanel("queues", 390);
  await brokenQueue(bus, 1);
  await userEvent.click(list.getByRole("option").nth(0));
  await expect.element(detail).toBeVisible();
  expect(detail.element().getBoundingClientRect().right).toBeLessThanOrEqual(390);
  expect(detail.element().getBoundingClientRect().width).toBeGreaterThan(300);
});
