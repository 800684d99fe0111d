import { createBus } from "eventdeck";
import { VirtualClock } from "eventdeck/testing";
import { connect } from "eventdeck/transport";
import { expect, it } from "vitest";
import * as fc from "../fast-check.ts";
import { cloudEvent, RawLink } from "./raw-link.ts";

/** Ids as buses count them, ids that only look like it, and whatever else. */
const ids = fc.oneof(
  fc.integer({ min: 0, max: 200 }).map((number) => `made-${number < 36 ? "0" : ""}${number.toString(36)}`),
  fc.constantFrom(
    "made-1",
    "made-001",
    "made-0000000010",
    "made-10 ",
    "made-1A",
    "made-",
    "-10",
    "10",
    "010",
    "made-x-10",
    "made-zzzzzzzzzz",
    "made-zzzzzzzzzzz",
  ),
  fc.uuid(),
  fc.string({ minLength: 1, maxLength: 4 }),
);
const sources = fc.constantFrom("/a", "/b", "/a-made");

it("takes each source and id once, whatever the ids are like and whatever their order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ id: ids, source: sources }), { maxLength: 120 }), async (events) => {
      const bus = createBus({ clock: new VirtualClock() });
      const raw = new RawLink();
      const connection = await connect(bus, raw);
      raw.hello();
      for (const [index, event] of events.entries()) raw.events(index + 1, [cloudEvent({ ...event, priority: "immediate" })]);
      const expected = [...new Map(events.map((event) => [JSON.stringify([event.source, event.id]), event.id])).values()];
      expect([...bus.history].map(({ event }) => event.id)).toEqual(expected);
      expect(connection.stats).toMatchObject({ received: expected.length, duplicates: events.length - expected.length, rejected: 0 });
      await bus.close();
    }),
  );
});

it("remembers twice as many as may wait, and those that still do", async () => {
  const clock = new VirtualClock();
  const bus = createBus({ clock });
  const raw = new RawLink();
  const connection = await connect(bus, raw, { maxBacklog: 100 });
  raw.hello();
  const post = (offset: number, number: number) =>
    raw.events(offset, [cloudEvent({ source: "/far", id: `made-${(36 + number).toString(36)}`, priority: "immediate" })]);
  for (let number = 1; number <= 1000; number++) post(number, number);
  for (let number = 801; number <= 1000; number++) post(200 + number, number);
  expect(connection.stats).toMatchObject({ received: 1000, duplicates: 200 });
  await bus.close();
});
