import { createBus, type Bus } from "eventdeck";
import type { Devtools } from "eventdeck/devtools";
import { redact } from "eventdeck/middleware";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { openDevtools, shadow } from "./embed-page.ts";
import { hostileTexts, hostileValues, Opaque, type Traps } from "./hostile-values.ts";

const tabs = ["Payload", "Why", "Deliveries", "State", "Raw"];
const views = ["Events", "Listeners", "Health"];
// What a reader would not see, or would be misled by.
// oxlint-disable-next-line no-control-regex -- these are the ones to make visible
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b\ufeff]/;

// Every view of many events, drawn by a browser without a graphics card.
vi.setConfig({ testTimeout: 120_000 });

beforeEach(() => {
  localStorage.clear();
  Reflect.deleteProperty(globalThis, "hostileRan");
});

function openBus(): Bus {
  const bus = createBus({ source: hostileTexts[0], middleware: [redact({ keys: ["password"] })], onError: () => {} });
  onTestFinished(() => bus.close({ drain: false, timeoutMs: 0 }));
  return bus;
}

function openOn(bus: Bus): Devtools {
  return openDevtools({ bus: { [hostileTexts[1] ?? ""]: bus }, initiallyOpen: true });
}

/** Some frames go by, in which the panel draws. */
async function settle(frames = 6): Promise<void> {
  for (let frame = 0; frame < frames; frame += 1) await new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));
}

/** Views come when they are first looked at, so what is in them is waited for. */
async function press(what: string, name: string): Promise<void> {
  const found = () => [...shadow().querySelectorAll<HTMLElement>(what)].find((element) => element.textContent === name);
  await expect.poll(found, { timeout: 20_000 }).toBeDefined();
  found()?.click();
}

/** Nothing has run, nothing has become an element, nothing has failed. */
function expectHarmless(): void {
  const root = shadow();
  expect(Reflect.get(globalThis, "hostileRan")).toBeUndefined();
  expect(root.querySelectorAll("img, script, iframe, [onload], [onerror], a[href^='javascript']")).toHaveLength(0);
  expect(Object.prototype).not.toHaveProperty("polluted");
  const text = root.textContent ?? "";
  expect(text).not.toContain("The deck has failed");
  const at = text.search(unseen);
  expect(at < 0 ? "" : text.slice(Math.max(0, at - 60), at + 60)).toBe("");
}

async function lookEverywhere(devtools: Devtools, position: number): Promise<void> {
  devtools.show({ position });
  await settle(3);
  expectHarmless();
  for (const tab of tabs) {
    await press("[role=tab]", tab);
    await settle(2);
    expectHarmless();
  }
}

describe("hostile content", () => {
  it("is shown as text by every tab, whether type, topic, header, handler, error, key or value", async () => {
    const bus = openBus();
    for (const text of hostileTexts) {
      const refuse = () => {
        throw Object.assign(new Error(text), { name: text, stack: `${text}\n    at ${text} (${text}:1:1)` });
      };
      bus.subscribe(text, refuse, { name: text });
      const options = { topic: text, subject: text, headers: { [text]: text }, priority: "immediate" } as const;
      bus.emit({ type: text, input: { [text]: text, list: [text], map: new Map([[text, text]]), error: new Error(text) }, options });
    }
    const devtools = openOn(bus);
    await settle();
    expectHarmless();
    for (let position = 1; position <= hostileTexts.length; position += 1) await lookEverywhere(devtools, position);
    expect(shadow().textContent).toContain("😀");
  });

  it("is shown as text by every view, by filters, and by attempts that reached nobody", async () => {
    const bus = openBus();
    const leave = bus.use({ name: hostileTexts[0] ?? "", beforePublish: () => false });
    for (const text of hostileTexts) bus.emit({ type: text, input: text });
    leave();
    for (const text of hostileTexts) bus.subscribe(text, () => {}, { name: text });
    for (const text of hostileTexts) bus.emit({ type: text, input: text, options: { priority: "immediate" } });
    const devtools = openOn(bus);
    for (const view of views) {
      await press("nav button", view);
      await settle(12);
      expectHarmless();
    }
    await press("nav button", "Events");
    for (const text of hostileTexts) {
      devtools.filter(text);
      await settle(2);
      expectHarmless();
    }
    expect(bus.history.undelivered()).toHaveLength(hostileTexts.length);
  });

  it("is looked at without running any of it, and changes nothing of it", async () => {
    const bus = openBus();
    const traps: Traps = { ran: [] };
    const values = Object.entries(hostileValues(traps));
    for (const [name, value] of values) bus.emit({ type: `hostile.${name}`, input: new Opaque(value), options: { priority: "immediate" } });
    const devtools = openOn(bus);
    await settle();
    for (const index of values.keys()) await lookEverywhere(devtools, index + 1);
    for (const query of ["payload.inside.plain:1", "hostile", "payload.inside.danger:x"]) {
      devtools.filter(query);
      await settle();
    }
    expect(traps.ran).toEqual([]);
    expectHarmless();
    const liar = values.find(([name]) => name === "liar")?.[1];
    expect(Object.isFrozen(liar)).toBe(false);
  });

  it("draws what is in sight only: 50,000 types and a list of 100,000 make few elements", async () => {
    const many = openBus();
    for (let n = 0; n < 50_000; n += 1) many.emit({ type: `t.${n}`, input: n, options: { priority: "immediate" } });
    many.emit({ type: "list", input: Array.from({ length: 100_000 }, (_, n) => n), options: { priority: "immediate" } });
    const devtools = openOn(many);
    devtools.show({ position: many.history.lastPosition });
    await settle(30);
    for (const view of views) {
      await press("nav button", view);
      await settle(20);
      expect(shadow().querySelectorAll("*").length).toBeLessThan(4_000);
    }
  });
});

describe("what was redacted", () => {
  const secret = "hunter2-never-seen";

  it("is in no view and tab, address or preference, and in nothing that is told in the lobby of other pages", async () => {
    const bus = openBus();
    const told: string[] = [];
    const unlisten = listenToPages(told);
    bus.subscribe("login", () => {}, { name: "Session" });
    const input = { user: "ada", password: secret, nested: [{ password: secret }] };
    bus.emit({ type: "login", input, options: { priority: "immediate", headers: { password: secret } } });
    onTestFinished(unlisten);
    const devtools = openDevtools({ bus: { shop: bus }, initiallyOpen: true, preserve: "layout" });
    await settle();
    const seen: string[] = [];
    for (const tab of tabs) {
      devtools.show({ position: 1 });
      await settle(3);
      await press("[role=tab]", tab);
      await settle(6);
      seen.push(shadow().innerHTML);
    }
    for (const view of views) {
      await press("nav button", view);
      await settle(12);
      seen.push(shadow().innerHTML);
    }
    const reachable = [...seen, ...told, location.href, JSON.stringify(Object.entries(localStorage)), JSON.stringify(Object.entries(sessionStorage))].join(
      "\n",
    );
    expect(reachable).toContain("ada");
    expect(reachable).not.toContain(secret);
  });
});

function listenToPages(told: string[]): () => void {
  const channel = new BroadcastChannel("eventdeck.devtools");
  channel.addEventListener("message", ({ data }) => told.push(JSON.stringify(data)));
  return () => channel.close();
}
