import { createBus } from "eventdeck";
import { describe, expect, it } from "vitest";
import * as fc from "../fast-check.ts";
import { captured } from "./capturing-bus.ts";

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withTypedArray: true,
  withSparseArray: true,
  maxDepth: 4,
});

/** Objects that are in a value, however deep. */
function objectsIn(value: unknown, found = new Set<object>()): Set<object> {
  if (typeof value !== "object" || value === null || found.has(value)) return found;
  found.add(value);
  const members = value instanceof Map ? [...value].flat() : value instanceof Set ? [...value] : ArrayBuffer.isView(value) ? [] : Object.values(value);
  for (const member of members) objectsIn(member, found);
  return found;
}

describe("a copy", () => {
  it("of what fits is equal to it and shares no object with it", () => {
    fc.assert(
      fc.property(anything, (value) => {
        const copy = captured(value, 1024 * 1024);
        expect(copy).toEqual(value);
        const originals = objectsIn(value);
        expect([...objectsIn(copy)].some((object) => originals.has(object))).toBe(false);
      }),
    );
  });

  it("changes nothing of the value, and freezes nothing", () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 1024, max: 4096 }), (value, maxBytes) => {
        const before = structuredClone(value);
        const frozen = [...objectsIn(value)].map((object) => Object.isFrozen(object));
        captured(value, maxBytes);
        expect(structuredClone(value)).toEqual(before);
        expect([...objectsIn(value)].map((object) => Object.isFrozen(object))).toEqual(frozen);
      }),
    );
  });

  it("takes no more room in history than its budget, its envelope aside", () => {
    const many = fc.array(anything, { minLength: 20, maxLength: 40 });
    fc.assert(
      fc.property(many, fc.integer({ min: 1024, max: 8192 }), (value, maxBytes) => {
        const bus = createBus();
        bus.emit({ type: "copied", input: captured(value, maxBytes), options: { priority: "immediate" } });
        expect(bus.history.size).toBe(1);
        expect(bus.history.bytes).toBeLessThan(maxBytes + 512);
      }),
      { numRuns: 50 },
    );
  });

  it("of hostile objects is made without a throw", () => {
    const trap = fc.constantFrom("ownKeys", "getOwnPropertyDescriptor", "getPrototypeOf", "get", "has");
    fc.assert(
      fc.property(fc.array(trap), fc.object(), fc.anything(), (traps, target, thrown) => {
        const refuse = () => {
          throw thrown;
        };
        const hostile = new Proxy(target, Object.fromEntries(traps.map((name) => [name, refuse])));
        const copy = captured({ hostile, fine: 1 });
        expect(copy).toMatchObject({ fine: 1 });
      }),
    );
  });
});
