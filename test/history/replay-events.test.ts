import { type BusEvent, createBus, type Middleware } from "eventdeck";
import { describe, expect, it, vi } from "vitest";
import { openBus } from "../scheduling/virtual-bus.ts";
import { draft, emitSome, hearReplays, payloadsOf } from "./deck.ts";

describe("a replayed event", () => {
  it("is the recorded one and carries its run and position", async () => {
    const { bus, clock } = openBus();
    bus.emit(draft("t", { deep: [1] }, { headers: { h: 1 }, subject: "s", correlationId: "c" }));
    const recorded = bus.history.get(1)?.event;
    const heard: BusEvent[] = [];
    bus.subscribe("t", (event) => heard.push(event));
    const run = bus.history.replay();
    const again = bus.history.replay();
    await clock.advance();
    expect(heard).toEqual([run, again].map((each) => ({ ...recorded, replay: { run: each.run, position: 1 } })));
    expect(run.run).not.toBe(again.run);
    expect(Object.isFrozen(heard[0])).toBe(true);
    expect(recorded?.replay).toBeUndefined();
  });
  it("is not recorded again, and changes no entry", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 3);
    const outcomes = JSON.stringify([...bus.history].map(({ outcome }) => outcome));
    bus.subscribe("#", () => {});
    bus.history.replay({ speed: "max" });
    await clock.advance();
    expect(bus.history.lastPosition).toBe(3);
    expect(JSON.stringify([...bus.history].map(({ outcome }) => outcome))).toBe(outcomes);
    expect(bus.history.query("is:replayed")).toEqual([]);
  });
  it("passes only the hooks around handlers", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 1);
    const hooks = {
      name: "all",
      beforePublish: vi.fn<() => void>(),
      afterPublish: vi.fn<() => void>(),
      beforeRecord: vi.fn<() => void>(),
      onRecord: vi.fn<() => void>(),
      beforeHandle: vi.fn<() => void>(),
      aroundHandle: vi.fn<NonNullable<Middleware["aroundHandle"]>>((_event, _subscription, next) => next()),
      afterHandle: vi.fn<() => void>(),
    };
    bus.use(hooks);
    bus.subscribe("t", () => {});
    bus.inspect$.subscribe();
    bus.history.replay();
    await clock.advance();
    const { name: _, ...calls } = hooks;
    expect(
      Object.entries(calls)
        .filter(([, hook]) => hook.mock.calls.length > 0)
        .map(([hook]) => hook),
    ).toEqual(["beforeHandle", "aroundHandle", "afterHandle"]);
  });
  it("outlives its time to live", async () => {
    const { bus, clock } = openBus();
    bus.emit(draft("t", 1, { ttlMs: 50 }));
    clock.spend(1000);
    const { heard } = hearReplays(bus);
    bus.history.replay();
    await clock.advance();
    expect(heard).toEqual(["1 t"]);
    expect(bus.history.undelivered()).toEqual([]);
  });
  it("is what history kept: redacted there, redacted here", async () => {
    const { bus, clock } = openBus({ middleware: [{ name: "hide", beforeRecord: (event) => ({ ...event, payload: "hidden" }) }] });
    const heard: unknown[] = [];
    bus.subscribe("t", ({ payload }) => heard.push(payload));
    bus.emit(draft("t", "secret"));
    bus.history.replay();
    await clock.advance();
    expect(heard).toEqual(["secret", "hidden"]);
  });
  it("is delivered at once, whatever its priority was, before what waits", async () => {
    const { bus, clock, heard, listen } = openBus();
    bus.emit({ type: "slow", input: 1, options: { priority: "deferred" } });
    await clock.advance();
    listen();
    clock.idle = false;
    bus.history.replay();
    await clock.advance();
    expect(heard).toEqual(["slow"]);
  });
  it("of which a handler publishes a copy becomes an ordinary event again", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 1);
    const replayed: BusEvent[] = [];
    const subscription = bus.subscribe("t", (event) => replayed.push(event));
    bus.history.replay();
    await clock.advance();
    subscription.unsubscribe();
    const again = bus.emit(replayed[0]!);
    expect([again.id, again.replay]).toEqual([replayed[0]?.id, undefined]);
    expect(bus.history.lastPosition).toBe(2);
  });
});

describe("who hears a replay", () => {
  it("is everybody subscribed now, but not who wants no replays", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 2);
    const { heard } = hearReplays(bus);
    let unwanted = 0;
    const subscription = bus.subscribe("#", () => unwanted++, { replays: false });
    bus.history.replay({ speed: "max" });
    await clock.advance();
    expect([heard.length, unwanted, subscription.stats.skipped]).toEqual([2, 0, 0]);
  });
  it("is no waiter and no loop", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 2);
    const next = bus.next("t");
    const loop = bus.iterate("t");
    bus.history.replay({ speed: "max" });
    await clock.advance();
    bus.emit(draft("t", "live"));
    expect((await next).payload).toBe("live");
    expect((await loop.next()).value?.payload).toBe("live");
    await loop.return?.();
  });
  it("can be narrowed to some subscriptions", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 2);
    const one = hearReplays(bus);
    const two = hearReplays(bus);
    const three = hearReplays(bus);
    bus.history.replay({ speed: "max", only: [one.subscription, three.subscription] });
    await clock.advance();
    expect([one, two, three].map(({ heard }) => heard.length)).toEqual([2, 0, 2]);
    bus.history.replay({ speed: "max", only: [] });
    await clock.advance();
    expect([one, two, three].map(({ heard }) => heard.length)).toEqual([2, 0, 2]);
  });
  it("may be nobody: the run ends all the same", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 2);
    const run = bus.history.replay({ speed: "max" });
    await clock.advance();
    await run.done;
    expect(run.state).toMatchObject({ status: "finished", emitted: 2 });
  });
});

describe("an imported session", () => {
  it("is replayed like any other", async () => {
    const { bus, clock } = openBus();
    const { bus: source } = openBus();
    emitSome(source, 3);
    await bus.history.import(source.history.export());
    const { heard } = hearReplays(bus);
    bus.history.replay({ speed: "max" });
    await clock.advance();
    expect(heard).toEqual(["1 t", "2 t", "3 t"]);
    expect(payloadsOf(bus.history)).toEqual([1, 2, 3]);
  });
});

it("a bus without history has nothing to replay", async () => {
  const { bus, clock } = openBus({ history: false });
  emitSome(bus, 2);
  const run = bus.history.replay();
  await clock.advance();
  await run.done;
  expect(run.state).toMatchObject({ total: 0, emitted: 0, position: 0 });
});
it("works by the host's own clock", async () => {
  await using bus = createBus();
  emitSome(bus, 3);
  const { heard } = hearReplays(bus);
  await bus.history.replay({ speed: "max" }).done;
  expect(heard).toHaveLength(3);
});
