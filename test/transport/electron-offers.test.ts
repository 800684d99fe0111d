import { electronMain } from "eventdeck/transport/electron-main";
import { electronPreload } from "eventdeck/transport/electron-preload";
import { devtoolsChannel, electronOffers } from "eventdeck/transport/electron-renderer";
import { describe, expect, it } from "vitest";
import { fakeChannels, FakeWindow } from "./electron-fakes.ts";
import { openWindow, tasks } from "./electron-set.ts";
import { RecordingHost } from "./recording-host.ts";

/** A window whose page waits for offers on a channel, and the main process's links to it. */
function waitingWindow(channel?: string) {
  const { MessageChannelMain, made } = fakeChannels();
  const heard: string[] = [];
  const ends: (() => void)[] = [];
  const window = new FakeWindow("app://notes", (page) => {
    electronPreload(page.ipcRenderer, { window: page });
    ends.push(electronOffers(() => heard.push("offer"), { channel, window: page }));
  });
  return {
    window,
    heard,
    made,
    ends,
    async connect() {
      const link = electronMain(window.webContents, { MessageChannelMain, origins: ["app://notes"], channel });
      await link.connect(new RecordingHost());
      return link;
    },
  };
}

describe("a page that waits for an offer", () => {
  it.each([undefined, devtoolsChannel])("hears it when it comes, on the channel %s, and whenever the main process begins again", async (channel) => {
    const { window, heard, connect } = waitingWindow(channel);
    const first = await connect();
    window.load();
    await tasks();
    expect(heard).toEqual(["offer"]);
    await first.close();
    const second = await connect();
    await tasks();
    expect(heard).toEqual(["offer", "offer"]);
    await second.close();
  });

  it("hears nothing where nobody offers, and nothing after its end, with no listener left", async () => {
    const { window, heard, ends, connect } = waitingWindow();
    window.load();
    await tasks();
    expect(heard).toEqual([]);
    const { listeners } = window.page;
    for (const end of ends) end();
    const link = await connect();
    await tasks();
    expect([heard, window.page.listeners]).toEqual([[], listeners - 1]);
    await link.close();
  });

  it("is given no port by it: it has to ask, and its origin is checked then as before", async () => {
    const { window, heard, made, connect } = waitingWindow();
    window.origin = "https://evil.example";
    const link = await connect();
    window.load();
    await tasks();
    expect([heard, made.length, link.refused]).toEqual([[], 0, 1]);
    await link.close();
  });

  it("does nothing where there is no page", () => {
    expect(electronOffers(() => expect.unreachable())()).toBeUndefined();
  });
});

describe("a link that waits for its next try", () => {
  it("is there at once when the main process begins to listen", async () => {
    const { link, main, window, pages, clock } = await openWindow();
    await link.close();
    window.load();
    await clock.advance(5_000);
    await pages[0]!.connected;
    expect(pages[0]!.host.last).toBe("reconnecting");
    const again = electronMain(window.webContents, { MessageChannelMain: fakeChannels().MessageChannelMain, origins: ["app://shop"] });
    await again.connect(main);
    await pages[0]!.host.until(() => pages[0]!.host.last === "connected");
    await pages[0]!.link.post("hello");
    await main.until(() => main.received.length === 1);
    await again.close();
  });
});

describe("every origin", () => {
  it("is let in where that is said, and inner frames are not", async () => {
    const { MessageChannelMain } = fakeChannels();
    const host = new RecordingHost();
    const window = new FakeWindow("https://anywhere.example", () => undefined);
    window.load();
    const link = electronMain(window.webContents, { MessageChannelMain, origins: "any" });
    await link.connect(host);
    window.sendFrom(window.frame(), "eventdeck", { kind: "ask", ask: 1 });
    await tasks();
    expect([window.page.ports.length, link.refused]).toEqual([1, 0]);
    window.sendFrom(window.frame({ parent: {} }), "eventdeck", { kind: "ask", ask: 1 });
    expect(link.refused).toBe(1);
    await link.close();
  });
});
