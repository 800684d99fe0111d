import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createBus, type Bus } from "eventdeck";
import { connect, type ConnectOptions, connections, type EngineTransport, type TransportHost } from "eventdeck/transport";
import { memoryLink, type MemoryLinkOptions } from "eventdeck/transport/memory";
import { createDeck, type DeckModel, linksOf } from "../../devtools/model/index.ts";
import { createLocalTarget, findRemoteTargets, hostTargets, registerBus, registeredTargets, Store, type Target } from "../../devtools/target/index.ts";
import { createWorld } from "./other-tab.ts";
import { answered, createScreen, type Screen } from "./painted.ts";

let bus: Bus;
let far: Bus;
let target: Target;
let screen: Screen;
let deck: DeckModel;
const ends: (() => void)[] = [];

beforeEach(() => {
  bus = createBus({ source: "/here", onError: () => {} });
  far = createBus({ source: "/there", onError: () => {} });
  target = createLocalTarget(bus, { name: "test", place: "a page" });
  screen = createScreen();
  deck = createDeck(target, screen);
});
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  deck.close();
  target.close();
  await Promise.all([bus.close({ drain: false }), far.close({ drain: false })]);
});

const settle = (frames = 4) => answered(screen, frames);

async function look(): Promise<void> {
  ends.push(linksOf(deck).connect());
  await settle();
  await expect.poll(() => linksOf(deck).state.loaded).toBe(true);
}

/** What is read half a second after the last time. */
async function lookAgain(): Promise<void> {
  screen.paint(40);
  await settle();
}

async function link(options: ConnectOptions = {}, faults: MemoryLinkOptions = {}) {
  const line = memoryLink(faults);
  const [near, there] = await Promise.all([connect(bus, line.left, options), connect(far, line.right)]);
  await settle();
  return { line, near, there };
}

const only = () => linksOf(deck).state.links[0]!;

describe("that a bus has links", () => {
  it("is told by its status with the first of them, also where the panel was there before", async () => {
    expect(target.status.state.links).toBe(false);
    await link();
    expect(target.status.state.links).toBe(true);
  });

  it("is told where the links were there before the panel", async () => {
    await link();
    const later = createLocalTarget(bus, { name: "later" });
    expect(later.status.state.links).toBe(true);
    later.close();
  });
});

