import { createBus, type EmitOptions, type LaneOptions } from "eventdeck";
import { describe, expect, it } from "vitest";
import { depths, normal, openBus } from "./virtual-bus.ts";

describe("an option of the lanes that makes no sense is refused by name", () => {
  const cases: readonly (readonly [LaneOptions, typeof RangeError | typeof TypeError, RegExp])[] = [
    [{ sliceMs: 0 }, RangeError, /lanes\.sliceMs is 0/],
    [{ sliceMs: -1 }, RangeError, /lanes\.sliceMs is -1/],
    [{ sliceMs: NaN }, RangeError, /lanes\.sliceMs is NaN/],
    [{ deferredMaxWaitMs: -1 }, RangeError, /lanes\.deferredMaxWaitMs is -1/],
    [{ deferredMaxWaitMs: NaN }, RangeError, /lanes\.deferredMaxWaitMs is NaN/],
    [{ capacity: 0 }, RangeError, /lanes\.capacity is 0/],
    [{ capacity: NaN }, RangeError, /lanes\.capacity is NaN/],
    [{ overflow: "block" as "reject" }, TypeError, /lanes\.overflow is "block".*"reject".*"drop-oldest".*"drop-newest"/],
  ];
  for (const [lanes, kind, message] of cases) {
    it(`${JSON.stringify(lanes)} ${String(Object.values(lanes)[0])}`, () => {
      expect(() => createBus({ lanes })).toThrow(kind);
      expect(() => createBus({ lanes })).toThrow(message);
    });
  }

  it("but undefined stands for the default, and infinity for no limit", async () => {
    for (const value of [undefined, Infinity]) {
      const { bus, clock, heard, listen } = openBus({ lanes: { sliceMs: value, deferredMaxWaitMs: value, capacity: value } });
      listen();
      bus.emit(normal("e"));
      await clock.advance();
      expect(heard).toEqual(["e"]);
    }
  });
});

describe("an option of emit that makes no sense is refused by name, before anything happens", () => {
  const cases: readonly (readonly [EmitOptions, typeof RangeError | typeof TypeError, RegExp])[] = [
    [{ delayMs: -1 }, RangeError, /delayMs is -1/],
    [{ delayMs: NaN }, RangeError, /delayMs is NaN/],
    [{ conflateKey: 5 as unknown as string }, TypeError, /conflateKey is 5/],
    [{ signal: {} as AbortSignal }, TypeError, /signal is no AbortSignal/],
    [{ signal: null as unknown as AbortSignal }, TypeError, /signal is no AbortSignal/],
  ];
  for (const [options, kind, message] of cases) {
    it(`${JSON.stringify(options)} ${String(Object.values(options)[0])}`, async () => {
      const { bus } = openBus();
      for (const emit of [() => bus.emit(normal("e"), options), () => bus.emitMany([normal("e")], options)]) {
        expect(emit).toThrow(kind);
        expect(emit).toThrow(message);
      }
      await expect(bus.publish(normal("e"), options)).rejects.toThrow(message);
      await expect(bus.publishMany([normal("e")], options)).rejects.toThrow(message);
      expect(depths(bus).normal).toBe(0);
      expect(bus.history.undelivered()).toEqual([]);
    });
  }
});

it("a scheduler for a lane that there is not is refused", () => {
  const { bus } = openBus();
  expect(() => bus.scheduler("urgent" as "normal")).toThrow(/priority is "urgent"/);
});
