import * as fc from "../fast-check.ts";
import { createBus, fromCloudEvent, toCloudEvent } from "eventdeck";
import { describe, it } from "vitest";
import * as z from "zod";
import { valuesOf } from "./arbitrary.ts";
import { definitions } from "./definitions.ts";

describe("an event of the catalogue", () => {
  it.each(definitions)("%s: whatever its JSON Schema accepts becomes an event that survives the wire", (_name, definition) => {
    const bus = createBus({ history: false });
    const input = z.toJSONSchema(definition.schema as z.core.$ZodType, { io: "input" });
    fc.assert(
      fc.property(valuesOf(input as Parameters<typeof valuesOf>[0]), (given) => {
        const event = bus.emit(definition(given));
        const wire: unknown = JSON.parse(JSON.stringify(toCloudEvent(event)));
        return isSame(fromCloudEvent(wire, [definition]), event);
      }),
      { numRuns: 25 },
    );
  });
});

/** By what JSON tells apart, and by the sign of zero, which the codec keeps. */
function isSame(left: unknown, right: unknown): boolean {
  const text = (value: unknown) => JSON.stringify(value, (_key, member: unknown) => (Object.is(member, -0) ? "-0" : member));
  return text(left) === text(right);
}
