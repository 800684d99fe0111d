import { captureEventTarget } from "eventdeck/capture";
import { describe, expect, it } from "vitest";
import { garbage } from "../garbage.ts";
import { capturingBus } from "./capturing-bus.ts";

class OrderEvent extends Event {
  readonly order = { id: 7 };
}

describe("captureEventTarget", () => {
  it("makes events of what is dispatched, also when a listener stops it", () => {
    const { bus, published } = capturingBus();
    const target = new EventTarget();
    target.addEventListener("order:placed", (event) => event.stopPropagation());
    captureEventTarget(bus, target, ["order:placed"]);
    expect(target.dispatchEvent(new OrderEvent("order:placed", { cancelable: true }))).toBe(true);
    target.dispatchEvent(new Event("other"));
    expect(published.map(({ type }) => type)).toEqual(["event-target.order.placed"]);
    expect(published[0]!.payload).toMatchObject({
      type: "order:placed",
      event: { $class: "OrderEvent", type: "order:placed", cancelable: true, order: { id: 7 }, target: { $class: "EventTarget" } },
    });
  });

  it("listens once for a type that is named twice, and no more at its end or when the bus closes", async () => {
    const { bus, published } = capturingBus();
    const target = new EventTarget();
    const end = captureEventTarget(bus, target, ["x", "x"]);
    target.dispatchEvent(new Event("x"));
    end();
    target.dispatchEvent(new Event("x"));
    captureEventTarget(bus, target, ["x"]);
    await bus.close();
    target.dispatchEvent(new Event("x"));
    expect(published.length).toBe(1);
  });

  it("leaves out what a handler of its events dispatches", async () => {
    const { bus, types } = capturingBus();
    const target = new EventTarget();
    captureEventTarget(bus, target, ["x"]);
    bus.subscribe("event-target.#", () => void target.dispatchEvent(new Event("x")));
    target.dispatchEvent(new Event("x"));
    for (let turns = 0; turns < 5; turns++) await bus.advance();
    expect(types()).toEqual(["event-target.x"]);
  });

  it("refuses what is no target, and types that are none", () => {
    const { bus } = capturingBus();
    expect(() => captureEventTarget(bus, garbage({}), ["x"])).toThrow(/no EventTarget/);
    expect(() => captureEventTarget(bus, new EventTarget(), garbage("click"))).toThrow(/types to listen for/);
    expect(() => captureEventTarget(bus, new EventTarget(), [""])).toThrow(/types to listen for/);
  });
});
