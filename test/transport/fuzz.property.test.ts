import { createBus, defineRequest, payload } from "eventdeck";
import { VirtualClock } from "eventdeck/testing";
import { connect } from "eventdeck/transport";
import { expect, it } from "vitest";
import * as fc from "../fast-check.ts";
import { cloudEvent, RawLink } from "./raw-link.ts";

const asked = defineRequest("asked", payload<unknown>(), payload<unknown>());
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(-1, 0, 1, 2, 7, 2 ** 53, 1e308, "", "far", "asked", "x".repeat(200), null, [], {}, ["far"], { 0: ["far"] }),
);
/** Sound in most of its members, so that it gets far, and odd in the others. */
const sometimesOdd = <Value>(sound: fc.Arbitrary<Value>): fc.Arbitrary<unknown> => fc.oneof({ weight: 25, arbitrary: sound }, { weight: 1, arbitrary: odd });
const event = sometimesOdd(
  fc.oneof(
    fc.constantFrom<unknown>({ hole: { id: "a", source: "b", first: 1, last: 9 } }, { hole: { first: 1 } }),
    fc.record(
      { specversion: fc.constant("1.0"), id: odd, source: odd, type: fc.oneof(odd, fc.constant("asked")), time: odd, topic: odd, priority: odd, data: odd },
      { requiredKeys: [] },
    ),
    fc
      .record({ more: fc.record({ id: fc.string(), type: fc.constantFrom("asked", "other"), data: odd, replyto: fc.string() }, { requiredKeys: [] }) })
      .map(({ more }) => cloudEvent(more)),
  ),
);
const offset = sometimesOdd(fc.integer({ min: 1, max: 8 }));
const message = fc.record(
  {
    to: sometimesOdd(fc.constant(undefined)),
    kind: sometimesOdd(fc.constantFrom("hello", "events", "repair", "lost", "position", "received", "request", "reply", "cancel", "away", "bye")),
    nth: offset,
    source: sometimesOdd(fc.string()),
    offset,
    since: offset,
    owed: sometimesOdd(fc.dictionary(fc.constantFrom("far", "__proto__"), fc.nat({ max: 9 }))),
    first: offset,
    last: offset,
    at: sometimesOdd(fc.integer()),
    takes: sometimesOdd(fc.record({ maxBatch: fc.integer({ min: 1, max: 3 }), maxEventBytes: fc.integer({ min: 1, max: 300 }) })),
    interest: sometimesOdd(
      fc.array(fc.oneof(fc.record({ topic: fc.string() }), fc.record({ glob: fc.string() }), fc.record({ expression: fc.string(), flags: fc.string() }))),
    ),
    answers: sometimesOdd(fc.array(fc.constantFrom("asked", "other", "", "not a type", "__proto__"))),
    relays: sometimesOdd(fc.array(fc.record({ type: fc.constantFrom("asked", "more"), path: fc.array(fc.constantFrom("far", "other", "third")) }))),
    path: sometimesOdd(fc.array(fc.constantFrom("far", "other"))),
    paths: sometimesOdd(fc.constant(undefined)),
    introduce: sometimesOdd(fc.boolean()),
    events: sometimesOdd(fc.array(event, { maxLength: 4 })),
    event,
    id: sometimesOdd(fc.string()),
    value: sometimesOdd(fc.record({ datacontenttype: fc.constantFrom("application/json", "application/vnd.eventdeck.devalue+json"), data: odd })),
    error: fc.option(sometimesOdd(fc.record({ name: fc.string(), message: fc.string() })), { nil: undefined }),
  },
  { requiredKeys: ["kind", "offset", "since", "first", "last", "interest", "answers", "events", "event", "id"] },
);
/** As the envelope that is sound says, or another. */
const envelope = fc.record({ eventdeck: odd, from: fc.oneof(odd, fc.constantFrom("__proto__", "constructor")), epoch: odd }, { requiredKeys: [] });
const posted = fc.record({
  from: fc.constantFrom("far", "other"),
  message: fc.oneof({ weight: 20, arbitrary: message }, { weight: 1, arbitrary: fc.tuple(message, envelope).map(([sound, over]) => ({ ...sound, ...over })) }),
});

it("no message, however odd, throws, stops the link, or leaves anything behind", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 20, arbitrary: posted }, { weight: 1, arbitrary: odd }), { maxLength: 25, size: "max" }),
      fc.boolean(),
      async (messages, answers) => {
        const clock = new VirtualClock();
        const bus = createBus({ clock, events: [asked], onError: () => {} });
        if (answers) bus.respond(asked, ({ payload: given }) => given);
        const raw = new RawLink("many");
        const connection = await connect(bus, raw);
        for (const from of ["far", "other"]) raw.hello({}, from);
        for (const one of messages) {
          // As text, with its own `__proto__` and numbers out of range.
          if (isPosted(one)) raw.say(one.message, one.from);
          else raw.host.receive(JSON.stringify(one));
          bus.emit({ type: "mine", input: 1 });
          if (!answers) void bus.request(asked(1), { timeoutMs: 500 }).catch(() => {});
          await clock.advance(20);
        }
        await clock.advance(60_000);
        expect(connection.state).toBe("connected");
        expect(connection.stats.received + connection.stats.rejected).toBeLessThanOrEqual(messages.length * 4);
        raw.hello({}, "fresh");
        raw.events(1, [cloudEvent({ id: "the last", priority: "immediate" })], {}, "fresh");
        expect(bus.history.query("").at(-1)?.event.id).toBe("the last");
        if (answers) {
          raw.say({ kind: "request", event: cloudEvent({ id: "question", type: asked.type, data: 42 }) }, "fresh");
          await clock.advance(100);
          expect(raw.ofKind("reply").at(-1)).toMatchObject({ id: "question", value: { data: 42 } });
        }
        expect(Reflect.get({}, "path")).toBeUndefined();
        const closing = bus.close();
        await clock.advance(100);
        await closing;
        expect(clock.scheduled, "no timer is left").toBe(0);
      },
    ),
    { numRuns: 100 },
  );
});

function isPosted(one: unknown): one is { readonly from: string; readonly message: object } {
  return typeof one === "object" && one !== null && "from" in one && "message" in one;
}
