import { BusClosedError, createBus, defineEvent, defineRequest, glob, type InspectRecord, payload } from "eventdeck";
import { redact } from "eventdeck/middleware";
import { VirtualClock } from "eventdeck/testing";
import {
  type Codec,
  connect,
  type ConnectOptions,
  type EngineTransport,
  GapError,
  LinkError,
  type LinkTransport,
  type TransportHost,
} from "eventdeck/transport";
import { memoryLink, type MemoryLinkOptions } from "eventdeck/transport/memory";
import { describe, expect, it, onTestFinished } from "vitest";
import { cloudEvent, RawLink } from "./raw-link.ts";

const added = defineEvent("cart.added", payload<{ sku: string }>());

async function link(near: ConnectOptions = {}, far: ConnectOptions = {}, faults: MemoryLinkOptions = {}) {
  const clock = new VirtualClock();
  const here = createBus({ clock, source: "/here" });
  const there = createBus({ clock, source: "/there" });
  const line = memoryLink(faults);
  const [left, right] = await Promise.all([connect(here, line.left, near), connect(there, line.right, far)]);
  await clock.advance();
  onTestFinished(async () => {
    const closing = Promise.all([here, there].map((bus) => bus.close({ drain: false, timeoutMs: 0 })));
    await clock.advance();
    await closing;
  });
  const types = () => [...there.history].map(({ event }) => event.type);
  return { clock, here, there, left, right, line, types };
}

describe("what leaves by a link", () => {
  it("is what history sees", async () => {
    const { clock, here, there } = await link();
    here.use(redact({ paths: ["payload.password"], keys: [] }));
    const heard: unknown[] = [];
    here.subscribe("#", ({ payload: seen }) => heard.push(seen));
    here.emit({ type: "login", input: { user: "ann", password: "secret" } });
    await clock.advance();
    expect(heard).toEqual([{ user: "ann", password: "secret" }]);
    expect(JSON.stringify([...there.history])).not.toContain("secret");
    expect(there.history.get(1)?.event.payload).toMatchObject({ user: "ann" });
  });

  it("is nothing that is kept out of history, and no replay", async () => {
    const { clock, here, there } = await link();
    here.use({ name: "private", beforeRecord: ({ type }) => (type === "private" ? false : undefined) });
    here.emit({ type: "private", input: 1 });
    here.emit({ type: "public", input: 2 });
    await clock.advance();
    const replay = here.history.replay({ speed: "max" });
    await clock.advance(1000);
    await replay.done;
    expect([...there.history].map(({ event }) => event.type)).toEqual(["public"]);
  });

  it("does not wait until more has been published in one go than a backlog may hold", async () => {
    const { clock, here, left, right } = await link({ maxBacklog: 10, maxBatch: 4 }, { maxBatch: 4 });
    here.emitMany(Array.from({ length: 50 }, (_, number) => ({ type: "count", input: number })));
    await clock.advance();
    expect([left.stats.dropped, left.stats.sent, right.stats.received, right.stats.gaps]).toEqual([0, 50, 50, 0]);
  });

  it("is parted by what the far side takes in one message", async () => {
    const { clock, here, left, right } = await link({}, { maxBatch: 4, maxEventBytes: 1000 });
    here.emitMany(Array.from({ length: 1000 }, (_, number) => ({ type: "count", input: { number, text: "x".repeat(number % 10 === 0 ? 500 : 5) } })));
    await clock.advance(60_000);
    expect([left.stats.dropped, left.stats.sent, right.stats.received, right.stats.rejected, right.stats.gaps]).toEqual([0, 1000, 1000, 0, 0]);
  });

  it("leaves also where nothing is kept", async () => {
    const line = memoryLink();
    const here = createBus({ history: false });
    const there = createBus();
    await Promise.all([connect(here, line.left), connect(there, line.right)]);
    const arrived = there.next("#", { timeoutMs: 5000 });
    here.emit(added({ sku: "tea" }));
    expect(await arrived).toMatchObject({ payload: { sku: "tea" } });
    await Promise.all([here.close(), there.close()]);
  });

  it("is what publish selects, and of that what the far side wants", async () => {
    const far: ConnectOptions = { subscribe: [added, glob("stock-[0-9].*"), /^price\b/i, "log.#"] };
    const { clock, here, left, types } = await link({ publish: ["cart.*", glob("stock*"), "price.#", "secret.#"] }, far);
    for (const type of ["cart.added", "cart.removed", "stock-1.low", "stock-x.low", "price.cut", "secret.key", "log.line"]) here.emit({ type, input: 1 });
    await clock.advance();
    expect(types()).toEqual(["cart.added", "stock-1.low", "price.cut"]);
    expect(left.stats.sent).toBe(3);
  });

  it("is nothing with publish: false, and nothing comes in with subscribe: false", async () => {
    const { clock, here, there } = await link({ publish: false }, { subscribe: false });
    here.emit(added({ sku: "tea" }));
    there.emit(added({ sku: "milk" }));
    await clock.advance();
    expect([here.history.size, there.history.size]).toEqual([2, 1]);
  });

  it("passes on what came in by another link, once, with its path", async () => {
    const clock = new VirtualClock();
    const buses = ["a", "b", "c"].map((name) => createBus({ clock, source: `/${name}` }));
    const [a, b, c] = buses as [(typeof buses)[0], (typeof buses)[0], (typeof buses)[0]];
    const lines = [memoryLink(), memoryLink(), memoryLink()] as const;
    const [ab, bc, ca] = lines;
    const ends = [ab.left, ab.right, bc.left, bc.right, ca.left, ca.right];
    const connections = await Promise.all([a, b, b, c, c, a].map((bus, index) => connect(bus, ends[index]!)));
    await clock.advance();
    a.emit(added({ sku: "tea" }));
    await clock.advance(1000);
    expect(buses.map((bus) => bus.history.size)).toEqual([1, 1, 1]);
    expect(connections.reduce((sum, { stats }) => sum + stats.received, 0)).toBe(2);
    await Promise.all(buses.map((bus) => bus.close()));
  });
});

