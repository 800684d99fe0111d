import type { BusEvent, HistoryEntry } from "eventdeck";

/** An event with everything filled in that the test does not care about. */
export function eventOf(from: Partial<BusEvent> = {}): BusEvent {
  const { id = "id-1", type = "cart.opened" } = from;
  return {
    id,
    type,
    topic: type,
    payload: undefined,
    source: "shop",
    time: 0,
    priority: "normal",
    correlationId: id,
    version: 1,
    headers: {},
    ...from,
  };
}

/** The smallest entry that the types allow, so that every optional field is missing unless given. */
export function entryOf(event: Partial<BusEvent> = {}, outcome: Partial<HistoryEntry["outcome"]> = {}, more: Partial<HistoryEntry> = {}): HistoryEntry {
  return { position: 1, event: eventOf(event), recordedAt: 0, outcome: { handlers: 1, failed: 0, skipped: 0, pending: 0, ...outcome }, ...more };
}

const added = entryOf(
  {
    id: "Evt-1",
    type: "cart.item.added",
    topic: "cart.Berlin.item",
    source: "shop-tab",
    payload: {
      sku: "A-1",
      total: 12.5,
      note: "Two Words or more",
      gift: true,
      coupon: null,
      items: [{ name: "Pear", "odd key": "x" }, { name: "Fig" }],
      url: "/api/cart",
      at: new Date(Date.UTC(2024, 4, 17)),
      stock: new Map<unknown, unknown>([
        ["pear", { left: 3 }],
        [7, "seven"],
      ]),
      big: 9_007_199_254_740_993n,
      code: "42",
    },
    headers: { "x-Tenant": "Acme", retries: 2, "deploy.region": "eu", cached: false },
  },
  { handlers: 2, waitedMs: 120, ranMs: 20 },
  { position: 10, listeners: ["totals", "Audit Log"] },
);
const removed = entryOf(
  { id: "evt-2", type: "Cart.cleared", topic: "cart.cleared", correlationId: "Evt-1", causationId: "Evt-1", payload: "all gone (12.5)", priority: "deferred" },
  { handlers: 0, skipped: 1 },
  { position: 20 },
);
const failed = entryOf(
  { id: "evt-3", type: "task.run", source: "worker", payload: [5, 50], priority: "immediate", replay: { run: "r", position: 3 } },
  { handlers: 1, failed: 1, pending: 1, ranMs: 0 },
  { position: 30, listeners: ["runner"] },
);
const imported = entryOf({ id: "evt-4", type: "task.done", payload: { total: 5, code: 42, sku: "" } }, { handlers: 0 }, { position: 40, imported: true });
/** Entries that differ in everything a filter can ask for. */
export const entries = { added, removed, failed, imported };
