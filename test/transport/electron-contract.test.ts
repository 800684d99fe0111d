import { transportContract } from "eventdeck/testing/transport-contract";
import { electronMain } from "eventdeck/transport/electron-main";
import { electronPreload } from "eventdeck/transport/electron-preload";
import { electronRenderer } from "eventdeck/transport/electron-renderer";
import { describe, expect, it } from "vitest";
import { fakeChannels, FakeWindow } from "./electron-fakes.ts";

/** A window and its page, over real ports; breaking it closes the port, and holds the page's questions back. */
function openPair() {
  const { MessageChannelMain } = fakeChannels();
  const window = new FakeWindow("app://shop", (page) => void electronPreload(page.ipcRenderer, { window: page }));
  window.load();
  const { page } = window;
  return {
    main: electronMain(window.webContents, { MessageChannelMain, origins: ["app://shop"] }),
    renderer: electronRenderer({ window: page, timeoutMs: 20, retryBaseMs: 5, retryMaxMs: 5 }),
    disconnect: () => {
      window.deaf = true;
      page.ports.at(-1)?.close();
    },
    reconnect: () => {
      window.deaf = false;
    },
  };
}

describe("the contract of every link, from the main process", () => {
  const open = () => {
    const { main, renderer, ...rest } = openPair();
    return { left: main, right: renderer, ...rest };
  };
  for (const { name, run } of transportContract({ open, breaks: true })) it(name, () => expect(run()).resolves.toBeUndefined());
});

describe("the contract of every link, from the page", () => {
  const open = () => {
    const { main, renderer, ...rest } = openPair();
    return { left: renderer, right: main, ...rest };
  };
  for (const { name, run } of transportContract({ open, breaks: true })) it(name, () => expect(run()).resolves.toBeUndefined());
});
