import type { ipcRenderer, MessageChannelMain, WebContents } from "electron";
import type { electronMain, ElectronMainOptions } from "eventdeck/transport/electron-main";
import type { electronPreload } from "eventdeck/transport/electron-preload";
import { describe, expectTypeOf, it } from "vitest";

// The declarations of Electron alone: its binary is not downloaded for them.
describe("what Electron declares", () => {
  it("is what electronMain takes", () => {
    expectTypeOf<WebContents>().toExtend<Parameters<typeof electronMain>[0]>();
    expectTypeOf<typeof MessageChannelMain>().toExtend<ElectronMainOptions["MessageChannelMain"]>();
  });

  it("is what electronPreload takes", () => {
    expectTypeOf<typeof ipcRenderer>().toExtend<Parameters<typeof electronPreload>[0]>();
  });
});
