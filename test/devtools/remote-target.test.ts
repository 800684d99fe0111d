import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bus, createBus, defineEvent, payload } from "eventdeck";
import { redact } from "eventdeck/middleware";
import {
  createLocalTarget,
  findRemoteTargets,
  hostTargets,
  mostRemote,
  Store,
  type Target,
  type TargetRecord,
  Unfetched,
} from "../../devtools/target/index.ts";
import { previewOf } from "../../devtools/model/list/preview.ts";
import { createWorld, type World } from "./other-tab.ts";

const added = defineEvent("cart.item-added", payload<{ sku: string; password?: string; when?: Date }>(), { priority: "immediate" });

let world: World;
let bus: Bus;
let local: Target;
let targets: Store<readonly Target[]>;
let unhost: () => void;
let found: ReturnType<typeof findRemoteTargets>;

beforeEach(async () => {
  world = createWorld();
  bus = createBus({ source: "shop", middleware: [redact({ keys: ["password"] })], history: { maxEvents: 5_000 } });
  local = createLocalTarget(bus, { name: "shop", place: "Shop" });
  targets = new Store<readonly Target[]>([local]);
  unhost = hostTargets(targets, world.page("shop"));
  found = findRemoteTargets(world.page("panel"));
  await world.settle();
});
afterEach(async () => {
  found.close();
  unhost();
  await world.settle();
  if (world.open.length > 0) throw new Error(`Left open: ${world.open.join(", ")}`);
  local.close();
  await bus.close({ drain: false });
});

function remote(): Target {
  const [target] = found.state;
  if (!target) throw new Error("No bus of another tab was found.");
  return target;
}

async function follow(): Promise<Target> {
  const target = remote();
  target.log.onChange(() => undefined);
  await world.settle();
  return target;
}

describe("finding buses of other tabs", () => {
  it("finds what another page has, and what it registers later", async () => {
    expect(found.state.map(({ name, where, place }) => [name, where, place])).toEqual([["shop", "remote", "Shop"]]);
    const second = createLocalTarget(bus, { name: "again", place: "Shop" });
    targets.set([local, second]);
    await world.settle();
    expect(found.state.map(({ name }) => name)).toEqual(["shop", "again"]);
    targets.set([local]);
    await world.settle();
    expect(found.state[1]?.status.state.connection).toBe("lost");
    second.close();
  });

  it("is found also by a panel that was there first", async () => {
    const early = findRemoteTargets(world.page("early"));
    const late = createLocalTarget(bus, { name: "late", place: "Shop" });
    const end = hostTargets(new Store<readonly Target[]>([late]), world.page("late"));
    await world.settle();
    expect(early.state.map(({ name }) => name)).toContain("late");
    end();
    early.close();
    late.close();
  });

  it("costs the page nothing until a panel looks", async () => {
    const heard: number[] = [];
    const watched = { ...local, log: Object.assign(Object.create(local.log), { onChange: () => (heard.push(1), () => undefined) }) };
    targets.set([watched]);
    await world.settle();
    bus.emit(added({ sku: "A" }));
    await world.settle();
    expect(heard).toEqual([]);
  });
});

describe("summaries", () => {
  it("shows what was recorded, in its order and with its outcome, without a payload", async () => {
    bus.subscribe(added, () => undefined, { name: "cart" });
    for (let n = 0; n < 1_200; n += 1) bus.emit(added({ sku: `A-${n}` }));
    const { log } = await follow();
    expect([log.size, log.firstPosition, log.lastPosition]).toEqual([1_200, 1, 1_200]);
    const entry = log.get(7);
    expect(entry?.event).toMatchObject({ type: "cart.item-added", source: "shop" });
    expect(entry?.outcome).toMatchObject({ handlers: 1, failed: 0, pending: 0 });
    expect(entry?.event.payload).toBeInstanceOf(Unfetched);
    expect(previewOf(entry?.event.payload)).toBe('sku: "A-6"');
    expect(world.sent.join("")).not.toContain("password");
  });

  it("follows what is new, what is evicted and what settles", async () => {
    let finish = () => {};
    bus.subscribe(added, ({ payload: { sku } }) => (sku === "slow" ? new Promise<void>((resolve) => (finish = resolve)) : undefined), { name: "slow" });
    const { log } = await follow();
    bus.emit(added({ sku: "slow" }));
    await world.settle();
    expect(log.get(1)?.outcome.pending).toBe(1);
    finish();
    await world.settle();
    expect(log.get(1)?.outcome.pending).toBe(0);
    for (let n = 0; n < 6_000; n += 1) bus.emit(added({ sku: "B" }));
    await world.settle();
    expect([log.firstPosition, log.lastPosition, log.evicted]).toEqual([1_002, 6_001, 1_001]);
    expect(log.get(1_001)).toBeUndefined();
    expect(log.get(1_002)?.position).toBe(1_002);
  });

  it("goes in messages of bounded size, the next when the last was taken in (redux-devtools#393, redux-devtools-extension#619)", async () => {
    for (let n = 0; n < 5_000; n += 1) bus.emit(added({ sku: "A" }));
    await follow();
    expect(Math.max(...world.entriesPerMessage)).toBeLessThanOrEqual(1_500);
    expect(world.mostUnread).toBeLessThanOrEqual(2);
    expect(mostRemote).toBeGreaterThanOrEqual(10_000);
  });
});

