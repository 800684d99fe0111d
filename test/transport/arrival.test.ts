import { type Bus, createBus, defineRequest, type HistoryEntry, payload } from "eventdeck";
import { VirtualClock } from "eventdeck/testing";
import { connect, type EngineTransport, type TransportHost } from "eventdeck/transport";
import { memoryLink } from "eventdeck/transport/memory";
import { describe, expect, it, onTestFinished } from "vitest";
import { draft } from "../history/deck.ts";
import { cloudEvent, RawLink } from "./raw-link.ts";
import { ahead } from "./skewed-clock.ts";

const latencyMs = 20;

function open(clock: VirtualClock, source: string, aheadMs = 0): Bus {
  const bus = createBus({ clock: ahead(clock, aheadMs), source });
  onTestFinished(async () => {
    const closing = bus.close({ drain: false, timeoutMs: 0 });
    await clock.advance();
    await closing;
  });
  return bus;
}
/** Connects two buses by a link that takes 20 ms. */
async function join(clock: VirtualClock, left: Bus, right: Bus, takesMs = latencyMs): Promise<void> {
  const line = memoryLink({ schedule: (task) => void clock.schedule(task, takesMs, "normal") });
  await Promise.all([connect(left, line.left), connect(right, line.right)]);
  await pass(clock, 10 * takesMs);
}
/** In steps, since what a message sets off is posted in a microtask of its own. */
async function pass(clock: VirtualClock, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 5) await clock.advance(5);
}
function only(bus: Bus): HistoryEntry {
  const [entry, ...others] = bus.history;
  if (!entry || others.length > 0) throw new Error(`${others.length + 1} entries`);
  return entry;
}

