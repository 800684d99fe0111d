import { createBus, defineEvent, type Middleware } from "eventdeck";
import { VirtualClock } from "eventdeck/testing";
import { connect, type ConnectOptions } from "eventdeck/transport";
import * as z from "zod/mini";
import { expect, it, onTestFinished, describe } from "vitest";
import { cloudEvent, RawLink } from "./raw-link.ts";

const priced = defineEvent("item.priced", z.object({ cents: z.int() }), {
  version: 2,
  upcast: { 1: (payload) => ({ cents: Math.round(Number(Reflect.get(Object(payload), "euros")) * 100) }) },
});

async function open(options: ConnectOptions = {}, link = new RawLink(), middleware: readonly Middleware[] = []) {
  const clock = new VirtualClock();
  const bus = createBus({ events: [priced], clock, middleware });
  const connection = await connect(bus, link, options);
  const errors: string[] = [];
  connection.errors$.subscribe((error) => errors.push(String(error)));
  onTestFinished(() => bus.close({ drain: false, timeoutMs: 0 }));
  const { instanceId } = link.host;
  return { clock, bus, link, connection, errors, instanceId };
}

describe("what a far side sends", () => {
  it("is taken in its lane, frozen, and without its actor", async () => {
    const { bus, link } = await open();
    const heard: unknown[] = [];
    bus.subscribe("#", (event) => heard.push(event));
    link.hello();
    link.events(1, [cloudEvent({ id: "1", priority: "immediate", actor: { userId: "root" }, data: { list: [1] } })]);
    expect(heard).toMatchObject([{ id: "1", source: "/far", priority: "immediate", actor: undefined, payload: { list: [1] } }]);
    expect(Object.isFrozen(bus.history.get(1)?.event.payload)).toBe(true);
  });

  it("is lifted to the version that is known here", async () => {
    const { bus, link, clock } = await open();
    link.hello();
    link.events(1, [cloudEvent({ type: priced.type, schemaversion: 1, data: { euros: 1.5 } })]);
    await clock.advance();
    expect(bus.history.get(1)?.event).toMatchObject({ version: 2, payload: { cents: 150 } });
  });

  const tooDeep = JSON.parse(`${"[".repeat(600)}${"]".repeat(600)}`);
  it.each([
    ["an event that its definition refuses", cloudEvent({ type: priced.type, schemaversion: 2, data: { cents: "many" } }), "item.priced"],
    ["an event of a version that is not known yet", cloudEvent({ type: priced.type, schemaversion: 3, data: {} }), "version 3"],
    ["an event without an id", cloudEvent({ id: "" }), "id: must be a non-empty string"],
    ["an event nested too deep", cloudEvent({ data: tooDeep }), "cannot be read"],
    ["an event with a member __proto__", { ...cloudEvent(), data: JSON.parse('{"__proto__":{"admin":true}}') }, "cannot be read"],
    ["an event that is larger than one may be", cloudEvent({ data: "x".repeat(3000) }), "larger than maxEventBytes (2000)"],
    ["what is no event at all", 7 as unknown as object, "not a CloudEvent"],
  ])("is refused, counted and shown when it is %s", async (_, event, why) => {
    const { bus, link, connection, errors } = await open({ maxEventBytes: 2000 }, new RawLink());
    link.hello();
    link.events(1, [event]);
    link.events(2, [cloudEvent({ id: "good", priority: "immediate" })]);
    expect(connection.stats).toMatchObject({ received: 1, rejected: 1, gaps: 0 });
    expect(errors).toEqual([expect.stringContaining(why)]);
    expect(connection.health()).toMatchObject({
      status: "degraded",
      checks: { rejected: { status: "degraded", detail: expect.stringContaining("1 in all") } },
    });
    expect([...bus.history].map(({ event: { id } }) => id)).toEqual(["good"]);
    expect(Reflect.get({}, "admin")).toBeUndefined();
  });

  it.each([
    ["no text", { kind: "hello" }],
    ["no JSON", "{"],
    ["no message", '{"kind":"hello"}'],
    ["of no kind that is known", '{"eventdeck":1,"from":"far","epoch":"1","kind":"order"}'],
    ["with offsets that are none", '{"eventdeck":1,"from":"far","epoch":"1","kind":"repair","first":-1,"last":1e400}'],
    ["larger than a message may be", "x".repeat(400_000)],
  ])("is refused as a whole when it is %s", async (_, message) => {
    const { link, connection, errors } = await open();
    link.host.receive(message);
    expect(connection.stats.rejected).toBe(1);
    expect(errors).toEqual([expect.stringContaining('LinkError: The link "raw" refused what came in')]);
    expect(connection.state).toBe("connected");
  });

  it("shows as healthy again a minute later", async () => {
    const { link, connection, clock } = await open();
    link.host.receive("{");
    expect(connection.health().status).toBe("degraded");
    await clock.advance(60_000);
    expect(connection.health().status).toBe("healthy");
  });

  it("is refused when it claims to come from this bus", async () => {
    const { link, connection, errors, instanceId, bus } = await open();
    link.hello();
    link.events(1, [cloudEvent()], {}, instanceId);
    link.hello({}, instanceId);
    link.events(1, [cloudEvent({ id: `${instanceId}-zz`, source: bus.source })]);
    expect(connection.stats).toMatchObject({ received: 0, rejected: 3 });
    expect(errors).toEqual([
      expect.stringContaining("claims to come from this bus itself"),
      expect.stringContaining("claims to come from this bus itself"),
      expect.stringContaining("claims to be made here, and was not"),
    ]);
    expect(bus.history.size).toBe(0);
  });

  it("is counted as a duplicate when it is this bus's own, echoed or come round", async () => {
    const { link, connection, bus, clock } = await open();
    link.hello();
    bus.emit({ type: "mine", input: 1 }, {});
    await clock.advance();
    const [message] = link.ofKind("events");
    link.host.receive(JSON.stringify(message));
    const [event] = message!["events"] as object[];
    link.events(1, [event!]);
    expect(connection.stats).toMatchObject({ sent: 1, received: 0, rejected: 0, duplicates: 2 });
    expect(bus.history.size).toBe(1);
  });

  it("waits for the next second past so many events a second, and is neither refused nor asked for again", async () => {
    const { link, connection, bus, clock } = await open({ maxEventsPerSecond: 10 });
    await clock.advance(1000);
    link.hello();
    for (let offset = 1; offset <= 30; offset++) link.events(offset, [cloudEvent({ id: String(offset), priority: "immediate" })]);
    // The greeting counts as well.
    expect(connection.stats.received).toBe(9);
    await clock.advance(1000);
    expect(connection.stats.received).toBe(19);
    await clock.advance(2000);
    expect(connection.stats).toMatchObject({ received: 30, rejected: 0, duplicates: 0, gaps: 0 });
    expect([...bus.history].map(({ event }) => Number(event.id))).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect(link.ofKind("repair")).toEqual([]);
  });

  it("is refused when more would have to wait than is kept, and asked for again", async () => {
    const { link, connection, clock, errors } = await open({ maxEventsPerSecond: 10 });
    link.hello();
    for (let offset = 1; offset <= 1109; offset++) link.events(offset, [cloudEvent()]);
    expect(connection.stats).toMatchObject({ received: 9, rejected: 100 });
    expect(errors[0]).toContain("more than maxEventsPerSecond (10) came in");
    await clock.advance(101_000);
    link.say({ kind: "position", offset: 1109 });
    expect(link.ofKind("repair").at(-1)).toMatchObject({ first: 1010, last: 1109 });
  });

  it("waits while the lanes of the bus are full, and none of it is lost", async () => {
    const clock = new VirtualClock();
    const bus = createBus({ clock, lanes: { capacity: 4 } });
    const link = new RawLink();
    const connection = await connect(bus, link);
    onTestFinished(() => bus.close({ drain: false, timeoutMs: 0 }));
    const heard: unknown[] = [];
    bus.subscribe("#", ({ id }) => void heard.push(id));
    bus.pause();
    link.hello();
    const ids = Array.from({ length: 12 }, (_, index) => String(index + 1));
    for (const id of ids) link.events(Number(id), [cloudEvent({ id })]);
    expect(connection.stats.received).toBeLessThanOrEqual(4);
    bus.resume();
    for (let turn = 0; turn < 20; turn++) await clock.advance(10);
    expect(heard).toEqual(ids);
    expect(connection.stats).toMatchObject({ received: 12, rejected: 0 });
  });

  it("is delivered in its order, when there is no room for more to wait for what is missing", async () => {
    const { link, connection, bus } = await open({ maxBacklog: 2 });
    link.hello();
    for (const offset of [5, 6, 3]) link.events(offset, [cloudEvent({ id: String(offset), priority: "immediate" })]);
    expect([...bus.history].map(({ event }) => event.id)).toEqual(["3", "5", "6"]);
    expect(connection.stats).toMatchObject({ received: 3, gaps: 3 });
    link.events(7, [cloudEvent({ id: "7", priority: "immediate" })]);
    expect(connection.stats).toMatchObject({ received: 4, gaps: 3 });
  });

  it("cannot make somebody stand in here for any number of types that it says it answers", async () => {
    const { link, bus } = await open({}, new RawLink("many"));
    const typesOf = (from: string) => Array.from({ length: 600 }, (_, index) => `ask.${from}.n${index}`);
    for (const from of ["one", "two", "three"]) link.hello({ answers: typesOf(from) }, from);
    expect(bus.subscriptions()).toHaveLength(1000);
  });

  it("cannot make this side post for ever by asking again and again", async () => {
    const { link, bus, clock } = await open({ maxEventsPerSecond: 1000 });
    link.hello();
    for (let number = 0; number < 300; number++) bus.emit({ type: "x", input: number });
    await clock.advance(1000);
    const before = link.posted.length;
    for (let asked = 0; asked < 50; asked++) link.say({ kind: "repair", first: 1, last: 300 });
    const events = link.posted.slice(before).flatMap((message) => (Array.isArray(message["events"]) ? message["events"] : []));
    expect(events).toHaveLength(1200);
  });

  it("is an echo, when it is the greeting of a connection that another has followed: nothing is asked for again", async () => {
    const { link, connection, clock } = await open();
    link.hello({ epoch: "far-7" });
    link.hello({ epoch: "far-8", offset: 3 });
    link.events(4, [cloudEvent()], { epoch: "far-8" });
    const before = link.posted.length;
    link.hello({ epoch: "far-7" });
    link.say({ kind: "position", offset: 9, epoch: "far-7" });
    link.events(5, [cloudEvent()], { epoch: "far-8" });
    await clock.advance(5000);
    expect(link.posted.slice(before)).toEqual([]);
    expect(connection.stats).toMatchObject({ received: 2, duplicates: 0, gaps: 0, rejected: 0 });
  });

  it("does not bring back who has said goodbye, when it was said before that", async () => {
    const { link, connection } = await open({}, new RawLink("many"));
    link.hello({ epoch: "far-8" });
    link.say({ kind: "bye", epoch: "far-8" });
    link.hello({ epoch: "far-8" });
    link.hello({ epoch: "far-7" });
    link.events(1, [cloudEvent()], { epoch: "far-8" });
    expect(connection.peers).toEqual([]);
    link.hello({ epoch: "far-9" });
    expect(connection.peers).toEqual(["far"]);
  });

  it("ends the link when it is of another version of the protocol, which is said", async () => {
    const { link, connection, errors } = await open();
    link.say({ eventdeck: 2, kind: "hello" });
    expect(errors[0]).toContain("speaks version 2 of the protocol, and this one version 1: update the older of the two");
    await new Promise<void>((resolve) => void connection.state$.subscribe({ complete: resolve }));
    expect(connection.state).toBe("closed");
    expect(connection.health()).toMatchObject({ status: "unhealthy", checks: { link: { detail: expect.stringContaining("version 2") } } });
    expect(link.closes).toBe(1);
  });

  it("does not end a link to many when one of them is of another version", async () => {
    const { link, connection, bus } = await open({}, new RawLink("many"));
    link.say({ eventdeck: 2, kind: "hello" }, "old");
    link.say({ eventdeck: 2, kind: "hello" }, "old");
    link.hello();
    link.events(1, [cloudEvent({ priority: "immediate" })]);
    expect(connection).toMatchObject({ state: "connected", stats: { rejected: 2, received: 1 } });
    expect(bus.history.size).toBe(1);
  });

  it("is refused when it has passed through too many buses", async () => {
    const { link, connection, errors } = await open({ maxHops: 2 });
    link.hello();
    link.events(1, [cloudEvent(), cloudEvent()], { paths: { 0: ["a"], 1: ["a", "b"] } });
    expect(connection.stats).toMatchObject({ received: 1, rejected: 1 });
    expect(errors).toEqual([expect.stringContaining("passed through 3 buses, more than maxHops (2)")]);
  });

  it("never throws into the application, whatever middleware says", async () => {
    const bouncer: Middleware = {
      name: "bouncer",
      beforePublish() {
        throw new Error("not today");
      },
    };
    const { link, connection, errors } = await open({}, new RawLink(), [bouncer]);
    link.hello();
    link.events(1, [cloudEvent()]);
    expect(connection.stats).toMatchObject({ received: 0, rejected: 1 });
    expect(errors).toEqual([expect.stringContaining("not today")]);
  });

  it("cannot make this side run an expression that takes for ever", async () => {
    const { link, bus, clock } = await open();
    link.hello({ interest: [{ expression: "^(a+)+$", flags: "" }] });
    bus.emit({ type: "x", input: 1, options: { topic: `${"a".repeat(40)}!` } });
    await clock.advance();
    expect(link.ofKind("events")).toHaveLength(1);
  });

  it("cannot ask for more than was kept", async () => {
    const { link, bus, clock } = await open();
    link.hello();
    bus.emit({ type: "x", input: 1 });
    await clock.advance();
    const before = link.posted.length;
    link.say({ kind: "repair", first: 1, last: Number.MAX_SAFE_INTEGER });
    expect(link.posted.slice(before)).toMatchObject([{ kind: "events", to: "far", offset: 1 }]);
  });
});
