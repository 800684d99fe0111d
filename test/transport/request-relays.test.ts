import { type Bus, createBus, defineRequest, NoResponderError, payload, RemoteError } from "eventdeck";
import { VirtualClock } from "eventdeck/testing";
import { connect, type Connection, type ConnectOptions } from "eventdeck/transport";
import { type MemoryLink, memoryLink } from "eventdeck/transport/memory";
import { describe, expect, it, onTestFinished } from "vitest";
import { RawLink } from "./raw-link.ts";

const whereabouts = defineRequest("relay.whereabouts", payload<string>(), payload<string>());

/** Buses that are linked as told, by their numbers. */
async function open(count: number, edges: readonly (readonly [number, number])[], options: ConnectOptions = {}) {
  const clock = new VirtualClock();
  const greetings = { count: 0 };
  const buses = Array.from({ length: count }, (_, index) => createBus({ clock, source: `/bus/${index}`, events: [whereabouts] }));
  const lines: MemoryLink[] = [];
  const connections: Connection[] = [];
  for (const [from, to] of edges) {
    const line = memoryLink({
      lose(message) {
        if (String(message).includes('"kind":"hello"')) greetings.count++;
        return false;
      },
    });
    lines.push(line);
    connections.push(...(await Promise.all([connect(buses[from]!, line.left, options), connect(buses[to]!, line.right, options)])));
  }
  await clock.advance(100);
  onTestFinished(async () => {
    const closing = Promise.all(buses.map((bus) => bus.close({ drain: false, timeoutMs: 0 })));
    await clock.advance();
    await closing;
  });
  const settle = async (reply: Promise<unknown>): Promise<unknown> => {
    const settled = reply.catch((error: unknown) => error);
    await clock.advance(100);
    return settled;
  };
  const ask = (bus: Bus): Promise<unknown> => settle(bus.request(whereabouts("?"), { timeoutMs: 60_000 }));
  const answerAt = async (index: number) => {
    const responder = buses[index]!.respond(whereabouts, ({ payload: asked }) => `${asked} ${index}`);
    await clock.advance(100);
    return responder;
  };
  return { clock, buses, lines, connections, greetings, ask, settle, answerAt };
}
const line = (count: number) => Array.from({ length: count - 1 }, (_, index) => [index, index + 1] as const);
const ring = (count: number) => Array.from({ length: count }, (_, index) => [index, (index + 1) % count] as const);

