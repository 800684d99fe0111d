import { afterEach, beforeEach, expect, it } from "vitest";
import { defineEvent, payload, type Bus } from "eventdeck";
import { createDeck, addColumn, fromHash, keepInAddress, PanelModel, readColumns, toHash } from "../../devtools/model/index.ts";
import { createLocalTarget, Store, type Target } from "../../devtools/target/index.ts";
import * as fc from "../fast-check.ts";
import { createScreen, quietBus } from "./painted.ts";

const placed = defineEvent("order.placed", payload<{ total: number }>(), { priority: "immediate" });

let bus: Bus;
let target: Target;
let hash: string;
let changed: () => void;
const bar = {
  get hash() {
    return hash;
  },
  replace: (next: string) => void (hash = next),
  onChange: (take: () => void) => {
    changed = take;
    return () => (changed = () => {});
  },
};

function openPanel(): PanelModel {
  return new PanelModel({ createDeck, ...createScreen(), targets: new Store<readonly Target[]>([target]) });
}

beforeEach(() => {
  bus = quietBus();
  target = createLocalTarget(bus, { name: "shop" });
  hash = "";
  for (let total = 1; total < 4; total += 1) bus.emit(placed({ total }));
});

afterEach(async () => {
  target.close();
  await bus.close();
});

it("writes the whole view into the address, and makes the same view of it in another panel", () => {
  const panel = openPanel();
  const leave = keepInAddress(panel, bar);
  panel.state.deck?.events.filter('type:order.* payload.total:>1 "a & b"');
  panel.state.deck?.events.press("failed");
  panel.state.deck?.events.configure({ dim: true });
  addColumn(panel.preferences, "payload.items[0].sku");
  panel.state.deck?.events.open(2);
  panel.go("listeners");
  leave();
  const other = openPanel();
  keepInAddress(other, bar)();
  expect(other.state.view).toBe("listeners");
  expect(other.state.deck?.events.state).toMatchObject({
    text: 'type:order.* payload.total:>1 "a & b"',
    pressed: ["failed"],
    cursor: 2,
    settings: { dim: true },
  });
  expect(other.state.deck?.events.state.opened?.position).toBe(2);
  expect(readColumns(other.preferences).map(({ id }) => id)).toContain("payload.items[0].sku");
  panel.dispose();
  other.dispose();
});

it("is empty for the view that everybody starts with", () => {
  const panel = openPanel();
  const leave = keepInAddress(panel, bar);
  panel.state.deck?.events.filter("order");
  expect(hash).toBe("#filter=order");
  panel.state.deck?.events.filter("");
  expect(hash).toBe("");
  leave();
  panel.dispose();
});

it("follows an address that somebody else has changed, and nothing after it has ended", () => {
  const panel = openPanel();
  const leave = keepInAddress(panel, bar);
  hash = "#filter=type%3Aorder.*&only=slow,nonsense&at=3";
  changed();
  expect(panel.state.deck?.events.state).toMatchObject({ text: "type:order.*", pressed: ["slow"], cursor: 3, opened: undefined });
  leave();
  panel.state.deck?.events.filter("");
  expect(hash).toContain("order");
  panel.dispose();
});

it("brings any filter through an address", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (filter) => {
      const view = { view: "events", filter, chips: [], dim: false, columns: [], open: false };
      expect(fromHash(toHash(view))).toEqual(view);
    }),
  );
});

it("leaves what was remembered as it is where the address asks for nothing, and says it there", () => {
  const panel = openPanel();
  addColumn(panel.preferences, "payload.total");
  panel.go("health");
  const leave = keepInAddress(panel, bar);
  expect(panel.state.view).toBe("health");
  expect(readColumns(panel.preferences).map(({ id }) => id)).toContain("payload.total");
  expect(hash).toBe("#view=health&column=payload.total");
  leave();
  panel.dispose();
});
