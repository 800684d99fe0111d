import { expect } from "vitest";
import { page } from "vitest/browser";
import { createBus, defineEvent, payload, type Bus } from "eventdeck";
import type { PanelModel } from "../../devtools/model/index.ts";
import { createLocalTarget } from "../../devtools/target/index.ts";
import { showPanel } from "./panel-page.tsx";

export const added = defineEvent("cart.item-added", payload<{ sku: string; n?: number }>(), { priority: "immediate" });
export const ticked = defineEvent("cart.ticked", payload<{ n: number }>(), { priority: "immediate" });
export const paid = defineEvent("payment.captured", payload<{ total: number }>(), { priority: "immediate" });

export interface ListPage {
  readonly bus: Bus;
  readonly panel: PanelModel;
  /** The element that scrolls. */
  readonly grid: () => HTMLElement;
  /** Two frames later everything that has happened is drawn. */
  readonly drawn: () => Promise<void>;
}

interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly maxEvents?: number;
  /** Before the panel opens. */
  readonly before?: (bus: Bus) => void;
}

/** A panel on a bus of its own; taken away when the test has ended. Totals above 100 are stopped by a middleware. */
export async function openList({ width = 1_100, height = 560, maxEvents = 10_000, before }: PageOptions = {}): Promise<ListPage> {
  const bus = createBus({
    source: "shop",
    events: [added, ticked, paid],
    history: { maxEvents, maxBytes: Number.MAX_SAFE_INTEGER },
    middleware: [{ name: "limit", beforePublish: (event) => (Number(Reflect.get(Object(event.payload), "total")) > 100 ? false : undefined) }],
    onError: () => {},
  });
  bus.subscribe(paid, ({ payload: { total } }) => {
    if (total < 0) throw new Error("A total is never negative.");
  });
  before?.(bus);
  const target = createLocalTarget(bus, { name: "shop", place: "here" });
  const panel = await showPanel(bus, target, { width, height });
  const grid = () => {
    const found = page.getByRole("treegrid", { name: "Events" }).element();
    if (!(found instanceof HTMLElement)) throw new Error("The list is no element of this page.");
    return found;
  };
  const drawn = () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
  await expect.element(page.getByRole("treegrid", { name: "Events" })).toBeInTheDocument();
  return { bus, panel, grid, drawn };
}
