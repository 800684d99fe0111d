import { createBus, defineEvent, payload } from "eventdeck";
import { describe, expect, it } from "vitest";

const added = defineEvent("cart.item-added", payload<{ sku: string }>(), { priority: "immediate" });

describe("peek and positions", () => {
  it("tell what get and query tell, and leave no entry behind that is kept up to date", () => {
    const bus = createBus({ source: "shop", onError: () => undefined });
    bus.subscribe(added, ({ payload: { sku } }) => {
      if (sku === "B") throw new RangeError("out of stock");
    });
    for (const sku of ["A", "B", "C"]) bus.emit(added({ sku }));
    expect(bus.history.peek(2)).toEqual(bus.history.get(2));
    expect(bus.history.peek(1)).not.toBe(bus.history.peek(1));
    expect(bus.history.peek(4)).toBeUndefined();
    expect(bus.history.positions("is:failed")).toEqual([2]);
    expect(bus.history.positions("", { from: 2, limit: 1 })).toEqual([2]);
  });

  it("failures are told without any other record", () => {
    const bus = createBus({ source: "shop", onError: () => undefined });
    const told: unknown[] = [];
    const failures = bus.failures$.subscribe(({ kind }) => told.push(kind));
    bus.subscribe(added, ({ payload: { sku } }) => {
      if (sku === "B") throw new RangeError("out of stock");
    });
    for (const sku of ["A", "B", "C"]) bus.emit(added({ sku }));
    failures.unsubscribe();
    bus.emit(added({ sku: "B" }));
    expect(told).toEqual(["failed"]);
  });
});
