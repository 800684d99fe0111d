import { type Bus, createBus, defineEvent, defineRequest, payload } from "eventdeck";
import { connect, type Connection, type ConnectOptions, jsonCodec } from "eventdeck/transport";
import { electronMain } from "eventdeck/transport/electron-main";
import { electronPreload } from "eventdeck/transport/electron-preload";
import { electronRenderer } from "eventdeck/transport/electron-renderer";
import { afterEach, describe, expect, it } from "vitest";
import { fakeChannels, FakeWindow } from "./electron-fakes.ts";
import { RecordingHost } from "./recording-host.ts";

const noted = defineEvent("note.added", payload<string>(), { priority: "immediate" });
const secret = defineEvent("secret.told", payload<string>(), { priority: "immediate" });
const ask = defineRequest("note.count", payload<void>(), payload<number>(), { priority: "immediate" });
const events = [noted, secret, ask];

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
});
function makeBus(source: string): Bus {
  const bus = createBus({ source, events });
  open.push({ close: () => bus.close({ drain: false, timeoutMs: 0 }) });
  return bus;
}

interface Page {
  readonly bus: Bus;
  readonly heard: unknown[];
  readonly connection: Promise<Connection>;
}

/** An application's window: the main process connects it once, and each page that is loaded into it makes a bus of its own. */
async function openWindow(main: Bus, options: ConnectOptions = {}) {
  const { MessageChannelMain } = fakeChannels();
  const pages: Page[] = [];
  const window = new FakeWindow("app://notes", (page) => {
    electronPreload(page.ipcRenderer, { window: page });
    const bus = makeBus(`/page/${pages.length + 1}`);
    const heard: unknown[] = [];
    bus.subscribe("#", (event) => void (event.type.endsWith(".reply") || heard.push(event.payload)));
    pages.push({ bus, heard, connection: connect(bus, electronRenderer({ window: page, random: () => 0 })) });
  });
  const link = electronMain(window.webContents, { MessageChannelMain, origins: ["app://notes"] });
  const connection = await connect(main, link, options);
  const latest = (): Page => pages.at(-1)!;
  return {
    window,
    pages,
    latest,
    link,
    connection,
    async load(): Promise<Page> {
      window.load();
      await latest().connection;
      await until(() => connection.state === "connected" && connection.peers.length === 1);
      return latest();
    },
  };
}