describe("a link that breaks", () => {
  it("keeps so many events, and the far side hears of the rest", async () => {
    const { clock, here, there, left, right, line } = await link({ maxBacklog: 3 });
    const errors: unknown[] = [];
    const records: InspectRecord[] = [];
    right.errors$.subscribe((error) => errors.push(error));
    there.inspect$.subscribe((record) => void (record.kind === "gap" && records.push(record)));
    line.disconnect();
    expect([left.state, right.state]).toEqual(["reconnecting", "reconnecting"]);
    for (let number = 1; number <= 5; number++) here.emit({ type: "count", input: number });
    await clock.advance();
    expect(left.stats.dropped).toBe(2);
    expect(left.health().checks["backlog"]?.status).toBe("degraded");
    line.reconnect();
    await clock.advance(60_000);
    expect([...there.history].map(({ event }) => event.payload)).toEqual([3, 4, 5]);
    expect(right.stats.gaps).toBe(2);
    expect(errors.filter((error) => error instanceof GapError)).toMatchObject([{ code: "ERR_LINK_GAP", from: 1, to: 2 }]);
    expect(records).toMatchObject([{ kind: "gap", link: "memory", from: 1, to: 2 }]);
    expect(right.health().checks["gaps"]?.detail).toContain("2 in all");
  });

  it("repairs what is lost on the way, the last event too, in order", async () => {
    let lost = 0;
    const lose = (message: unknown) => String(message).includes('"kind":"events"') && lost++ < 3;
    const { clock, here, there, right } = await link({ maxBatch: 1 }, {}, { lose });
    for (let number = 1; number <= 3; number++) here.emit({ type: "count", input: number });
    await clock.advance(20_000);
    expect([...there.history].map(({ event }) => event.payload)).toEqual([1, 2, 3]);
    expect(right.stats).toMatchObject({ received: 3, gaps: 0 });
  });

  // whatwg/html#7253: what is broadcast while a page is kept for going back to is dropped.
  it("asks for what was said on a broadcast medium while this side was put aside", async () => {
    const raw = new RawLink("many");
    const bus = createBus({ clock: new VirtualClock() });
    const connection = await connect(bus, raw);
    raw.hello();
    raw.events(1, [cloudEvent({ priority: "immediate", data: 1 })]);
    raw.host.state("reconnecting");
    raw.host.state("connected");
    expect(raw.posted.at(-1)).toMatchObject({ kind: "hello", introduce: true });
    raw.hello({ offset: 4 });
    expect(raw.posted.at(-1)).toMatchObject({ kind: "repair", to: "far", first: 2, last: 4 });
    raw.say({ kind: "lost", first: 2, last: 2 });
    raw.events(3, [cloudEvent({ priority: "immediate", data: 3 }), cloudEvent({ priority: "immediate", data: 4 })]);
    expect([...bus.history].map(({ event }) => event.payload)).toEqual([1, 3, 4]);
    expect(connection.stats.gaps).toBe(1);
    await bus.close();
  });

  it("posts nothing to who is away, and gives it what it has missed when it is back", async () => {
    const raw = new RawLink("many");
    const clock = new VirtualClock();
    const bus = createBus({ clock });
    const connection = await connect(bus, raw, { maxBacklog: 2 });
    raw.hello();
    raw.say({ kind: "away" });
    for (const number of [1, 2, 3]) bus.emit({ type: "count", input: number, options: { priority: "immediate" } });
    await clock.advance(60_000);
    const { length } = raw.posted;
    bus.respond(defineRequest("asked", payload<null>(), payload<null>()), () => null);
    await clock.advance(60_000);
    expect(raw.posted).toHaveLength(length);
    expect([raw.ofKind("events"), raw.ofKind("position"), connection.peers]).toEqual([[], [], []]);
    // Whatever it says but a greeting, it is asked for that.
    raw.say({ kind: "position", offset: 0 });
    expect(raw.posted.at(-2)).toMatchObject({ kind: "hello", to: "far", introduce: true });
    raw.hello({ introduce: true });
    expect(raw.posted.at(-1)).toMatchObject({ kind: "hello", to: "far", answers: ["asked"] });
    expect(connection.peers).toEqual(["far"]);
    raw.say({ kind: "repair", first: 1, last: 3 });
    expect(raw.ofKind("lost")).toMatchObject([{ to: "far", first: 1, last: 1 }]);
    expect(raw.ofKind("events")).toMatchObject([{ to: "far", offset: 2, events: [{ data: 2 }, { data: 3 }] }]);
    bus.emit({ type: "count", input: 4, options: { priority: "immediate" } });
    await Promise.resolve();
    expect(raw.ofKind("events").at(-1)).toMatchObject({ offset: 4 });
    await bus.close();
  });

  it("tells its state to who watches", async () => {
    const { left, line } = await link();
    const states: string[] = [];
    left.state$.subscribe({ next: (state) => states.push(state), complete: () => states.push("complete") });
    line.disconnect();
    line.reconnect();
    await left.close();
    expect(states).toEqual(["connected", "reconnecting", "connected", "closed", "complete"]);
  });
});

