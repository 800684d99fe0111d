import { BusError } from "eventdeck";
import { rateLimit, RateLimitError } from "eventdeck/middleware";
import * as fc from "../fast-check.ts";
import { describe, expect, test } from "vitest";
import { draft, openBus } from "./open-bus.ts";

/** How many of so many events pass. */
function burstOf(count: number, emit: () => void, heard: () => number): number {
  const before = heard();
  for (let sent = 0; sent < count; sent++) emit();
  return heard() - before;
}

describe("rateLimit", () => {
  test("lets a burst through, then as many as the time allows", () => {
    let ms = 1_000;
    const limit = rateLimit({ perSecond: 10, burst: 3, now: () => ms });
    const { bus } = openBus({ middleware: [limit] });
    let heard = 0;
    bus.subscribe("#", () => void heard++);
    const passing = () =>
      burstOf(
        5,
        () => bus.emit(draft("a")),
        () => heard,
      );
    expect(passing()).toBe(3);
    ms += 199;
    expect(passing()).toBe(1);
    ms += 1;
    expect(passing()).toBe(1);
    ms += 60_000;
    expect(passing()).toBe(3);
    expect(limit.limited).toBe(12);
    expect(bus.history.undelivered().every(({ reason, by }) => reason === "stopped" && by === "rate-limit")).toBe(true);
  });

  test("throws to the emitter on request, and says when to try again", () => {
    let ms = 0;
    const { bus } = openBus({ middleware: [rateLimit({ perSecond: 4, burst: 1, onLimit: "throw", now: () => ms })] });
    bus.emit(draft("a"));
    ms = 100;
    const attempt = () => bus.emit(draft("a"));
    expect(attempt).toThrow(RateLimitError);
    expect(attempt).toThrow(BusError);
    expect(attempt).toThrow(expect.objectContaining({ code: "ERR_RATE_LIMITED", name: "RateLimitError", retryAfterMs: 150 }));
    ms = 250;
    expect(attempt).not.toThrow();
  });

  test("limits each key for itself, and only the events it is for", () => {
    const limit = rateLimit({ perSecond: 1, match: "job.#", key: (event) => event.subject ?? "", now: () => 0 });
    const { bus } = openBus({ middleware: [limit] });
    const heard: (string | undefined)[] = [];
    bus.subscribe("#", (event) => heard.push(event.subject ?? event.type));
    for (const subject of ["a", "b", "a", "b"]) bus.emit(draft("job.run", null, { subject }));
    bus.emit(draft("other"));
    bus.emit(draft("other"));
    expect(heard).toEqual(["a", "b", "other", "other"]);
    expect(limit).toMatchObject({ limited: 2, size: 2 });
  });

  test("keeps limits for the keys that were used last", () => {
    const limit = rateLimit({ perSecond: 1, maxKeys: 2, key: (event) => event.type, now: () => 0 });
    const { bus } = openBus({ middleware: [limit] });
    for (const type of ["a", "b", "a", "c", "a"]) bus.emit(draft(type));
    expect(limit).toMatchObject({ limited: 2, size: 2 });
    bus.emit(draft("b"));
    expect(limit.limited).toBe(2);
  });

  test("gives nothing for a clock that goes back", () => {
    let ms = 10_000;
    const limit = rateLimit({ perSecond: 1, now: () => ms });
    const { bus } = openBus({ middleware: [limit] });
    for (const at of [10_000, 5_000, 10_000, 10_999]) {
      ms = at;
      bus.emit(draft("a"));
    }
    expect(limit.limited).toBe(3);
  });

  test("allows an event exactly when no stretch of time up to it holds more than burst and rate allow", () => {
    const { bus } = openBus();
    const steps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 8 }), (gaps, perSecond, burst) => {
        let ms = 0;
        const limit = rateLimit({ perSecond, burst, now: () => ms });
        const remove = bus.use(limit);
        const allowed: number[] = [];
        let refused = 0;
        for (const gap of gaps) {
          ms += gap;
          const fits = [...allowed, ms].every((since, index) => (allowed.length + 1 - index) * 1000 <= burst * 1000 + perSecond * (ms - since));
          if (fits) allowed.push(ms);
          else refused++;
          bus.emit(draft("a"));
          expect(limit.limited).toBe(refused);
        }
        remove();
      }),
    );
  });

  test.each([{ perSecond: 0 }, { perSecond: NaN }, { perSecond: 1, burst: 0.5 }, { perSecond: 1, maxKeys: 0 }])("refuses %o", (options) => {
    expect(() => rateLimit(options)).toThrow(RangeError);
  });
});
