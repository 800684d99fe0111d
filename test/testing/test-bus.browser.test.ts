import { defineEvent, payload } from "eventdeck";
import { createTestBus, exposeBus } from "eventdeck/testing";
import { describe, it, onTestFinished } from "vitest";
import { expect } from "../matchers.ts";

const paid = defineEvent("order.paid", payload<{ readonly at: Date }>());

describe("in a browser", () => {
  it("a test bus runs in virtual time, and settles promises between tasks", async () => {
    const bus = createTestBus({ events: [paid] });
    const log: string[] = [];
    bus.subscribe(paid, async () => {
      for (let step = 0; step < 100; step++) await Promise.resolve();
      log.push(`settled at ${bus.clock.monotonic()}`);
    });
    bus.emit(paid({ at: new Date(0) }), { delayMs: 60_000 });
    bus.clock.schedule(() => log.push(`later at ${bus.clock.monotonic()}`), 60_000, "normal");
    await bus.advance(60_000);
    expect(log).toEqual(["later at 60000", "settled at 60000"]);
    expect(bus).toHaveEmitted(paid, { at: new Date(0) });
    await bus.close();
  });

  it("a failure that nothing took is thrown by what is awaited next", async () => {
    const bus = createTestBus();
    bus.subscribe("e", () => {
      throw new Error("no stock");
    });
    bus.emit({ type: "e", input: undefined });
    await expect(bus.flush()).rejects.toThrow("no stock");
    await bus.close();
  });

  it("an exposed bus is a property of the window, and is taken back", async () => {
    const bus = createTestBus();
    const unexpose = exposeBus(bus, "shop");
    onTestFinished(unexpose);
    const exposed: unknown = Reflect.get(Object(Reflect.get(window, "eventdeckBuses")), "shop");
    expect(exposed).toMatchObject({ name: "shop", closed: false });
    unexpose();
    expect("eventdeckBuses" in window).toBe(false);
    await bus.close();
  });
});
