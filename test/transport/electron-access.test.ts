import { electronMain } from "eventdeck/transport/electron-main";
import { electronPreload } from "eventdeck/transport/electron-preload";
import { electronRenderer } from "eventdeck/transport/electron-renderer";
import { describe, expect, it } from "vitest";
import { fakeChannels, FakeWindow } from "./electron-fakes.ts";
import { openWindow, tasks } from "./electron-set.ts";

describe("who gets a port", () => {
  it("is no page of another origin: it is told why, and it is counted", async () => {
    const { main, link, window, pages } = await openWindow({ origin: "https://evil.example" });
    window.load();
    await expect(pages[0]!.connected).rejects.toThrow('gave this page no port: "https://evil.example" is not among its origins, which are "app://shop".');
    expect(pages[0]!.host.last).toBe("closed");
    expect([link.refused, main.last]).toEqual([1, "reconnecting"]);
    expect(main.complaints).toContain("refused a port");
    await link.close();
  });

  it("is no frame inside the page, whatever its origin, and the page keeps its own", async () => {
    const { main, link, window, channels, load } = await openWindow();
    const page = await load();
    window.sendFrom(window.frame({ parent: {} }), "eventdeck", { kind: "ask", ask: 1 });
    window.sendFrom(window.frame({ parent: {}, origin: "https://ads.example" }), "eventdeck", { kind: "ask", ask: 1 });
    expect([link.refused, channels.length, main.last]).toEqual([2, 1, "connected"]);
    await link.post("to the page");
    await page.host.until(() => page.host.received.length === 1);
    expect([main.states, main.errors.length]).toEqual([["reconnecting", "connected"], 2]);
    await link.close();
  });

  it("is nobody who has gone meanwhile, or who does not ask", async () => {
    const { link, window, channels } = await openWindow();
    window.load();
    await tasks();
    const { length } = channels;
    window.sendFrom(null, "eventdeck", { kind: "ask", ask: 1 });
    for (const message of [undefined, null, 7, "ask", {}, { kind: "ask" }, { kind: "ask", ask: "1" }, { kind: "port", ask: 1 }]) {
      window.sendFrom(window.frame(), "eventdeck", message);
    }
    expect([channels.length, link.refused]).toEqual([length, 0]);
    await link.close();
  });

  it("is no preload script of an inner frame", () => {
    const { page } = loaded(new FakeWindow("app://shop", () => undefined));
    const inner = { top: page, postMessage: () => undefined, addEventListener: () => undefined, removeEventListener: () => undefined };
    electronPreload(page.ipcRenderer, { window: inner });
    expect(page.ipcRenderer.listenerCount("eventdeck")).toBe(0);
  });
});

describe("what crosses from the preload script to the page", () => {
  it("is data and the port, with nothing put on the page's window", async () => {
    const { link, load } = await openWindow();
    const { page } = await load();
    expect(Object.keys(page)).toEqual(Object.keys(loaded(new FakeWindow("app://shop", () => undefined)).page));
    await link.close();
  });

  it("is not taken from a frame of the page or from another window", async () => {
    const { main, link, window, load } = await openWindow();
    const { page, host } = await load();
    const { port1, port2 } = new MessageChannel();
    page.hearFromElsewhere({ eventdeck: "eventdeck", kind: "port", ask: 1 }, [port2]);
    page.hearFromElsewhere({ eventdeck: "eventdeck", kind: "refused", ask: 1, why: "forged" });
    const asked: unknown[] = [];
    window.webContents.ipc.on("eventdeck", (_, message) => asked.push(message));
    page.hearFromElsewhere({ eventdeck: "eventdeck", kind: "ask", ask: 9 });
    await tasks();
    expect([host.states, asked]).toEqual([["connected"], []]);
    port1.close();
    await link.post("real");
    await host.until(() => host.received.length === 1);
    expect(main.states).toEqual(["reconnecting", "connected"]);
    await link.close();
  });

  it("goes to the host as it is, for it to refuse, where it has not the form of a line", async () => {
    const { main, link, window, load } = await openWindow();
    const { page } = await load();
    const [port] = page.ports;
    const garbage = [null, 7, [], [0], [1, 999], [1, -1], [1, "1"], [2, "x"], { kind: 0 }];
    for (const each of garbage) port!.postMessage(each, []);
    await main.until(() => main.received.length === garbage.length);
    expect(main.received).toEqual(garbage);
    expect(window.webContents.listenerCount("destroyed")).toBe(1);
    await link.close();
  });
});

describe("what the parts are given", () => {
  it("names what is missing and where to get it", () => {
    const { MessageChannelMain } = fakeChannels();
    const { webContents } = new FakeWindow("app://shop", () => undefined);
    expect(() => electronMain({} as never, { MessageChannelMain, origins: ["file://"] })).toThrow("needs the webContents of a window");
    expect(() => electronMain(webContents, { origins: ["file://"] } as never)).toThrow('import it from "electron"');
    expect(() => electronMain(webContents, { MessageChannelMain, origins: [] })).toThrow('origins: ["file://"] for files');
    expect(() => electronPreload(undefined as never)).toThrow("there is no window here");
    expect(() => electronPreload(undefined as never, { window: {} as never })).toThrow("needs Electron's ipcRenderer");
    expect(() => electronRenderer()).toThrow("The main process has electronMain()");
    expect(() => electronRenderer({ window: {} as never, timeoutMs: 0 })).toThrow("timeoutMs of electronRenderer() is 0");
  });
});

function loaded(window: FakeWindow): FakeWindow {
  window.load();
  return window;
}