describe("how an event arrived", () => {
  it("is recorded beside it: the link, who sent it, when it came in; the event stays as it was sent", async () => {
    const clock = new VirtualClock(1_000_000);
    const [here, there] = [open(clock, "/here"), open(clock, "/there")];
    await join(clock, here, there);
    const sent = there.emit(draft("order.placed", { n: 1 }));
    const sentAt = clock.now();
    await pass(clock, 100);
    const { event, arrival } = only(here);
    expect(event).toEqual(sent);
    expect(Object.keys(event)).toEqual(Object.keys(sent));
    expect(arrival).toMatchObject({ link: "memory", path: [sent.id.slice(0, sent.id.lastIndexOf("-"))], at: sentAt + latencyMs });
    expect(only(there).arrival).toBeUndefined();
  });

  it("tells how far the sender's clock was ahead, within half of what word takes there and back, though nothing was ever sent to it", async () => {
    const clock = new VirtualClock(1_000_000);
    const [here, worker] = [open(clock, "/here"), open(clock, "/worker", 3_000)];
    await join(clock, here, worker);
    worker.emit(draft("a"));
    await pass(clock, 100);
    worker.emit(draft("b"));
    await pass(clock, 100);
    const [first, second] = here.history;
    // The first came before anything was known: it is told once it is.
    expect(first?.arrival).toMatchObject({ aheadMs: 3_000, withinMs: latencyMs + 1 });
    expect(second?.arrival).toMatchObject({ aheadMs: 3_000, withinMs: latencyMs + 1 });
  });

  it("says that more is known of what is there already", async () => {
    const clock = new VirtualClock(1_000_000);
    const [here, worker] = [open(clock, "/here"), open(clock, "/worker", -2_000)];
    await join(clock, here, worker);
    const known: unknown[] = [];
    here.history.changes$.subscribe(() => known.push(here.history.get(1)?.arrival?.aheadMs));
    worker.emit(draft("a"));
    await pass(clock, 100);
    expect(known).toEqual([undefined, -2_000]);
  });

  it("names all that it has passed through, the first its maker, whose clock is not known then", async () => {
    const clock = new VirtualClock(1_000_000);
    const [here, middle, far] = [open(clock, "/here"), open(clock, "/middle"), open(clock, "/far", 5_000)];
    await join(clock, here, middle);
    await join(clock, middle, far);
    const instances = [far, middle].map((bus) => bus.emit(draft("hello")).id.split("-")[0]);
    await pass(clock, 200);
    const relayed = [...here.history].find(({ event }) => event.source === "/far");
    expect(relayed?.arrival?.path).toEqual(instances);
    expect(relayed?.arrival?.aheadMs).toBeUndefined();
  });

  it("tells of its maker's clock also where it came by a quicker way than straight from there", async () => {
    const clock = new VirtualClock(1_000_000);
    const [here, middle, far] = [open(clock, "/here"), open(clock, "/middle"), open(clock, "/far", 5_000)];
    await join(clock, here, middle);
    await join(clock, middle, far);
    await join(clock, here, far, 150);
    far.emit(draft("hello"));
    await pass(clock, 600);
    const { arrival } = only(here);
    expect(arrival?.path).toHaveLength(2);
    expect(arrival).toMatchObject({ aheadMs: 5_000, withinMs: 151 });
  });

  it("asks for a peer's clock while events come from it, and not for each of them", async () => {
    const clock = new VirtualClock();
    const raw = new RawLink("many");
    const here = open(clock, "/here");
    await connect(here, raw);
    raw.hello();
    for (let offset = 1; offset <= 100; offset += 1) raw.events(offset, [cloudEvent({ priority: "immediate" })]);
    expect(raw.ofKind("position")).toHaveLength(1);
    raw.say({ kind: "received", offset: 0, at: clock.now() + 700 });
    raw.events(101, [cloudEvent({ priority: "immediate" })]);
    expect(here.history.get(101)?.arrival).toMatchObject({ aheadMs: 700, withinMs: 1 });
    await clock.advance(29_000);
    raw.events(102, [cloudEvent({ priority: "immediate" })]);
    expect(raw.ofKind("position")).toHaveLength(1);
    // A clock that was set meanwhile is noticed, by the next question with the same offset.
    await clock.advance(2_000);
    raw.events(103, [cloudEvent({ priority: "immediate" })]);
    expect(raw.ofKind("position")).toHaveLength(2);
    raw.say({ kind: "received", offset: 0, at: clock.now() - 500 });
    await clock.advance(1);
    raw.events(104, [cloudEvent({ priority: "immediate" })]);
    expect(here.history.get(104)?.arrival).toMatchObject({ aheadMs: -500 });
  });

  it("has no sender where an engine tells none", async () => {
    const clock = new VirtualClock(5_000);
    const here = open(clock, "/here");
    let host: TransportHost | undefined;
    const engine: EngineTransport = {
      name: "redis",
      capabilities: { durable: true, order: "source", consumerGroups: false, interest: false },
      connect: async (given) => void (host = given),
      send: () => undefined,
      close: async () => undefined,
    };
    await connect(here, engine);
    host?.receive(cloudEvent({ priority: "immediate" }));
    expect(only(here).arrival).toEqual({ link: "redis", path: [], at: 5_000 });
  });

  it("is that of a request as well, which is answered here", async () => {
    const clock = new VirtualClock(1_000_000);
    const price = defineRequest("price", payload<string>(), payload<number>());
    const [here, there] = [open(clock, "/here"), open(clock, "/there", 3_000)];
    here.respond(price, () => 12);
    await join(clock, here, there);
    const asked = there.request(price("tea"));
    await pass(clock, 200);
    expect(await asked).toBe(12);
    const [request, reply] = here.history;
    expect(request).toMatchObject({ event: { type: "price", source: "/there" }, arrival: { link: "memory", aheadMs: 3_000 } });
    expect(reply?.arrival).toBeUndefined();
  });

  it("is not that of a replay, nor of what is emitted here with an id from elsewhere", async () => {
    const clock = new VirtualClock();
    const [here, there] = [open(clock, "/here"), open(clock, "/there")];
    await join(clock, here, there);
    there.emit(draft("a"));
    await pass(clock, 100);
    const rerun = here.history.replay({ speed: "max", emissions: "rerun" });
    await clock.advance(100);
    await rerun.done;
    here.emit(draft("b", undefined, { id: "elsewhere-1", source: "/elsewhere" }));
    expect([...here.history].map(({ event, arrival }) => [event.type, arrival?.link])).toEqual([
      ["a", "memory"],
      ["b", undefined],
    ]);
  });
});

