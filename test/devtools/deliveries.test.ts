import { describe, expect, it } from "vitest";
import { deliveryRows, gapText, nowRows } from "../../devtools/model/why/deliveries.ts";
import { missesOf } from "../../devtools/model/why/deliveries-miss.ts";
import { deliveryText } from "../../devtools/model/why/deliveries-text.ts";
import { type Delivery, DeliveryLog, isDelivery } from "../../devtools/model/why/delivery-log.ts";
import { DeliveryRing } from "../../devtools/model/why/delivery-ring.ts";
import type { Listener, TargetRecord } from "../../devtools/target/index.ts";
import * as fc from "../fast-check.ts";
import { entryOf } from "./story-model.ts";

type DeliveryRecord = Extract<TargetRecord, { readonly kind: Delivery["kind"] }>;

function record(position: number, kind: "delivered" | "failed" | "skipped" | "refused", name = "A", at = position): DeliveryRecord {
  const { event } = entryOf(position, { id: String(position) });
  const told = { event, position, subscription: { id: name, name }, at };
  if (kind === "skipped") return { ...told, kind, by: "limit" };
  if (kind === "refused") return { ...told, kind, reason: "filtered" };
  return { ...told, kind, waitedMs: 1, durationMs: 2, ...(kind === "failed" && { error: `error ${position}` }) };
}

describe("the delivery log", () => {
  it("finds the deliveries of a position, oldest first, and holds neither event nor subscription", () => {
    const log = new DeliveryLog();
    const records = [record(1, "delivered", "A"), record(2, "failed", "B"), record(1, "skipped", "C")] as const;
    for (const one of records) log.add(one);
    expect(log.of(1)).toEqual([
      { kind: "delivered", position: 1, subscription: { id: "A", name: "A" }, at: 1, waitedMs: 1, durationMs: 2 },
      { kind: "skipped", position: 1, subscription: { id: "C", name: "C" }, at: 1, by: "limit" },
    ]);
    expect(log.of(2)).toMatchObject([{ kind: "failed", error: "error 2" }]);
    expect(log.of(1)[0]?.subscription).not.toBe(records[0].subscription);
  });

  it("keeps failures longer than successes, and tells none twice", () => {
    const log = new DeliveryLog();
    log.began(0);
    log.add(record(1, "failed"));
    log.add(record(1, "delivered", "B"));
    for (let position = 2; position <= 25_000; position += 1) log.add(record(position, position % 100 === 0 ? "failed" : "delivered"));
    expect(log.of(1)).toMatchObject([{ kind: "failed" }]);
    expect(log.of(24_900)).toHaveLength(1);
    expect([log.knows(1), log.knows(24_900), log.dropped]).toEqual(["some", "all", 5_001]);
  });

  it("knows when nobody watched", () => {
    const log = new DeliveryLog();
    log.began(10);
    log.ended(20);
    log.began(30);
    expect([10, 11, 20, 21, 30, 31].map((position) => log.knows(position))).toEqual(["none", "all", "all", "none", "none", "all"]);
  });

  it("tells no more failures twice than it keeps of them", () => {
    const log = new DeliveryLog();
    for (let nth = 0; nth < 3_000; nth += 1) log.add(record(7, "failed", "A", nth));
    expect(log.of(7)).toHaveLength(3_000);
  });

  it("takes only deliveries of recorded events that are no replay", () => {
    const { event } = entryOf(1, { id: "1" });
    expect(isDelivery(record(1, "refused"))).toBe(true);
    expect(isDelivery({ ...record(1, "delivered"), position: undefined })).toBe(false);
    expect(isDelivery({ ...record(1, "delivered"), event: { ...event, replay: { run: "r", position: 1 } } })).toBe(false);
    expect(isDelivery({ kind: "paused", at: 1 })).toBe(false);
  });

  it("answers as a list of the newest would, whatever positions come in which order", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 200 }), fc.integer({ min: 1, max: 16 }), (positions, capacity) => {
        const ring = new DeliveryRing(capacity);
        for (const [nth, position] of positions.entries()) ring.add(position, record(position, "delivered", "A", nth));
        const kept = positions.map((position, nth) => ({ position, nth })).slice(-capacity);
        for (let position = 0; position <= 40; position += 1) {
          expect(ring.of(position).map(({ at }) => at)).toEqual(kept.filter((each) => each.position === position).map(({ nth }) => nth));
        }
        expect(ring.dropped).toBe(Math.max(0, positions.length - capacity));
        expect(ring.forgottenUpTo).toBe(Math.max(0, ...positions.slice(0, Math.max(0, positions.length - capacity))));
      }),
    );
  });
});

