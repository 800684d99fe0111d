import { useEffect, useMemo } from "react";
import { createRoot } from "react-dom/client";
import { type Bus, type BusEvent, createBus } from "eventdeck";
import { expect, it, onTestFinished } from "vitest";
import { page, userEvent } from "vitest/browser";
import { createPanel } from "./why-panel.ts";
import { PanelContext, type PanelPlace } from "../../devtools/panel/panel-context.ts";
import { ShadowHost } from "./shadow-host.tsx";
import { useStore } from "../../devtools/panel/use-store.ts";
import { Deliveries } from "../../devtools/panel/why/deliveries.tsx";
import { Why } from "../../devtools/panel/why/why.tsx";
import { type DeckModel, storyOf } from "../../devtools/model/index.ts";

function Shown({ place, deck, tab }: { readonly place: PanelPlace; readonly deck: DeckModel; readonly tab: "why" | "deliveries" }) {
  useEffect(() => deck.connect(), [deck]);
  const { opened } = useStore(deck.events);
  const Tab = tab === "why" ? Why : Deliveries;
  return (
    <PanelContext.Provider value={useMemo(() => place, [place])}>
      <section className="deck" style={{ height: 500 }}>
        {opened && <Tab deck={deck} entry={opened} />}
      </section>
    </PanelContext.Provider>
  );
}

function show(bus: Bus, position: number, tab: "why" | "deliveries" = "why"): DeckModel {
  const { panel, deck } = createPanel(bus);
  const container = document.createElement("div");
  document.body.append(container);
  const root = createRoot(container);
  onTestFinished(() => {
    root.unmount();
    container.remove();
    panel.dispose();
    return bus.close({ drain: false });
  });
  const place: PanelPlace = Object.assign({ panel, deck, focusList: () => {}, filter: { current: null } });
  deck.events.open(position);
  root.render(
    <ShadowHost theme="light">
      <Shown place={place} deck={deck} tab={tab} />
    </ShadowHost>,
  );
  return deck;
}

function emit(bus: Bus, type: string, cause?: BusEvent): BusEvent {
  return bus.emit({ type, input: {}, options: { priority: "immediate", causationId: cause?.id, correlationId: cause?.correlationId } });
}

function story(): Bus {
  const bus = createBus({ source: "test", onError: () => {} });
  const root = emit(bus, "order.placed");
  const paid = emit(bus, "order.paid", root);
  emit(bus, "mail.sent", paid);
  emit(bus, "stock.taken", root);
  return bus;
}

const grid = page.getByRole("treegrid", { name: "Causes and consequences, with their times" });
const rowNames = () => Array.from(grid.element().querySelectorAll('[role="row"]'), (row) => row.querySelector(".why-type")?.textContent);

it("shows the tree of an event, and moves through it by keys", async () => {
  const deck = show(story(), 2);
  await expect.poll(() => grid.query() && rowNames()).toEqual(["order.placed", "order.paid", "mail.sent", "stock.taken"]);
  const selected = () => deck.events.state.opened?.event.type;
  grid.element().focus();
  await userEvent.keyboard("{ArrowDown}");
  expect(selected()).toBe("mail.sent");
  await userEvent.keyboard("c");
  await expect.poll(selected).toBe("order.paid");
  await userEvent.keyboard("{ArrowLeft}");
  await expect.poll(rowNames).toEqual(["order.placed", "order.paid", "stock.taken"]);
  await userEvent.keyboard("{ArrowLeft}");
  await expect.poll(selected).toBe("order.placed");
  await userEvent.keyboard("C{ArrowRight}");
  await expect.poll(rowNames).toHaveLength(4);
  expect(selected()).toBe("order.paid");
});

it("grows while it is open, and filters the list to its story", async () => {
  const bus = story();
  const deck = show(bus, 1);
  await expect.poll(() => grid.query() && rowNames()).toHaveLength(4);
  emit(bus, "late.one", bus.history.get(4)?.event);
  await expect.poll(rowNames).toEqual(["order.placed", "order.paid", "mail.sent", "stock.taken", "late.one"]);
  await page.getByRole("button", { name: "Filter to this story" }).click();
  expect(deck.events.state.text).toBe(`correlation:"${bus.history.get(1)?.event.correlationId}"`);
});

it("draws only what is in sight of 5,000 consequences (jaeger-ui#645)", async () => {
  const bus = createBus({ source: "test" });
  const root = emit(bus, "root");
  for (let nth = 1; nth < 5_000; nth += 1) emit(bus, "leaf", root);
  const deck = show(bus, 1);
  await expect.poll(() => storyOf(deck).state.visible.length, { timeout: 15_000 }).toBe(5_000);
  expect(rowNames().length).toBeLessThan(60);
  grid.element().focus();
  await userEvent.keyboard("{End}");
  await expect.poll(() => deck.events.state.opened?.position).toBe(5_000);
  await expect.element(grid).toHaveAttribute("aria-activedescendant", "why-4999");
});

it("moves the divider between names and bars by keys", async () => {
  show(story(), 1);
  const divider = page.getByRole("separator", { name: "Width of the names" });
  await expect.element(divider).toHaveAttribute("aria-valuenow", "46");
  divider.element().focus();
  await userEvent.keyboard("{ArrowRight}{ArrowRight}");
  await expect.element(divider).toHaveAttribute("aria-valuenow", "50");
});

it("lists everybody who was asked, with the error of who failed, and who is near but does not match", async () => {
  const bus = createBus({ source: "test", onError: () => {} });
  bus.subscribe("order.placed", () => {}, { name: "Ledger" });
  bus.subscribe("order.placed", () => {}, { name: "Picky", filter: () => false });
  bus.subscribe("order.plcaed", () => {}, { name: "Typo" });
  const fail = () => {
    throw new Error("badge", { cause: new TypeError("total is undefined") });
  };
  bus.subscribe("order.placed", fail, { name: "Badge" });
  emit(bus, "order.placed");
  const deck = show(bus, 1, "deliveries");
  await expect.element(page.getByText("Nobody watched when it was delivered")).toBeVisible();
  emit(bus, "order.placed");
  await expect.poll(() => deck.target.log.lastPosition).toBe(2);
  deck.events.open(2);
  await expect.element(page.getByText("3 listeners asked, 2 called.")).toBeVisible();
  await expect.element(page.getByText("its filter did not let it through")).toBeVisible();
  await expect.element(page.getByText("TypeError: total is undefined")).toBeVisible();
  await page.getByText("1 listener did not match").click();
  await expect.element(page.getByText('order.plcaed ≠ order.placed: "plcaed" is not "placed"')).toBeVisible();
});