describe("connecting", () => {
  it("releases everything when the transport cannot be opened", async () => {
    const bus = createBus();
    let closed = 0;
    const broken: LinkTransport = {
      ...memoryLink().left,
      name: "broken",
      capabilities: { durable: false, order: "source", consumerGroups: false, interest: true },
      connect: () => Promise.reject(new Error("no route")),
      post: () => {},
      close: async () => void closed++,
    };
    await expect(connect(bus, broken)).rejects.toThrow("no route");
    expect([bus.subscriptions().length, closed]).toEqual([0, 1]);
    await bus.close();
  });

  it("lets a transport say what it has refused, without a change of state", async () => {
    const bus = createBus({ clock: new VirtualClock() });
    const raw = new RawLink();
    const connection = await connect(bus, raw);
    const states: string[] = [];
    connection.state$.subscribe((state) => states.push(state));
    const errors: unknown[] = [];
    connection.errors$.subscribe((error) => errors.push(error));
    raw.host.refuse(new LinkError("ERR_LINK_REFUSED", "A page of another origin asked for a port."));
    raw.host.refuse("a frame");
    expect(connection.stats.rejected).toBe(2);
    expect(errors.map(String)).toEqual(["LinkError: A page of another origin asked for a port.", 'LinkError: The link "raw" refused what came in: a frame.']);
    expect(connection.health().checks["rejected"]).toEqual({ status: "degraded", detail: expect.stringContaining("2 in all") });
    expect(states).toEqual(["connected"]);
    await connection.close();
    raw.host.refuse("too late");
    expect(connection.stats.rejected).toBe(2);
    await bus.close();
  });

  it("is refused for what is no transport, options that make no sense, and a closed bus", async () => {
    const bus = createBus();
    // @ts-expect-error no transport
    await expect(connect(bus, {})).rejects.toThrow("connect was given no transport");
    await expect(connect(bus, memoryLink().left, { maxBacklog: 0 })).rejects.toThrow("maxBacklog is 0");
    await bus.close();
    await expect(connect(bus, memoryLink().left)).rejects.toThrow(BusClosedError);
  });

  it("holds events until the far side is there", async () => {
    const raw = new RawLink();
    const bus = createBus({ clock: new VirtualClock() });
    const connection = await connect(bus, raw);
    bus.emit(added({ sku: "tea" }, { priority: "immediate" }));
    await Promise.resolve();
    expect(raw.ofKind("events")).toEqual([]);
    raw.hello();
    expect(raw.ofKind("events")).toMatchObject([{ offset: 1, events: [{ type: "cart.added" }] }]);
    expect(connection.peers).toEqual(["far"]);
    await bus.close();
    expect(raw.posted.at(-1)).toMatchObject({ kind: "bye" });
    expect(raw.closes).toBe(1);
  });

  it("has one message carry what is published in one go", async () => {
    const { clock, here, there } = await link();
    const raw = new RawLink();
    await connect(here, raw);
    raw.hello();
    here.emitMany(Array.from({ length: 300 }, (_, index) => ({ type: "count", input: index })));
    await clock.advance();
    expect(raw.ofKind("events").map(({ events }) => (Array.isArray(events) ? events.length : 0))).toEqual([256, 44]);
    expect(there.history.size).toBe(300);
  });

  it("writes messages as its codec says", async () => {
    const seen: unknown[] = [];
    const asObjects: Codec = { name: "objects", encode: (message) => message, decode: (posted) => posted };
    const options = { codec: asObjects };
    const { clock, here, there } = await link(options, options, { lose: (message) => seen.push(message) < 0 });
    here.emit(added({ sku: "tea" }));
    await clock.advance();
    expect(there.history.get(1)?.event.payload).toEqual({ sku: "tea" });
    expect(seen.every((message) => typeof message === "object")).toBe(true);
  });

  it("hands the transport one message at a time, and closes when all are taken", async () => {
    const taken: (() => void)[] = [];
    const raw = new RawLink();
    const slow = Object.assign(raw, {
      post: (message: unknown) => new Promise<void>((resolve) => taken.push(() => resolve(void raw.posted.push(JSON.parse(String(message)))))),
    });
    const bus = createBus({ clock: new VirtualClock() });
    const connection = await connect(bus, slow);
    const takeOne = async () => {
      taken.shift()?.();
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    };
    await takeOne();
    raw.hello();
    for (let number = 1; number <= 3; number++) {
      bus.emit({ type: "count", input: number, options: { priority: "immediate" } });
      await Promise.resolve();
    }
    expect(taken).toHaveLength(1);
    await takeOne();
    expect(taken).toHaveLength(1);
    const closing = connection.close();
    for (let left = 0; left < 5; left++) await takeOne();
    await closing;
    expect(raw.ofKind("events").flatMap(({ events }) => events)).toHaveLength(3);
    expect(raw.posted.at(-1)).toMatchObject({ kind: "bye" });
    await bus.close();
  });

  it("leaves nothing running once peers have what was sent, or do not answer", async () => {
    const raw = new RawLink();
    const clock = new VirtualClock();
    const bus = createBus({ clock });
    const connection = await connect(bus, raw);
    raw.hello();
    bus.emit(added({ sku: "tea" }));
    await clock.advance(120_000);
    expect(raw.ofKind("position")).toHaveLength(8);
    expect(connection.peers).toEqual([]);
    expect(clock.scheduled).toBe(0);
    raw.say({ kind: "received", offset: 1 });
    expect(connection.peers).toEqual(["far"]);
    await bus.close();
  });
});

