import { afterEach, describe, expect, it } from "vitest";
import { defineEvent, payload } from "eventdeck";
import { createTestBus, type TestBus } from "eventdeck/testing";
import { holdReplay, ReloadReplayModel, type ReloadPlace } from "../../devtools/model/index.ts";
import { maxKeptCharacters } from "../../devtools/model/replay/reload-kept.ts";
import { whenReleased } from "../../devtools/model/replay/reload-ready.ts";
import { createLocalTarget, type Target } from "../../devtools/target/index.ts";

const started = defineEvent("app.started", payload<{ at: string }>(), { priority: "immediate" });
const added = defineEvent("cart.item-added", payload<{ sku: string }>(), { priority: "immediate" });
const counted = defineEvent("cart.counted", payload<{ items: number }>(), { priority: "immediate" });

/** The application, as its page makes it each time it loads. */
function load(name = "shop") {
  const bus = createTestBus({ events: [started, added, counted] });
  const cart: string[] = [];
  bus.subscribe(added, ({ payload: { sku } }, { emit }) => {
    cart.push(sku);
    emit(counted({ items: cart.length }));
  });
  bus.emit(started({ at: name }));
  const target = createLocalTarget(bus, { name, place: "here" });
  open.push({ bus, target });
  return { bus, cart, target };
}

/** A tab: what is stored in it survives its reloads. */
function tab() {
  const stored = new Map<string, string>();
  let reloads = 0;
  let time = 0;
  const place = (ready: () => Promise<void> = () => Promise.resolve()): ReloadPlace => ({
    storage: { getItem: (key) => stored.get(key) ?? null, setItem: (key, value) => void stored.set(key, value), removeItem: (key) => void stored.delete(key) },
    reload: () => (reloads += 1),
    ready,
    now: () => time,
  });
  return { place, stored, pass: (ms: number) => (time += ms), reloads: () => reloads };
}

const open: { readonly bus: TestBus; readonly target: Target }[] = [];
afterEach(async () => {
  for (const { bus, target } of open.splice(0)) {
    target.close();
    await bus.close({ drain: false });
  }
});

async function until(bus: TestBus, model: ReloadReplayModel, status: string) {
  // The reader of sessions is loaded when it is first used, which takes real time.
  await expect.poll(() => bus.advance(10).then(() => model.state.status)).toBe(status);
}

describe("Reload and replay to here", () => {
  it("brings a fresh application to where it was, and says so", async () => {
    const { place, reloads, stored } = tab();
    const before = load();
    for (const sku of ["A", "B", "C"]) before.bus.emit(added({ sku }));
    const position = [...before.bus.history].find(({ event }) => JSON.stringify(event.payload) === '{"sku":"B"}')?.position ?? 0;
    await new ReloadReplayModel(before.target, place()).reloadTo(position);
    expect(reloads()).toBe(1);

    const after = load();
    const model = new ReloadReplayModel(after.target, place());
    await until(after.bus, model, "done");
    expect(after.cart).toEqual(["A", "B"]);
    // What the page emits by itself is emitted once; consequences happen anew.
    expect([...after.bus.history].map(({ event }) => event.type)).toEqual([
      "app.started",
      "cart.item-added",
      "cart.counted",
      "cart.item-added",
      "cart.counted",
    ]);
    expect(model.state).toEqual({ status: "done", position, emitted: 2, repeated: 1, dropped: 0 });
    expect(stored.size).toBe(0);
  });

  it("waits until the application says that it is ready", async () => {
    const { place } = tab();
    const before = load();
    before.bus.emit(added({ sku: "A" }));
    await new ReloadReplayModel(before.target, place()).reloadTo(before.bus.history.lastPosition);
    const after = load();
    const ready = holdReplay();
    const later = holdReplay();
    const model = new ReloadReplayModel(after.target, place(whenReleased));
    await after.bus.advance(1_000);
    ready();
    await after.bus.advance(1_000);
    expect([model.state.status, after.cart]).toEqual(["waiting", []]);
    later();
    await until(after.bus, model, "done");
    expect(after.cart).toEqual(["A"]);
  });

  it("happens once, for the bus of that name, and soon", async () => {
    const { place, pass, stored } = tab();
    const before = load();
    before.bus.emit(added({ sku: "A" }));
    await new ReloadReplayModel(before.target, place()).reloadTo(before.bus.history.lastPosition);
    const other = load("other");
    expect(new ReloadReplayModel(other.target, place()).state.status).toBe("none");
    expect(stored.size).toBe(1);
    pass(600_000);
    expect(new ReloadReplayModel(load().target, place()).state.status).toBe("none");
    expect(stored.size).toBe(0);
  });

  it("leaves the oldest out when a tab cannot hold all, and tells how many", async () => {
    const { place, stored } = tab();
    const before = load();
    const sku = "x".repeat(maxKeptCharacters / 4);
    for (let index = 0; index < 5; index += 1) before.bus.emit(added({ sku }));
    await new ReloadReplayModel(before.target, place()).reloadTo(before.bus.history.lastPosition);
    expect([...stored.values()][0]?.length).toBeLessThan(maxKeptCharacters + 1_000);
    const after = load();
    const model = new ReloadReplayModel(after.target, place());
    await until(after.bus, model, "done");
    expect(model.state).toMatchObject({ dropped: expect.any(Number) });
    expect(after.cart.length).toBe(3);
  });

  it("does not reload a page that may store nothing, and says so", async () => {
    const { place, reloads } = tab();
    const before = load();
    const forbidden = { ...place(), storage: { ...place().storage, setItem: () => { throw new Error("denied"); } } }; // prettier-ignore
    const model = new ReloadReplayModel(before.target, forbidden);
    await model.reloadTo(before.bus.history.lastPosition);
    expect(reloads()).toBe(0);
    expect(model.state).toMatchObject({ status: "failed", message: expect.stringContaining("sessionStorage") });
  });
});