/** Ports and microtasks have no clock to move; what is waited for comes by itself or the test's time runs out. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

describe("complaint: what is sent to a window before it has loaded, or while it is loaded again, is lost (electron/electron#27039)", () => {
  it("arrives in the page that comes, in order and once", async () => {
    const main = makeBus("/main");
    const { load, window, latest } = await openWindow(main);
    main.emit(noted("before the first"));
    const first = await load();
    main.emit(noted("to the first"));
    await until(() => first.heard.length === 2);
    window.webContents.emit("did-start-navigation", { isMainFrame: true, isSameDocument: false });
    for (const text of ["a", "b", "c"]) main.emit(noted(text));
    await main.flush();
    const second = await load();
    main.emit(noted("to the second"));
    await until(() => second.heard.length >= 4);
    expect(first.heard).toEqual(["before the first", "to the first"]);
    expect(latest().heard).toEqual(["a", "b", "c", "to the second"]);
  });
});

describe("complaint: a page that is gone is heard again and again (electron/electron#45224, bitwarden/clients#20365)", () => {
  it("publishes each event of a page once after 20 reloads, and none of a page that has been left", async () => {
    const main = makeBus("/main");
    const heard: unknown[] = [];
    main.subscribe(noted, ({ payload: text }) => void heard.push(text));
    const { load, pages, connection } = await openWindow(main);
    for (let loads = 0; loads < 21; loads += 1) await load();
    for (const { bus } of pages) bus.emit(noted(`from ${bus.source}`));
    await until(() => heard.length > 0);
    await main.flush();
    expect(heard).toEqual(["from /page/21"]);
    expect([connection.peers.length, connection.stats.gaps, connection.stats.rejected]).toEqual([1, 0, 0]);
  });

  it("leaves nothing of a window on the main process's bus when it is closed", async () => {
    const main = makeBus("/main");
    const before = main.health();
    const { load, window, connection } = await openWindow(main);
    await load();
    window.close();
    await until(() => connection.state === "closed");
    const { sent } = connection.stats;
    main.emit(noted("to nobody"));
    await main.flush();
    expect([main.health(), main.subscriptions(), connection.stats.sent]).toEqual([before, [], sent]);
    expect(window.webContents.eventNames()).toEqual([]);
  });
});

describe("windows that know the main process only", () => {
  it("hear each other's events, once, and not their own again", async () => {
    const main = makeBus("/main");
    const [one, two] = [await openWindow(main), await openWindow(main)];
    const [left, right] = [await one.load(), await two.load()];
    left.bus.emit(noted("from the left"));
    right.bus.emit(noted("from the right"));
    await until(() => left.heard.length >= 2 && right.heard.length >= 2);
    await main.flush();
    expect([left.heard, right.heard].map((heard) => heard.map(String).toSorted())).toEqual([
      ["from the left", "from the right"],
      ["from the left", "from the right"],
    ]);
  });

  it("ask for what the main process answers", async () => {
    const main = makeBus("/main");
    main.respond(ask, () => 7);
    const { load } = await openWindow(main);
    const page = await load();
    const connection = await page.connection;
    await until(() => connection.peers.length > 0);
    await expect(page.bus.request(ask())).resolves.toBe(7);
  });
});

describe("what a window may do", () => {
  it("is to hear only what it is given", async () => {
    const main = makeBus("/main");
    const { load } = await openWindow(main, { publish: "note.#" });
    const { heard } = await load();
    main.emit(secret("s3cret"));
    main.emit(noted("public"));
    await until(() => heard.length > 0);
    expect(heard).toEqual(["public"]);
  });

  it("is to ask only what it is given", async () => {
    const main = makeBus("/main");
    main.respond(ask, () => 7);
    const { load } = await openWindow(main, { requests: false });
    const { bus } = await load();
    await expect(bus.request(ask(), { timeoutMs: 1000 })).rejects.toThrow("note.count");
  });

  it("is to publish only what it is given, also when its page does not keep to the protocol: that is counted and shown", async () => {
    const main = makeBus("/main");
    const heard: string[] = [];
    main.subscribe("#", ({ type }) => void heard.push(type));
    const { connection, window } = await openForged(main, { subscribe: "note.#" });
    await until(() => heard.length > 0);
    expect(heard).toEqual(["note.added"]);
    expect(connection.stats.rejected).toBe(1);
    expect(connection.health()).toMatchObject({
      status: "degraded",
      checks: { rejected: { status: "degraded", detail: expect.stringContaining("secret.told") } },
    });
    window.close();
  });
});

/** A page that speaks the protocol without a bus, and says whatever it likes. */
async function openForged(main: Bus, options: ConnectOptions) {
  const { MessageChannelMain } = fakeChannels();
  const window = new FakeWindow("app://notes", (page) => {
    electronPreload(page.ipcRenderer, { window: page });
    const link = electronRenderer({ window: page });
    void link.connect(new RecordingHost()).then(() => {
      const say = (said: object) => link.post(jsonCodec.encode({ eventdeck: 1, from: "forger", epoch: "e1", ...said }));
      const event = (type: string, id: string) => ({ specversion: "1.0", id, source: "/forged", type, data: "text" });
      void say({ kind: "hello", offset: 0, since: 0, interest: [], answers: [] });
      void say({ kind: "events", offset: 1, events: [event("secret.told", "1"), event("note.added", "2")] });
    });
  });
  const connection = await connect(main, electronMain(window.webContents, { MessageChannelMain, origins: ["app://notes"] }), options);
  window.load();
  return { connection, window };
}