describe("by how it arrived an event", () => {
  it("is found with via: the link, or a bus on its way; what was published here with -via:*", async () => {
    const clock = new VirtualClock();
    const [here, there] = [open(clock, "/here"), open(clock, "/there")];
    await join(clock, here, there);
    const { id } = there.emit(draft("came"));
    await pass(clock, 100);
    here.emit(draft("own"));
    const found = (query: string) => here.history.query(query).map(({ event }) => event.type);
    expect(found("via:memory")).toEqual(["came"]);
    expect(found("via:*")).toEqual(["came"]);
    expect(found("-via:*")).toEqual(["own"]);
    expect(found(`via:${id.split("-")[0]}`)).toEqual(["came"]);
    expect(found("via:socket")).toEqual([]);
  });

  it("is written to a session file and read from it, as any other attribute of a CloudEvent", async () => {
    const clock = new VirtualClock(1_000_000);
    const [here, there, reader] = [open(clock, "/here"), open(clock, "/there", 3_000), open(clock, "/reader")];
    await join(clock, here, there);
    there.emit(draft("came"));
    await pass(clock, 100);
    here.emit(draft("own"));
    const lines = [...here.history.export()];
    await reader.history.import(lines);
    const [came, own] = reader.history;
    expect(came).toMatchObject({ imported: true, arrival: { ...here.history.get(1)?.arrival } });
    expect(came?.event).toEqual(here.history.get(1)?.event);
    expect(own?.arrival).toBeUndefined();
    expect(typeof JSON.parse(lines[0] ?? "").arrival).toBe("string");
    expect(reader.history.query("via:memory").map(({ position }) => position)).toEqual([1]);
    // Written once more it is the same.
    expect([...reader.history.export()]).toEqual(lines);
  });

  it.each([
    ["an attribute of somebody else's", "tomorrow"],
    ["no object", "7"],
    ["no link", JSON.stringify({ path: [], at: 1 })],
    ["a path of numbers", JSON.stringify({ link: "a", path: [1], at: 1 })],
    ["a path without end", JSON.stringify({ link: "a", path: Array.from({ length: 101 }, () => "x"), at: 1 })],
    ["no moment", JSON.stringify({ link: "a", path: [], at: 1e300 })],
    ["a number", 5],
  ])("is read without it where the file says %s", async (_, arrival) => {
    const bus = createBus();
    await bus.history.import([JSON.stringify({ ...cloudEvent(), arrival })]);
    expect(only(bus).arrival).toBeUndefined();
    await bus.close();
  });

  it("keeps it while the ring grows, and lets go of it with the event", async () => {
    const clock = new VirtualClock();
    const raw = new RawLink("many");
    const here = createBus({ clock, history: { maxEvents: 100 } });
    onTestFinished(() => here.close({ drain: false, timeoutMs: 0 }));
    await connect(here, raw);
    raw.hello();
    raw.events(
      1,
      Array.from({ length: 90 }, () => cloudEvent({ priority: "immediate" })),
    );
    for (let n = 0; n < 60; n += 1) here.emit(draft("own"));
    const came = [...here.history].map(({ arrival }) => arrival !== undefined);
    expect(came.filter(Boolean)).toHaveLength(40);
    expect(came.lastIndexOf(true)).toBe(39);
    for (let n = 0; n < 100; n += 1) here.emit(draft("own"));
    expect(here.history.query("via:*")).toEqual([]);
  });
});
