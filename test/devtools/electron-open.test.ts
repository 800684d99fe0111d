import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from "vitest";
import type * as electronModule from "electron";
import { createBus } from "eventdeck";
import { type ElectronForDevtools, openDevtoolsWindow } from "eventdeck/devtools/electron";
import { registerBus } from "eventdeck/devtools/register";
import { listenersOf } from "./electron-app.ts";
import { openApplication, shown, until } from "./electron-scene.ts";

let application: ReturnType<typeof openApplication>;
beforeEach(() => {
  application = openApplication();
});
afterEach(() => application.close());

describe("what openDevtoolsWindow is given", () => {
  it("is Electron as it is declared", () => {
    expectTypeOf<typeof electronModule>().toExtend<ElectronForDevtools>();
  });

  it("has to be Electron", async () => {
    await expect(openDevtoolsWindow({} as never)).rejects.toThrow('import * as electron from "electron"');
  });

  it("has to be a bus, else no window is made, and the next call makes one", async () => {
    const { electron } = application;
    await expect(application.openDevtools({ bus: { main: {} as never } })).rejects.toThrow('given no bus as "main"');
    expect(electron.made).toEqual([]);
    await application.openDevtools();
    expect(electron.made).toHaveLength(1);
  });

  it("is by default every bus that is registered in the main process, as they come and go", async () => {
    await application.openDevtools({ bus: undefined });
    const { panel } = application;
    const bus = createBus({ source: "registered" });
    const unregister = registerBus(bus, "registered");
    await until(() => panel.state.length === 1);
    expect(shown(panel)).toEqual(["registered (main process) connected"]);
    unregister();
    await until(() => shown(panel).join() === "registered (main process) lost");
    await bus.close();
  });
});

describe("the files of the window", () => {
  const built = fileURLToPath(new URL("../../dist/devtools/", import.meta.url));

  it("are those of the installed package, unless another folder is named", async () => {
    await application.openDevtools({ files: undefined });
    const [window] = application.electron.made;
    expect([window!.loaded, window!.options.webPreferences.preload]).toEqual([[join(built, "electron-window.html")], join(built, "electron-preload.cjs")]);
  });

  it("are asked for when they are not there, with nothing left of the window", async () => {
    const { electron } = application;
    electron.fails = new Error("ERR_FILE_NOT_FOUND (-6)");
    await expect(application.openDevtools()).rejects.toThrow(/could not load .*electron-window\.html.*pass the folder where it is as "files"/);
    expect([electron.made[0]!.webContents.isDestroyed(), listenersOf(electron.app)]).toEqual([true, []]);
    electron.fails = undefined;
    await application.openDevtools();
    expect(electron.made).toHaveLength(2);
  });
});