describe("the links of a bus", () => {
  it("stand there with name, state, peers, selectors and counts", async () => {
    await link({ publish: "cart.*", subscribe: false });
    const arrived = far.next("cart.*", { timeoutMs: 5_000 });
    bus.emit({ type: "cart.added", input: 1 });
    await arrived;
    await look();
    expect(only()).toMatchObject({
      id: 1,
      name: "memory",
      kind: "link",
      state: "connected",
      peers: [{ source: "/there" }],
      peerCount: 1,
      publish: "cart.*",
      backlog: 0,
    });
    expect(only().subscribe).toBeUndefined();
    expect(only().stats).toMatchObject({ sent: 1, received: 0, gaps: 0 });
    expect(only().health.status).toBe("healthy");
  });

  it("have rates, of what was counted while somebody looked", async () => {
    await link();
    await look();
    expect(only().perSecond.sent).toBeUndefined();
    for (let nth = 0; nth < 60; nth += 1) bus.emit({ type: "cart.added", input: nth });
    await expect.poll(() => far.history.size).toBe(60);
    await lookAgain();
    // 32 frames of 16 ms lie between the two counts.
    expect(only().perSecond.sent).toBeCloseTo(60_000 / 512);
    expect(only().perSecond.received).toBe(0);
  });

  it("tell that they are cut, and what waits meanwhile", async () => {
    const { line } = await link();
    line.disconnect();
    bus.emit({ type: "cart.added", input: 1 });
    await expect.poll(() => connections(bus)[0]?.backlog).toBe(1);
    await look();
    expect(only()).toMatchObject({ state: "reconnecting", backlog: 1 });
    line.reconnect();
    await expect.poll(() => far.history.size).toBe(1);
    await lookAgain();
    expect(only()).toMatchObject({ state: "connected", backlog: 0 });
  });

  it("stay when they are closed, behind the others, the newest 10 of them, and hold nothing of the connection", async () => {
    for (let nth = 0; nth < 12; nth += 1) await (await connect(bus, memoryLink().left)).close();
    await link();
    await look();
    const { links } = linksOf(deck).state;
    expect(links.map(({ id }) => id)).toEqual([13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
    expect(links[1]).toMatchObject({ state: "closed", peerCount: 0 });
    expect(connections(bus)).toHaveLength(1);
  });

  it("tell of one that could not be opened why", async () => {
    const refusing = { ...memoryLink().left, connect: () => Promise.reject(new Error("no route to host")), post: () => {}, close: async () => {} };
    await expect(connect(bus, refusing)).rejects.toThrow("no route to host");
    await look();
    linksOf(deck).open(1);
    await settle();
    expect(only().state).toBe("closed");
    await expect.poll(() => linksOf(deck).state.opened?.faults).toMatchObject([{ name: "Error", message: "no route to host" }]);
  });

  it("are closed from here", async () => {
    const { near } = await link();
    await look();
    await linksOf(deck).close(1);
    expect(near.state).toBe("closed");
    await settle();
    await expect.poll(() => only().state).toBe("closed");
  });
});

describe("what went wrong with a link", () => {
  /** An engine that tells of gaps when it is asked to. */
  class Engine implements EngineTransport {
    readonly name = "engine";
    readonly capabilities = { durable: true, order: "source", consumerGroups: false, interest: false } as const;
    host: TransportHost | undefined;
    async connect(host: TransportHost): Promise<void> {
      this.host = host;
    }
    send(): void {}
    async close(): Promise<void> {}
  }

  it("is listed with the offsets of gaps, the newest 50, and how many there were in all", async () => {
    const engine = new Engine();
    await connect(bus, engine);
    for (let from = 1; from <= 60; from += 1) engine.host?.gap({ source: "/far", from, to: from });
    await look();
    linksOf(deck).open(1);
    await settle();
    await expect.poll(() => linksOf(deck).state.opened?.faults?.length).toBe(50);
    expect(only()).toMatchObject({ kind: "engine", faultCount: 60 });
    const { faults } = linksOf(deck).state.opened ?? {};
    expect(faults?.[0]).toMatchObject({ name: "GapError", code: "ERR_LINK_GAP", gap: { source: "/far", from: 11, to: 11 } });
    expect(faults?.at(-1)?.gap).toEqual({ source: "/far", from: 60, to: 60 });
  });

  it("was noted before the panel was there", async () => {
    const engine = new Engine();
    await connect(bus, engine);
    engine.host?.receive("no CloudEvent");
    const later = createLocalTarget(bus, { name: "later" });
    expect(await later.links.faults(1)).toMatchObject([{ name: "LinkError", code: "ERR_LINK_REFUSED" }]);
    later.close();
  });

  it("can be handed on as JSON with all that is known of the link", async () => {
    const engine = new Engine();
    await connect(bus, engine, { publish: "cart.#" });
    engine.host?.gap({ source: "/far", from: 3, to: 4 });
    await look();
    linksOf(deck).open(1);
    await settle();
    await expect.poll(() => linksOf(deck).state.opened?.faults?.length).toBe(1);
    expect(JSON.parse(linksOf(deck).diagnosticsOf(1))).toMatchObject({
      bus: { name: "test", source: "/here", place: "a page" },
      link: { name: "engine", publish: "cart.#", stats: { gaps: 2 } },
      faults: [{ gap: { source: "/far", from: 3, to: 4 } }],
    });
  });
});

it("says why a question was not answered, until one is", async () => {
  await link();
  let broken = true;
  const failing = { ...target, links: { ...target.links, list: () => (broken ? Promise.reject(new Error("gone away")) : target.links.list()) } };
  const other = createDeck(failing, screen);
  ends.push(linksOf(other).connect(), () => other.close());
  await settle();
  await expect.poll(() => linksOf(other).state.mistake).toContain("gone away");
  broken = false;
  await lookAgain();
  await expect.poll(() => linksOf(other).state.mistake).toBeUndefined();
});

it("are told of a bus in another tab as of one of this page, and closed from there", async () => {
  const world = createWorld();
  const unhost = hostTargets(new Store<readonly Target[]>([target]), world.page("shop"));
  const found = findRemoteTargets(world.page("panel"));
  await world.settle();
  const remote = found.state[0]!;
  remote.log.onChange(() => undefined);
  await world.settle();
  expect(remote.status.state.links).toBe(false);
  const { near, line } = await link({ publish: "cart.*", subscribe: ["order.*", /user/] });
  line.disconnect();
  await world.settle();
  expect(remote.status.state.links).toBe(true);
  expect(await world.during(remote.links.list())).toEqual(await target.links.list());
  expect(await world.during(remote.links.faults(1))).toMatchObject([{ message: "The memory link was disconnected." }]);
  expect(await world.during(remote.links.close(1))).toBe(true);
  expect(near.state).toBe("closed");
  expect(await world.during(remote.links.close(1))).toBe(false);
  found.close();
  unhost();
  await world.settle();
});

it("are told of a registered bus, whose commands are loaded with the first of them", async () => {
  await link();
  const unregister = registerBus(bus, "shop");
  ends.push(unregister);
  const registered = registeredTargets().state.at(-1);
  expect(registered?.status.state.links).toBe(true);
  expect(await registered?.links.list()).toEqual(await target.links.list());
  expect(await registered?.links.faults(99)).toEqual([]);
});
