import { expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { itemAdded, openDeck } from "./deck-page.tsx";

function dropped(place: Element, file: File): void {
  const files = new DataTransfer();
  files.items.add(file);
  for (const type of ["dragenter", "dragover", "drop"])
    place.dispatchEvent(new DragEvent(type, { dataTransfer: files, bubbles: true, composed: true, cancelable: true }));
}

async function shop() {
  const opened = await openDeck();
  opened.bus.emit(itemAdded({ sku: "A-1", count: 1 }));
  await expect.element(page.getByRole("group", { name: "Deck" })).toHaveTextContent("live / 1");
  const lines = [...opened.bus.history.export()].join("\n");
  const drop = (text: string) => dropped(page.getByRole("group", { name: "Deck" }).element(), new File([text], "night.session.jsonl"));
  return { ...opened, lines, drop };
}

it("opens a dropped file as a bus of its own", async () => {
  const { panel, lines, drop } = await shop();
  drop(`${lines}\n${lines}`);
  await userEvent.click(page.getByRole("dialog", { name: "Open night.session.jsonl" }).getByRole("button", { name: "Open beside the buses" }));
  await expect.poll(() => panel.state.deck?.target.name).toBe("night.session.jsonl");
  expect(panel.state.deck?.target.log.size).toBe(2);
});

it("adds a dropped file to the history, delivering nothing", async () => {
  const { bus, lines, drop } = await shop();
  const heard: unknown[] = [];
  bus.subscribe("#", (event) => void heard.push(event));
  drop(lines);
  await userEvent.click(page.getByRole("button", { name: "Add to the history of shop" }));
  await expect.element(page.getByText("1 event of night.session.jsonl added to the history of shop, delivered to nobody.")).toBeVisible();
  expect([bus.history.size, heard.length]).toEqual([2, 0]);
});

it("says which line of a file cannot be read, and changes nothing", async () => {
  const { bus, panel, lines, drop } = await shop();
  drop(`${lines}\n{"half": `);
  await userEvent.click(page.getByRole("button", { name: "Open beside the buses" }));
  await expect.element(page.getByRole("alert")).toHaveTextContent("The file was not read: line 2: ");
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  expect([panel.state.targets.length, bus.history.size]).toEqual([1, 1]);
});

it("makes a test of the selection, and remembers what was said of the application", async () => {
  const { panel } = await shop();
  panel.state.deck!.sessions.makeTest([1]);
  const from = page.getByRole("textbox", { name: "Definitions from" });
  await userEvent.fill(from, "@shop/events");
  const code = page.getByRole("region", { name: "The test" });
  await expect.element(code).toHaveTextContent('import { itemAdded } from "@shop/events";');
  await expect.element(code).toHaveTextContent('bus.emit(itemAdded({ sku: "A-1", count: 1 }));');
  await userEvent.click(page.getByRole("button", { name: "Close", exact: true }));
  panel.state.deck!.sessions.makeTest([1]);
  await expect.element(from).toHaveValue("@shop/events");
});