describe("payloads", () => {
  it("come when somebody looks, frozen, as redacted as history is", async () => {
    bus.emit(added({ sku: "A", password: "secret", when: new Date(0) }));
    const target = await follow();
    const loaded = await world.during(target.events.load(1));
    expect(loaded?.event.payload).toMatchObject({ sku: "A", when: new Date(0) });
    expect(Object.isFrozen(loaded?.event.payload)).toBe(true);
    expect(world.sent.join("")).not.toContain("secret");
  });

  it("are gone when the event was evicted", async () => {
    const target = await follow();
    expect(await world.during(target.events.load(99))).toBeUndefined();
  });
});

describe("filters", () => {
  it("match in the other page, also by what was never sent", async () => {
    for (let n = 0; n < 20; n += 1) bus.emit(added({ sku: n % 2 ? "odd" : "even" }));
    const target = await follow();
    const selection = target.select("payload.sku:odd", () => undefined);
    await world.settle();
    expect(selection.matches.rows(0).count).toBe(10);
    expect(selection.progress).toBe(1);
    bus.emit(added({ sku: "odd" }));
    await world.settle();
    expect(selection.matches.rows(0).count).toBe(11);
    selection.close();
  });

  it("are refused here when they have a mistake", async () => {
    const target = await follow();
    expect(() => target.select("is:bogus", () => undefined)).toThrow(/is:/);
  });
});

describe("watching and commands", () => {
  it("tells what the bus does, failures with their words and stack", async () => {
    bus.subscribe(
      added,
      () => {
        throw new RangeError("too many");
      },
      { name: "cart", onError: () => undefined },
    );
    const target = await follow();
    const records: TargetRecord[] = [];
    const end = target.watch((record) => records.push(record));
    await world.settle();
    bus.emit(added({ sku: "A" }));
    await world.settle();
    const failed = records.find(({ kind }) => kind === "failed");
    expect(failed).toMatchObject({ kind: "failed", position: 1, subscription: { name: "cart" }, error: { name: "RangeError", message: "too many" } });
    end();
    await world.settle();
    const before = records.length;
    bus.emit(added({ sku: "A" }));
    await world.settle();
    expect(records.length).toBe(before);
  });

  it("samples a flood and keeps what failed", async () => {
    let calls = 0;
    bus.subscribe(
      added,
      () => {
        calls += 1;
        if (calls === 3_000) throw new Error("the one");
      },
      { name: "cart", onError: () => undefined },
    );
    const target = await follow();
    const records: TargetRecord[] = [];
    target.watch((record) => records.push(record));
    await world.settle();
    for (let n = 0; n < 4_000; n += 1) bus.emit(added({ sku: "A" }));
    await world.settle();
    expect(records.length).toBeLessThan(2_000);
    expect(records.filter(({ kind }) => kind === "failed")).toHaveLength(1);
  });

  it("rejects with what went wrong there", async () => {
    const target = await follow();
    await expect(world.during(target.states.seek(99))).rejects.toThrow(/no projections/);
  });

  it("empties the history over there", async () => {
    bus.emit(added({ sku: "A" }));
    const target = await follow();
    await world.during(target.events.clear());
    expect(bus.history.size).toBe(0);
    await world.settle();
    expect(target.log.size).toBe(0);
  });
});

describe("what a wire cannot carry", () => {
  it("crosses in states and patches all the same", async () => {
    class Money {
      readonly cents = 5;
    }
    const target = await follow();
    const states = {
      changes: async () => [
        { name: "till", patches: [{ op: "add", path: ["a"], value: () => 1 }], after: { money: new Money(), problem: new TypeError("jam") } },
      ],
    };
    Object.assign(local.states, states);
    const [change] = await world.during(target.states.changes(1));
    expect(change?.after).toMatchObject({ money: { cents: 5 }, problem: { name: "TypeError", message: "jam" } });
    expect(change?.patches[0]?.value).toBeTypeOf("function");
  });

  it("is refused in a question, before it is asked", async () => {
    const target = await follow();
    await expect(target.compose.emit({ type: "a", input: { act: () => 1 } })).rejects.toThrow(/compose.emit was asked with a function/);
  });

  it("knows no commands but those of the domains", async () => {
    const target = await follow();
    expect(Reflect.get(target.events, "then")).toBeUndefined();
    expect(Reflect.get(target.events, "constructor")).toBeUndefined();
  });

  it("tells attempts without what they would have carried, each once", async () => {
    const target = await follow();
    const leave = bus.use({ name: "gate", beforePublish: () => false });
    for (let n = 0; n < 3; n += 1) {
      bus.emit(added({ sku: `unseen-${n}` }));
      await world.settle();
    }
    leave();
    expect(target.log.undelivered().map(({ reason, by, event }) => [reason, by, event?.payload])).toEqual([1, 2, 3].map(() => ["stopped", "gate", undefined]));
    const told = world.sent.filter((text) => text.includes('"kind":"attempts"') && text.includes('"gate"'));
    expect(told).toHaveLength(3);
    expect(told.join("")).not.toContain("unseen");
  });
});

