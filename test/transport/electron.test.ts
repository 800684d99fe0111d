import { electronMain } from "eventdeck/transport/electron-main";
import { electronPreload } from "eventdeck/transport/electron-preload";
import { describe, expect, it } from "vitest";
import { fakeChannels, type FakeWindow } from "./electron-fakes.ts";
import { openWindow, tasks } from "./electron-set.ts";

const listenersOf = ({ webContents }: FakeWindow): number =>
  [webContents, webContents.ipc].reduce((sum, emitter) => sum + emitter.eventNames().reduce((count, name) => count + emitter.listenerCount(name), 0), 0);

describe("a window's link", () => {
  it("carries messages both ways, in order, from when the page has asked for its port", async () => {
    const { main, link, load } = await openWindow();
    expect(main.states).toEqual(["reconnecting"]);
    expect(() => link.post("too early")).toThrow("has no page that is connected");
    const page = await load();
    for (const text of ["a", "b"]) {
      await link.post(text);
      await page.link.post(text.toUpperCase());
    }
    await page.host.until(() => page.host.received.length === 2);
    await main.until(() => main.received.length === 2);
    expect([main.received, page.host.received, main.states, page.host.states]).toEqual([["A", "B"], ["a", "b"], ["reconnecting", "connected"], ["connected"]]);
    await link.close();
  });

  it("stays when only the fragment changes, or a frame inside the page is loaded", async () => {
    const { main, link, window, load } = await openWindow();
    const page = await load();
    window.navigateInPage();
    window.navigateFrame();
    await link.post("still here");
    await page.host.until(() => page.host.received.length === 1);
    expect(main.states).toEqual(["reconnecting", "connected"]);
    await link.close();
  });

  it("goes with a crash, and is there again with the next page", async () => {
    const { main, link, window, load } = await openWindow();
    await load();
    window.crash();
    expect(main.last).toBe("reconnecting");
    expect(main.complaints).toContain("its page has crashed");
    const page = await load();
    await link.post("welcome back");
    await page.host.until(() => page.host.received.length === 1);
    expect(main.states).toEqual(["reconnecting", "connected", "reconnecting", "connected"]);
    await link.close();
  });

  it("ends with the window", async () => {
    const { main, link, window, load } = await openWindow();
    await load();
    window.close();
    expect(main.last).toBe("closed");
    await link.close();
    expect(listenersOf(window)).toBe(0);
    const late = electronMain(window.webContents, { MessageChannelMain: fakeChannels().MessageChannelMain, origins: ["app://shop"] });
    await expect(late.connect(main)).rejects.toThrow("has been closed already");
  });
});

describe("the page of before", () => {
  it("is not taken for the new one: the link is there when the new page has introduced itself, and not before", async () => {
    const { main, link, window, pages } = await openWindow();
    window.load();
    await pages[0]!.connected;
    await tasks();
    expect(main.states).toEqual(["reconnecting"]);
    await pages[0]!.link.post("hello");
    await main.until(() => main.states.length === 2);
    expect([main.received, main.states]).toEqual([["hello"], ["reconnecting", "connected"]]);
    await link.close();
  });
});

describe("complaint: listeners of pages that are gone stay and get everything again (electron/electron#33328, bitwarden/clients#20945, clash-party#2131)", () => {
  it("has one port, one set of listeners and one copy of each message after 50 reloads, and none after the window", async () => {
    const { main, link, window, channels, pages, load } = await openWindow();
    await load();
    const before = listenersOf(window);
    for (let reloads = 0; reloads < 50; reloads += 1) await load();
    expect(listenersOf(window)).toBe(before);
    await link.post("once");
    await pages[50]!.link.post("back");
    await main.until(() => main.received.length === 1);
    await pages[50]!.host.until(() => pages[50]!.host.received.length === 1);
    await tasks();
    expect(main.received).toEqual(["back"]);
    expect(pages.map(({ host }) => host.received.length)).toEqual([...Array.from({ length: 50 }, () => 0), 1]);
    expect(channels.map(({ closed }) => closed)).toEqual([...Array.from({ length: 50 }, () => true), false]);
    await link.close();
    await tasks();
    expect(channels.at(-1)?.closed).toBe(true);
    expect(listenersOf(window)).toBe(0);
  });

  it("takes away the listeners of the page and its preload script", async () => {
    const { window, link, pages } = await openWindow({ preload: false });
    window.load();
    const { page } = window;
    const ofPage = page.listeners;
    const end = electronPreload(page.ipcRenderer, { window: page });
    // For its own channel, and for that of the devtools window.
    expect([page.listeners, page.ipcRenderer.eventNames()]).toEqual([ofPage + 2, ["eventdeck", "eventdeck.devtools"]]);
    end();
    await pages[0]!.link.close();
    expect([page.listeners, page.ipcRenderer.eventNames()]).toEqual([0, []]);
    await link.close();
  });
});

