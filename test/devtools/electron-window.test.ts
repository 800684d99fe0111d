import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listenersOf } from "./electron-app.ts";
import { found, openApplication, saved, shown, until } from "./electron-scene.ts";

let application: ReturnType<typeof openApplication>;
beforeEach(() => {
  application = openApplication();
});
afterEach(() => application.close());

describe("the devtools window of an Electron application", () => {
  it("shows the main process and every page in one list, whatever their origins and whenever they came", async () => {
    application.openWindow("notes");
    await application.openDevtools();
    application.openWindow("shop", { origin: "https://shop.example" });
    const { panel } = application;
    await until(() => panel.state.length === 3);
    expect(shown(panel).toSorted()).toEqual(["main (main process) connected", "notes (notes's page) connected", "shop (shop's page) connected"]);
  });

  it("follows what happens in each, and fetches a payload when it is looked at", async () => {
    const { latest } = application.openWindow("notes");
    await application.openDevtools();
    const { panel, electron } = application;
    await until(() => panel.state.length === 2);
    const crossed: string[] = [];
    for (const port of electron.channels.made) port.on("message", ({ data }) => crossed.push(JSON.stringify(data)));
    for (const [name, bus] of [
      ["notes", latest.bus],
      ["main", application.main],
    ] as const) {
      const target = found(panel, name);
      target.log.onChange(() => undefined);
      const text = `${"long text that is not looked at, ".repeat(10)}in ${name}`;
      bus.emit(saved({ text }));
      await until(() => target.log.size === 1);
      expect(target.log.get(1)?.event.type).toBe("note.saved");
      expect(crossed.join("")).not.toContain(text);
      expect((await target.events.load(1))?.event.payload).toEqual({ text });
    }
    expect(crossed.length).toBeGreaterThan(0);
  });

  it("runs a command where the bus is", async () => {
    const { latest } = application.openWindow("notes");
    latest.bus.subscribe(saved, () => undefined, { name: "Disk" });
    application.main.subscribe(saved, () => undefined, { name: "Archive" });
    await application.openDevtools();
    const { panel } = application;
    await until(() => panel.state.length === 2);
    const listeners = async (name: string) => (await found(panel, name).listeners.list()).map((listener) => listener.name);
    expect([await listeners("notes"), await listeners("main")]).toEqual([["Disk"], ["Archive"]]);
  });

  it("is one: called again, it is focused, also while it opens", async () => {
    const { electron } = application;
    const [first, second] = await Promise.all([application.openDevtools(), application.openDevtools()]);
    expect([electron.made.length, first.window === second.window]).toEqual([1, true]);
    electron.made[0]!.minimized = true;
    electron.made[0]!.calls.length = 0;
    await application.openDevtools();
    expect([electron.made.length, electron.made[0]!.calls]).toEqual([1, ["restore", "show", "focus"]]);
  });
});

describe("a page", () => {
  it("that is loaded again is in its old place, with its new bus", async () => {
    const notes = application.openWindow("notes");
    await application.openDevtools();
    const { panel } = application;
    await until(() => panel.state.length === 2);
    for (let loads = 0; loads < 3; loads += 1) {
      const before = found(panel, "notes");
      notes.window.load();
      await until(() => panel.state.length === 2 && found(panel, "notes") !== before);
    }
    const after = found(panel, "notes");
    after.log.onChange(() => undefined);
    notes.latest.bus.emit(saved({ text: "after" }));
    await until(() => after.log.size === 1);
    expect(shown(panel)).toHaveLength(2);
  });

  it.each(["crash", "close"] as const)("is marked as lost at its window's %s, and what was known stays", async (end) => {
    const notes = application.openWindow("notes");
    await application.openDevtools();
    const { panel } = application;
    await until(() => panel.state.length === 2);
    const target = found(panel, "notes");
    target.log.onChange(() => undefined);
    notes.latest.bus.emit(saved({ text: "kept" }));
    await until(() => target.log.size === 1);
    notes.window[end]();
    await until(() => target.status.state.connection === "lost");
    expect(shown(panel)).toEqual(["main (main process) connected", "notes (notes's page) lost"]);
    expect(target.log.get(1)?.event.type).toBe("note.saved");
    await expect(target.events.load(1)).rejects.toThrow(/has gone/);
  });

  it("without the preload script is not shown, and nothing of it fails", async () => {
    application.openWindow("bare", { preload: false });
    const devtools = await application.openDevtools();
    application.openWindow("notes");
    await until(() => application.panel.state.length === 2);
    expect([shown(application.panel).join().includes("bare"), devtools.refused]).toEqual([false, 0]);
  });
});

describe("the window that is closed", () => {
  it("leaves nothing behind, neither in the main process nor in a page", async () => {
    const notes = application.openWindow("notes");
    const contents = notes.window.webContents;
    const before = [listenersOf(application.electron.app), listenersOf(contents), listenersOf(contents.ipc), application.main.subscriptions().length];
    const devtools = await application.openDevtools();
    const { panel } = application;
    await until(() => panel.state.length === 2);
    found(panel, "notes").watch(() => undefined);
    await until(() => notes.latest.watchers === 1);
    devtools.close();
    await until(() => notes.latest.watchers === 0);
    await until(() => application.electron.channels.made.every(({ closed }) => closed));
    expect([listenersOf(application.electron.app), listenersOf(contents), listenersOf(contents.ipc), application.main.subscriptions().length]).toEqual(before);
    devtools.close();
  });

  it("closes by its user as by its handle, and opens again with everybody there", async () => {
    application.openWindow("notes");
    for (let opening = 1; opening <= 3; opening += 1) {
      await application.openDevtools();
      const { panel } = application;
      await until(() => panel.state.length === 2);
      expect(shown(panel).toSorted()).toEqual(["main (main process) connected", "notes (notes's page) connected"]);
      application.electron.made.at(-1)!.destroy();
    }
    expect(application.electron.made).toHaveLength(3);
  });

  it.each(["reload", "crash"] as const)("is not there any more for pages at its %s, and finds them anew", async (end) => {
    const notes = application.openWindow("notes");
    await application.openDevtools();
    const first = application.panel;
    await until(() => first.state.length === 2);
    found(first, "notes").watch(() => undefined);
    await until(() => notes.latest.watchers === 1);
    const { inner } = application.electron.made[0]!;
    if (end === "crash") inner.crash();
    else inner.load();
    await until(() => notes.latest.watchers === 0);
    if (end === "crash") inner.load();
    await until(() => application.panel !== first && application.panel.state.length === 2);
    expect(shown(application.panel).toSorted()).toEqual(["main (main process) connected", "notes (notes's page) connected"]);
  });
});