/** A log that everybody who is connected hears, as an engine would. */
function engineOf(hosts: Set<TransportHost>, log: unknown[][], fails: { count: number } = { count: 0 }): EngineTransport {
  let own: TransportHost | undefined;
  return {
    name: "engine",
    capabilities: { durable: true, order: "source", consumerGroups: true, interest: false },
    connect: async (host) => void hosts.add((own = host)),
    async send(events) {
      if (fails.count-- > 0) throw new Error("the broker is busy");
      log.push([...events]);
      const texts = events.map((event) => ({ specversion: "1.0", id: event.id, source: event.source, type: event.type, data: event.payload }));
      for (const host of hosts) host.receive(JSON.stringify(texts));
    },
    close: async () => void (own && hosts.delete(own)),
  };
}

describe("a message engine", () => {
  it("carries events only, each once, and its echo is known", async () => {
    const clock = new VirtualClock();
    const [here, there] = [createBus({ clock }), createBus({ clock })];
    const hosts = new Set<TransportHost>();
    const log: unknown[][] = [];
    const connections = await Promise.all([connect(here, engineOf(hosts, log)), connect(there, engineOf(hosts, log))]);
    here.emit(added({ sku: "tea" }));
    await clock.advance();
    expect([here.history.size, there.history.size, log.length]).toEqual([1, 1, 1]);
    expect(connections.map(({ stats }) => [stats.sent, stats.received, stats.duplicates])).toEqual([
      [1, 0, 1],
      [0, 1, 0],
    ]);
    await Promise.all([here.close(), there.close()]);
    expect(hosts.size).toBe(0);
  });

  it("gets again, in order, what it did not take", async () => {
    const clock = new VirtualClock();
    const [here, there] = [createBus({ clock }), createBus({ clock })];
    const hosts = new Set<TransportHost>();
    const connection = await connect(here, engineOf(hosts, [], { count: 2 }));
    const errors: string[] = [];
    connection.errors$.subscribe((error) => errors.push(String(error)));
    await connect(there, engineOf(hosts, []));
    for (let number = 1; number <= 3; number++) {
      here.emit({ type: "count", input: number });
      await clock.advance(100);
    }
    await clock.advance(5000);
    expect([...there.history].map(({ event }) => event.payload)).toEqual([1, 2, 3]);
    expect(errors).toHaveLength(2);
    expect(errors[0]).toContain("the broker is busy");
    await Promise.all([here.close(), there.close()]);
  });

  it("reports the gaps that it knows of, and refuses what is no event", async () => {
    const bus = createBus({ clock: new VirtualClock() });
    const hosts = new Set<TransportHost>();
    const connection = await connect(bus, engineOf(hosts, []));
    const [host] = hosts;
    host!.gap({ source: "stream", from: 4, to: 9 });
    host!.receive("no JSON");
    host!.receive(cloudEvent({ priority: "immediate" }));
    expect(connection.stats).toMatchObject({ gaps: 6, rejected: 1, received: 1 });
    host!.refuse(new Error("a partition that is not ours"));
    expect(connection.stats.rejected).toBe(2);
    await bus.close();
  });
});