describe("the rows of the deliveries", () => {
  const entry = (outcome: object, listeners?: readonly string[]) => ({ ...entryOf(1, { id: "e", outcome }), listeners });
  const logged = (...records: readonly DeliveryRecord[]) => {
    const log = new DeliveryLog();
    for (const one of records) log.add(one);
    return log.of(1);
  };

  it("shows trouble first, and who was asked and did not want it last", () => {
    const rows = deliveryRows(
      entry({ handlers: 3, failed: 1, skipped: 1 }, ["A", "B", "C"]),
      logged(record(1, "refused", "D"), record(1, "delivered", "A"), record(1, "failed", "B"), record(1, "skipped", "C")),
    );
    expect(rows.map(({ name, kind }) => [name, kind])).toEqual([
      ["B", "failed"],
      ["C", "skipped"],
      ["A", "delivered"],
      ["D", "filtered"],
    ]);
    expect(rows.map(deliveryText)).toEqual(["failed: error 1", "skipped by limit", "delivered", "its filter did not let it through"]);
  });

  it("says who still runs, and never gives a time that nobody measured", () => {
    expect(deliveryRows(entry({ handlers: 2, pending: 1 }, ["A", "B"]), logged(record(1, "delivered", "A")))).toMatchObject([
      { name: "B", kind: "running" },
      { name: "A", kind: "delivered" },
    ]);
    const [row] = deliveryRows(entry({ handlers: 1, waitedMs: undefined, ranMs: undefined }, ["A"]), []);
    expect(row).toEqual({ key: "unrecorded 0", name: "A", kind: "delivered" });
  });

  it("guesses nothing that the counts leave open", () => {
    expect(deliveryRows(entry({ handlers: 2, failed: 1 }, ["A", "B"]), []).map(({ kind }) => kind)).toEqual(["unknown", "unknown"]);
  });

  it("counts the time behind other handlers as waiting", () => {
    expect(deliveryRows(entry({}, ["A"]), logged(record(1, "delivered", "A", 23)))).toMatchObject([{ waitedMs: 21, queuedMs: 20, ranMs: 2 }]);
  });

  it("says why something is missing", () => {
    expect(gapText(entry({}), [], "all")).toBeUndefined();
    expect(gapText(entry({}), [], "some")).toContain("not recorded");
    expect(gapText(entry({}), [], "none")).toContain("Nobody watched");
    expect(gapText({ ...entry({}), imported: true }, [], "none")).toContain("session file");
  });

  it("marks who would get it now and did not then", () => {
    const rows = deliveryRows(entry({ handlers: 1 }, ["A"]), logged(record(1, "delivered", "A"), record(1, "refused", "B")));
    const listener = (name: string) => ({ id: name, name });
    const now = nowRows(
      [
        { listener: listener("A"), verdict: "delivers" },
        { listener: listener("B"), verdict: "delivers" },
        { listener: listener("new"), verdict: "delivers" },
      ],
      rows,
      "all",
    );
    expect(now.map((row) => [row.listener.name, row.changed])).toEqual([
      ["B", true],
      ["new", true],
      ["A", false],
    ]);
  });
});

describe("listeners that do not match", () => {
  const listener = (selector: string, types: readonly string[] = []): Listener => ({
    id: selector,
    name: selector,
    selector,
    types,
    createdAt: 0,
    active: true,
    stats: { delivered: 0, failed: 0, skipped: 0, pending: 0 },
    hasStack: false,
  });
  const event = { type: "cart.item-added", topic: "cart.item-added" };

  it("come with the nearest reason, the nearest first", () => {
    const misses = missesOf(event, [listener("order.*"), listener("cart.added", ["cart.added"]), listener("cart.item-aded"), listener("#")], new Set(["#"]));
    expect(misses.map(({ why }) => why)).toEqual([
      'cart.item-aded ≠ cart.item-added: "item-aded" is not "item-added"',
      "cart.added ≠ cart.item-added",
      'order.* ≠ cart.item-added: "order" is not "cart"',
    ]);
  });

  it("tell how many words a pattern takes", () => {
    expect(missesOf(event, [listener("cart.*.*"), listener("/^order/"), listener("a | cart.item-added.x")], new Set()).map(({ why }) => why)).toEqual([
      "cart.item-added.x ≠ cart.item-added: 3 words, not 2",
      "cart.*.* ≠ cart.item-added: 3 words, not 2",
      "/^order/ does not match cart.item-added",
    ]);
  });
});