describe("a request over several links, as from a tab by the main process to a worker", () => {
  it("is answered, under the same id, and recorded once in each bus on its way", async () => {
    const { buses, ask, answerAt, clock } = await open(3, line(3));
    await answerAt(2);
    expect(await ask(buses[0]!)).toBe("? 2");
    await clock.advance(1000);
    const recorded = buses.map(({ history }) => [...history].map(({ event }) => event));
    expect(recorded.map((events) => events.map(({ type }) => type))).toEqual(buses.map(() => [whereabouts.type, `${whereabouts.type}.reply`]));
    expect(new Set(recorded.map(([request]) => request!.id)).size).toBe(1);
  });

  it("has the error of who answers restored as if there were one link", async () => {
    const { buses, ask, clock } = await open(4, line(4));
    buses[3]!.respond(whereabouts, () => {
      throw new RangeError("nowhere");
    });
    await clock.advance(100);
    const error = await ask(buses[0]!);
    expect(error).toBeInstanceOf(RemoteError);
    expect(error).toMatchObject({ cause: { name: "RangeError", message: "nowhere" } });
  });

  it("is called off all the way", async () => {
    const { buses, clock } = await open(3, line(3));
    const calledOff: unknown[] = [];
    buses[2]!.respond(whereabouts, (_, { signal }) => {
      signal.addEventListener("abort", () => calledOff.push(signal.reason));
      return new Promise(() => {});
    });
    await clock.advance(100);
    const reply = buses[0]!.request(whereabouts("?"), { timeoutMs: 500 }).catch((error: unknown) => error);
    await clock.advance(600);
    expect(await reply).toMatchObject({ code: "ERR_TIMEOUT" });
    expect(calledOff).toMatchObject([{ code: "ERR_REQUEST_CANCELLED" }]);
  });

  it("ends at once when a link on its way goes, and is not asked for any more", async () => {
    const { buses, clock, connections, ask, settle } = await open(3, line(3));
    buses[2]!.respond(whereabouts, () => new Promise(() => {}));
    await clock.advance(100);
    const reply = buses[0]!.request(whereabouts("?"), { timeoutMs: 60_000 });
    await clock.advance(100);
    void connections[3]!.close();
    expect(await settle(reply)).toMatchObject({ code: "ERR_REQUEST_LINK" });
    expect(await ask(buses[0]!)).toBeInstanceOf(NoResponderError);
  });

  it("goes to who answers here first, then the shortest way, and another when that has gone", async () => {
    const { buses, ask, answerAt } = await open(5, ring(5));
    const far = await answerAt(3);
    const near = await answerAt(1);
    expect(await ask(buses[0]!)).toBe("? 1");
    const own = await answerAt(0);
    expect(await ask(buses[0]!)).toBe("? 0");
    own.unsubscribe();
    near.unsubscribe();
    expect(await ask(buses[0]!)).toBe("? 3");
    expect(await ask(buses[1]!)).toBe("? 3");
    far.unsubscribe();
    for (const bus of buses) expect(await ask(bus)).toBeInstanceOf(NoResponderError);
  });

  it("goes round no circle, and word of who answers neither", async () => {
    const mesh = [0, 1, 2, 3].flatMap((from) => [0, 1, 2, 3].flatMap((to) => (from < to ? [[from, to] as const] : [])));
    for (const edges of [ring(4), mesh]) {
      const { buses, ask, answerAt, greetings, clock } = await open(4, edges);
      const responder = await answerAt(2);
      for (const [index, bus] of buses.entries()) expect(await ask(bus), `asked by bus ${index}`).toBe("? 2");
      expect(buses[2]!.history.size).toBe(8);
      responder.unsubscribe();
      await clock.advance(1000);
      for (const bus of buses) expect(await ask(bus)).toBeInstanceOf(NoResponderError);
      const before = greetings.count;
      await clock.advance(60_000);
      expect(greetings.count, "greetings once all have settled").toBe(before);
      expect(before, "greetings until then").toBeLessThan(150);
    }
  });

  it("is not passed on by a link whose `requests` do not select it, nor further than maxHops", async () => {
    const closed = await open(3, line(3), { requests: "other.#" });
    await closed.answerAt(2);
    expect(await closed.ask(closed.buses[0]!)).toBeInstanceOf(NoResponderError);
    const far = await open(5, line(5), { maxHops: 3 });
    await far.answerAt(4);
    expect(await far.ask(far.buses[1]!)).toBe("? 4");
    expect(await far.ask(far.buses[0]!)).toBeInstanceOf(NoResponderError);
  });

  it("is not passed back by the link that it came by, whatever its far side says that it answers", async () => {
    const clock = new VirtualClock();
    const bus = createBus({ clock });
    const raw = new RawLink();
    await connect(bus, raw);
    onTestFinished(() => bus.close({ drain: false, timeoutMs: 0 }));
    raw.hello({ answers: [whereabouts.type] });
    raw.say({ kind: "request", event: { specversion: "1.0", id: "1", source: "/far", type: whereabouts.type, data: "?" } });
    await clock.advance();
    expect(raw.ofKind("reply")).toMatchObject([{ id: "1", error: { name: "NoResponderError" } }]);
    expect(raw.ofKind("request")).toEqual([]);
  });
});

describe("greetings that arrive out of their order", () => {
  it("do not bring back what was answered before", async () => {
    const clock = new VirtualClock();
    const [here, there] = [createBus({ clock }), createBus({ clock })];
    let delayed = 0;
    const { left, right } = memoryLink({
      // The greeting that says that it is answered is overtaken by the one that it is not any more.
      carry: (message) =>
        String(message).includes(`"answers":["${whereabouts.type}"]`) && delayed++ === 0 ? (task) => void clock.schedule(task, 500, "normal") : undefined,
    });
    await Promise.all([connect(here, left), connect(there, right)]);
    await clock.advance(100);
    there.respond(whereabouts, () => "there").unsubscribe();
    await clock.advance(1000);
    expect(delayed).toBe(1);
    expect(here.subscriptions()).toEqual([]);
    await expect(here.request(whereabouts("?"))).rejects.toBeInstanceOf(NoResponderError);
    await Promise.all([here.close(), there.close()]);
  });
});

it("a peer is known by the source of its bus", async () => {
  const { connections, buses } = await open(2, line(2));
  expect(connections[0]!.peerBuses).toEqual([{ instance: connections[0]!.peers[0], source: buses[1]!.source }]);
});
