import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bus, createBus, defineEvent, payload, SessionFormatError } from "eventdeck";
import { createDeck, PanelModel, type PanelOptions, type PreferenceStorage } from "../../devtools/model/index.ts";
import { createLocalTarget, Store, type Target } from "../../devtools/target/index.ts";
import { createScreen, endOfTurn } from "./painted.ts";

const added = defineEvent("cart.item-added", payload<{ sku: string }>(), { priority: "immediate" });

let shop: Bus;
let stock: Bus;
let targets: Store<readonly Target[]>;
let panel: PanelModel;

function open(options: Partial<PanelOptions> = {}): PanelModel {
  return new PanelModel({ createDeck, targets, ...createScreen(), ...options });
}

beforeEach(() => {
  shop = createBus({ source: "shop" });
  stock = createBus({ source: "stock" });
  targets = new Store<readonly Target[]>([
    createLocalTarget(shop, { name: "shop", place: "Shop" }),
    createLocalTarget(stock, { name: "stock", place: "Shop" }),
  ]);
  panel = open();
});
afterEach(async () => {
  panel.dispose();
  for (const target of targets.state) target.close();
  await Promise.all([shop.close(), stock.close()]);
});

describe("its buses", () => {
  it("looks at the first, until another is chosen", () => {
    expect(panel.state.deck?.target.name).toBe("shop");
    panel.choose(targets.state[1]!);
    expect(panel.state.deck?.target.name).toBe("stock");
  });

  it("keeps what it knows of a bus while it looks at another", () => {
    const { deck } = panel.state;
    panel.choose(targets.state[1]!);
    panel.choose(targets.state[0]!);
    expect(panel.state.deck).toBe(deck);
  });

  it("goes on with the next when the one it looked at is taken back", () => {
    targets.set(targets.state.slice(1));
    expect(panel.state.deck?.target.name).toBe("stock");
    targets.set([]);
    expect(panel.state.deck).toBeUndefined();
  });

  it("finds the bus that was chosen before a reload by its name", () => {
    const storage = memory();
    const before = open({ storage });
    before.choose(targets.state[1]!);
    before.dispose();
    const after = open({ storage });
    expect(after.state.deck?.target.name).toBe("stock");
    after.dispose();
  });
});

describe("showing an event", () => {
  it("opens the panel and selects it, by id or by position", async () => {
    const event = shop.emit(added({ sku: "A" }));
    shop.emit(added({ sku: "B" }));
    await panel.show({ id: event.id });
    expect(panel.state).toMatchObject({ open: true, view: "events" });
    expect(panel.state.deck?.events.state.opened?.event.id).toBe(event.id);
    await panel.show({ position: 2 });
    expect(panel.state.deck?.events.state.opened?.position).toBe(2);
  });

  it("finds it on another bus, and looks at that one then", async () => {
    const event = stock.emit(added({ sku: "A" }));
    await panel.show({ id: event.id });
    expect(panel.state.deck?.target.name).toBe("stock");
  });

  it("says so when no bus knows it, and changes nothing else", async () => {
    await panel.show({ id: "gone" });
    expect(panel.state.notice).toContain("gone");
    expect(panel.state.deck?.events.state.opened).toBeUndefined();
    panel.notify(undefined);
    expect(panel.state.notice).toBeUndefined();
  });
});

describe("session files", () => {
  it("open as a bus of their own, beside the others", async () => {
    shop.emit(added({ sku: "A" }));
    shop.emit(added({ sku: "B" }));
    await panel.importSession([...shop.history.export()].join("\n"));
    await endOfTurn();
    const { deck, targets: all } = panel.state;
    expect(all.map(({ name }) => name)).toEqual(["shop", "stock", "session 1"]);
    expect(deck?.target).toMatchObject({ name: "session 1", where: "file" });
    expect(deck?.target.log.size).toBe(2);
    expect(shop.history.size).toBe(2);
  });

  it("change nothing when a line is wrong, and the error names it", async () => {
    shop.emit(added({ sku: "A" }));
    const [line] = shop.history.export();
    await expect(panel.importSession(`${line}\nnot an event`)).rejects.toThrow(SessionFormatError);
    await expect(panel.importSession(new Blob([`${line}\n\n{}`]))).rejects.toThrow(/line 3/);
    expect(panel.state.targets).toHaveLength(2);
    expect(panel.state.deck?.target.name).toBe("shop");
  });
});

describe("preferences", () => {
  it("outlive the page", () => {
    const storage = memory();
    const before = open({ storage });
    before.setDock("right");
    before.setTheme("dark");
    before.go("health");
    before.dispose();
    const after = open({ storage, dock: "bottom", theme: "light" });
    expect(after.state).toMatchObject({ dock: "right", theme: "dark", view: "health" });
    after.dispose();
  });

  it("survive storage that is broken, full or forbidden", () => {
    const broken = open({ storage: { getItem: () => "{not json", setItem: () => undefined } });
    expect(broken.state.dock).toBe("bottom");
    broken.dispose();
    const odd = open({ storage: { getItem: () => '{"dock":7,"theme":"pink"}', setItem: () => undefined } });
    expect(odd.state).toMatchObject({ dock: "bottom", theme: "system" });
    odd.dispose();
    const forbidden = open({ storage: { getItem: deny, setItem: deny } });
    forbidden.setDock("right");
    expect(forbidden.state.dock).toBe("right");
    forbidden.dispose();
  });
});

function memory(): PreferenceStorage {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
}

function deny(): never {
  throw new DOMException("denied", "SecurityError");
}