describe("a flood", () => {
  it("says what was left out: how much, of which events", async () => {
    bus.subscribe(added, () => undefined, { name: "cart" });
    const target = await follow();
    const records: TargetRecord[] = [];
    target.watch((record) => records.push(record));
    await world.settle();
    expect(records).toMatchObject([{ kind: "watched-from", after: 0 }]);
    for (let n = 0; n < 2_000; n += 1) bus.emit(added({ sku: "A" }));
    await world.settle();
    const left = records.find((record) => record.kind === "left-out");
    const told = records.filter(({ kind }) => kind === "delivered").length;
    expect(left?.kind === "left-out" && left.delivered + told).toBe(2_000);
    expect(left?.kind === "left-out" && left.span?.to).toBe(2_000);
  });

  it("is never ahead of its summaries: what the log counts is there", async () => {
    const target = await follow();
    const missing: number[] = [];
    target.log.onChange(() => {
      if (target.log.size > 0 && !target.log.get(target.log.lastPosition)) missing.push(target.log.lastPosition);
    });
    for (let n = 0; n < 3_000; n += 1) bus.emit(added({ sku: "A" }));
    await world.settle();
    expect([missing, target.log.lastPosition]).toEqual([[], 3_000]);
  });
});

describe("panels that come and go", () => {
  it("two at once are told each, and one that goes takes nothing from the other", async () => {
    const second = findRemoteTargets(world.page("second panel"));
    await world.settle();
    const [other] = second.state;
    const heard: string[] = [];
    const first = await follow();
    other?.watch(({ kind }) => heard.push(kind));
    first.watch(() => undefined)();
    await world.settle();
    bus.emit(added({ sku: "A" }));
    await world.settle();
    expect(heard).toContain("recorded");
    expect([first.log.size, other?.log.size]).toEqual([1, 1]);
    second.close();
    await world.settle();
    bus.emit(added({ sku: "A" }));
    await world.settle();
    expect(first.log.size).toBe(2);
  });

  it("are let go of when they crash: the page watches for nobody", async () => {
    let watched = 0;
    const watching = { ...local, watch: (take: (record: TargetRecord) => void) => ((watched += 1), counted(local.watch(take))) };
    const counted = (end: () => void) => () => ((watched -= 1), end());
    targets.set([watching]);
    await world.settle();
    const crashing = findRemoteTargets(world.page("crashing"));
    await world.settle();
    crashing.state.at(-1)?.watch(() => undefined);
    await world.settle();
    expect(watched).toBe(1);
    world.crash("crashing");
    await world.settle();
    expect(watched).toBe(0);
  });

  it("answer nothing that comes late, and attach no more, once they are closed", async () => {
    const target = await follow();
    const selection = target.select("payload.sku:odd", () => undefined);
    const end = target.watch(() => undefined);
    const late = target.listeners.list().catch(String);
    target.close();
    selection.close();
    end();
    expect(await late).toMatch(/let go of shop/);
    await world.settle();
    expect(world.open.filter((each) => each.startsWith("panel:"))).toEqual(["panel: eventdeck.devtools"]);
  });
});

describe("a page that speaks another version", () => {
  it("is told of, with the cure, and not attached to", async () => {
    const end = hostTargets(new Store<readonly Target[]>([{ ...local, id: "other", name: "other shop" }]), { ...world.page("other"), version: 2 });
    await world.settle();
    const other = found.state.find(({ name }) => name === "other shop");
    expect(other?.status.state).toMatchObject({ connection: "lost", lost: { why: expect.stringMatching(/version 2 .* version 1\. Load both/) } });
    await expect(other?.events.load(1)).rejects.toThrow(/version 2/);
    end();
  });
});

describe("a page that goes", () => {
  it("is marked as lost, what was known stays, and commands say why they fail", async () => {
    bus.emit(added({ sku: "A" }));
    const target = await follow();
    const pending = target.listeners.list().catch(String);
    world.crash("shop");
    await world.settle();
    expect(target.status.state.connection).toBe("lost");
    expect(target.log.get(1)?.event.type).toBe("cart.item-added");
    expect(await pending).toMatch(/has gone/);
    await expect(target.events.load(1)).rejects.toThrow(/has gone/);
  });

  it("comes back under a new id after a reload, in the place of the lost one", async () => {
    const before = await follow();
    world.crash("shop");
    await world.settle();
    const again = createLocalTarget(bus, { name: "shop", place: "Shop" });
    const end = hostTargets(new Store<readonly Target[]>([again]), world.page("shop, loaded again"));
    await world.settle();
    expect(found.state).toHaveLength(1);
    expect(found.state[0]?.id).not.toBe(before.id);
    expect(found.state[0]?.status.state.connection).toBe("connected");
    end();
    again.close();
  });
});
