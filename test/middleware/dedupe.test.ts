import { dedupe } from "eventdeck/middleware";
import * as fc from "../fast-check.ts";
import { describe, expect, test } from "vitest";
import { draft, openBus } from "./open-bus.ts";

describe("dedupe", () => {
  test("stops an event that was published before, and counts it", () => {
    const once = dedupe();
    const { bus } = openBus({ middleware: [once] });
    const heard: string[] = [];
    bus.subscribe("#", (event) => heard.push(event.id));
    const event = bus.emit(draft("a"));
    bus.emit(event);
    const other = bus.emit(draft("a"));
    expect(heard).toEqual([event.id, other.id]);
    expect(once.dropped).toBe(1);
    expect(once.size).toBe(2);
    expect(bus.history.undelivered()).toMatchObject([{ reason: "stopped", by: "dedupe" }]);
  });

  test("tells events of one id and two sources apart, also where the texts run together", () => {
    const once = dedupe();
    const { bus } = openBus({ middleware: [once] });
    bus.emit(draft("a", null, { source: "x", id: "12" }));
    bus.emit(draft("a", null, { source: "y", id: "12" }));
    bus.emit(draft("a", null, { source: "x1", id: "2" }));
    expect(once.dropped).toBe(0);
  });

  test("stops a duplicate that a handler publishes while the first is being delivered", () => {
    const once = dedupe();
    const { bus } = openBus({ middleware: [once] });
    let calls = 0;
    bus.subscribe("a", (event, context) => {
      calls++;
      context.emit(event);
    });
    bus.emit(draft("a"));
    expect(calls).toBe(1);
  });

  test("compares by a key of one's own; an event without one passes", () => {
    const once = dedupe({ key: (event) => event.partitionKey });
    const { bus } = openBus({ middleware: [once] });
    for (const partitionKey of ["k", "k", undefined, undefined]) bus.emit(draft("a", null, { partitionKey }));
    expect(once.dropped).toBe(1);
  });

  test("looks only at the events it is for", () => {
    const once = dedupe({ match: "order.*", key: (event) => event.type });
    const { bus } = openBus({ middleware: [once] });
    for (const type of ["order.placed", "order.placed", "pointer.moved", "pointer.moved"]) bus.emit(draft(type));
    expect(once.dropped).toBe(1);
  });

  test("remembers from an event's first time on, however often it comes", () => {
    let ms = 0;
    const once = dedupe({ windowMs: 100, now: () => ms });
    const { bus } = openBus({ middleware: [once] });
    const event = bus.emit(draft("a"));
    const times = [60, 99, 100, 101, 199, 200];
    const passed = times.filter((at) => {
      ms = at;
      const before = once.dropped;
      bus.emit(event);
      return once.dropped === before;
    });
    expect(passed).toEqual([100, 200]);
  });

  test("forgets everything on request", () => {
    const once = dedupe();
    const { bus } = openBus({ middleware: [once] });
    const event = bus.emit(draft("a"));
    once.clear();
    bus.emit(event);
    expect(once).toMatchObject({ dropped: 0, size: 1 });
  });

  test("remembers the keys that were seen last, as a list kept by hand would", () => {
    const { bus } = openBus();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 6 })), fc.integer({ min: 1, max: 5 }), (keys, maxKeys) => {
        const once = dedupe({ maxKeys, key: (event) => event.subject });
        const remove = bus.use(once);
        let recent: number[] = [];
        let dropped = 0;
        for (const key of keys) {
          if (recent.includes(key)) dropped++;
          recent = [...recent.filter((other) => other !== key), key].slice(-maxKeys);
          bus.emit(draft("a", null, { subject: String(key) }));
        }
        remove();
        expect(once).toMatchObject({ dropped, size: recent.length });
      }),
    );
  });

  test.each([{ windowMs: 0 }, { maxKeys: 0 }, { windowMs: NaN }])("refuses %o", (options) => {
    expect(() => dedupe(options)).toThrow(RangeError);
  });
});