describe("complaint: a window that hangs fills the main process's memory (clash-party#2131)", () => {
  it("makes the bus wait after 256 messages that the page has not taken in, and lets it go on when it has", async () => {
    const { link, load } = await openWindow();
    const { host } = await load();
    let posted = 0;
    let waiting: Promise<void> | undefined;
    // No task of the page's runs in between: that is what hanging is.
    while (!waiting && posted < 10_000) {
      waiting = link.post(`message ${posted}`) ?? undefined;
      posted += 1;
    }
    expect(posted).toBe(256);
    await waiting;
    for (; posted < 2000; posted += 1) await link.post(`message ${posted}`);
    await host.until(() => host.received.length === 2000);
    expect(host.received).toEqual(Array.from({ length: 2000 }, (_, index) => `message ${index}`));
    await link.close();
  });

  it("gives up what waits when the page goes", async () => {
    const { link, window, load } = await openWindow();
    await load();
    let waiting: Promise<void> | undefined;
    while (!waiting) waiting = link.post("x") ?? undefined;
    const refusal = waiting.catch(String);
    window.close();
    expect(await refusal).toContain("before the far side had taken in what was posted");
    await link.close();
  });
});

describe("a page's link", () => {
  it("says what is missing when nobody answers, does not keep the page waiting, and asks again", async () => {
    const { window, pages, clock, link } = await openWindow({ preload: false });
    window.load();
    const { host, connected, page } = pages[0]!;
    await clock.advance(5000);
    await connected;
    expect(host.last).toBe("reconnecting");
    expect(host.complaints).toContain(
      "electronPreload(ipcRenderer) in its preload script, and connect(bus, electronMain(window.webContents, …)) in the main process",
    );
    electronPreload(page.ipcRenderer, { window: page });
    await clock.advance(250);
    await host.until(() => host.last === "connected");
    await link.close();
  });

  it("asks for another port when the main process has closed its own", async () => {
    const { link, window, main, clock, load } = await openWindow();
    const { host } = await load();
    await link.close();
    await host.until(() => host.last === "reconnecting");
    expect(host.complaints).toContain("has closed this page's port");
    const again = electronMain(window.webContents, { MessageChannelMain: fakeChannels().MessageChannelMain, origins: ["app://shop"] });
    await again.connect(main);
    await clock.advance(250);
    await host.until(() => host.last === "connected");
    await again.close();
  });

  it("closes a port that comes too late", async () => {
    const { link, pages, window, clock } = await openWindow({ timeoutMs: 10 });
    window.load();
    const { host, page } = pages[0]!;
    const { port1, port2 } = new MessageChannel();
    const closed = new Promise((resolve) => port1.addEventListener("close", resolve));
    port1.start();
    page.postMessage({ eventdeck: "eventdeck", kind: "port", ask: 0 }, "/", [port2]);
    await closed;
    await host.until(() => host.last === "connected");
    expect(clock.scheduled).toBe(0);
    await link.close();
  });

  it("leaves nothing to come when it is closed, before and after it has its port", async () => {
    const { link, pages, window, clock, load } = await openWindow();
    window.load();
    await pages[0]!.link.close();
    await pages[0]!.connected;
    expect(clock.scheduled).toBe(0);
    const second = await load();
    await second.link.close();
    await tasks();
    expect([clock.scheduled, second.host.states]).toEqual([0, ["connected"]]);
    await link.close();
  });
});
