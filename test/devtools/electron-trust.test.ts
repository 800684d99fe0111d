import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { devtoolsChannel, electronRenderer } from "eventdeck/transport/electron-renderer";
import { electronPreload } from "eventdeck/transport/electron-preload";
import type { FakeWindow } from "../transport/electron-fakes.ts";
import { RecordingHost } from "../transport/recording-host.ts";
import { found, openApplication, panelChannel, saved, shown, until } from "./electron-scene.ts";

let application: ReturnType<typeof openApplication>;
const refusals: string[] = [];
const onRefused = ({ message }: Error): void => void refusals.push(message);
beforeEach(() => {
  application = openApplication();
  refusals.length = 0;
});
afterEach(() => application.close());

const lobby = "eventdeck.devtools";
const said = (channel: string, message: unknown) => ({ kind: "said", channel, message });
const here = (page: string, ids: readonly unknown[]) =>
  said(lobby, { kind: "here", page, version: 1, targets: ids.map((id) => ({ id, name: String(id), source: "forged", place: "nowhere" })) });

/** A page that speaks on the port of its devtools, or asks for that of the panel, and says what it likes. */
async function openForger(channel = devtoolsChannel) {
  const host = new RecordingHost();
  const window = application.electron.openWindow("file://", (page) => void electronPreload(page.ipcRenderer, { window: page, channel }));
  window.load();
  const link = electronRenderer({ window: window.page, channel });
  const connected = link.connect(host);
  return {
    host,
    async say(...frames: readonly unknown[]): Promise<void> {
      await connected;
      for (const frame of frames) await link.post(frame);
    },
    close: () => link.close(),
  };
}

describe("a page of the application", () => {
  it("gets no port of the panel, which is its window's only", async () => {
    await application.openDevtools({ onRefused });
    const { length } = application.electron.channels.made;
    const forger = await openForger(panelChannel);
    // It is not answered at all, as by an application without devtools.
    application.openWindow("notes");
    await until(() => application.panel.state.length === 2);
    expect([forger.host.states, application.electron.channels.made.length]).toEqual([[], length + 1]);
    await forger.close();
  });

  it("is no panel, whatever it says: nobody hears it, and it hears of nobody", async () => {
    const notes = application.openWindow("notes");
    const devtools = await application.openDevtools({ onRefused });
    await until(() => application.panel.state.length === 2);
    const forger = await openForger();
    const { id } = found(application.panel, "notes");
    const channel = `eventdeck.devtools.1.${id}`;
    await forger.say(
      { kind: "present", page: "forger" },
      said(lobby, { kind: "who", page: "forger", version: 1 }),
      said(channel, { kind: "attach", panel: "forger" }),
      said(channel, { kind: "watch", panel: "forger" }),
      said(channel, { kind: "ask", panel: "forger", call: 1, domain: "events", command: "load", parameters: {} }),
    );
    await until(() => refusals.length === 4);
    expect([notes.latest.watchers, devtools.refused]).toEqual([0, 4]);
    expect(refusals).toEqual([
      expect.stringContaining("a page says in the lobby which buses it has"),
      ...Array.from({ length: 3 }, () => expect.stringContaining("it speaks for a bus that it has not announced")),
    ]);
    // Of everybody there, it was told of the panel, so that its own bus could tell when that goes.
    expect(forger.host.received).toEqual([{ kind: "present", page: expect.any(String) }]);
    await forger.close();
  });

  it("does not speak for another page, or for the main process", async () => {
    application.openWindow("notes");
    await application.openDevtools({ onRefused });
    const { panel } = application;
    await until(() => panel.state.length === 2);
    const [main, notes] = [found(panel, "main"), found(panel, "notes")];
    const forger = await openForger();
    await forger.say(
      here("nobody", ["x"]),
      { kind: "present", page: "forger" },
      here("forger", [main.id]),
      said(lobby, { kind: "gone", page: "nobody", version: 1 }),
      said(`eventdeck.devtools.1.${main.id}`, { kind: "gone" }),
      said(`eventdeck.devtools.1.${notes.id}`, { kind: "state", log: {}, status: {} }),
      here("forger", ["own"]),
    );
    await until(() => panel.state.length === 3);
    expect(shown(panel)).toEqual(["main (main process) connected", "notes (notes's page) connected", "own (nowhere) connected"]);
    expect(refusals).toHaveLength(5);
    await forger.close();
  });

  it("is held to the form of what it says, and to its bounds", async () => {
    const devtools = await application.openDevtools({ onRefused });
    const forger = await openForger();
    const garbage = [
      null,
      7,
      "said",
      {},
      { kind: "said" },
      { kind: "said", channel: lobby },
      { kind: "present", page: 7 },
      { kind: "present", page: "" },
      { kind: "present", page: "p".repeat(201) },
      { kind: "open", page: "forger" },
      said("c".repeat(201), {}),
      said(lobby, null),
      said(lobby, { kind: "here", page: "forger", version: "1", targets: [] }),
      said(lobby, { kind: "here", page: "forger", version: 1, targets: "all" }),
      said(lobby, { kind: "here", page: "forger", version: 1, targets: [{ id: "x", name: "x", source: "x" }] }),
      here("forger", [7]),
      here("forger", ["x".repeat(201)]),
      here(
        "forger",
        Array.from({ length: 1_001 }, (_, index) => `target-${index}`),
      ),
    ];
    await forger.say({ kind: "present", page: "forger" }, ...garbage);
    await until(() => devtools.refused === garbage.length);
    const names = Array.from({ length: 9 }, (_, index) => ({ kind: "present", page: `name-${index}` }));
    await forger.say(...names, said("eventdeck.devtools.1.x", { kind: "gone" }), here("forger", ["own"]));
    await until(() => application.panel.state.length === 2);
    expect([devtools.refused, refusals.filter((text) => text.includes("more than 8 names")).length]).toEqual([garbage.length + 3, 2]);
    await forger.close();
  });

  it("loses its place when what it says of its own bus cannot be read, and takes nothing else with it", async () => {
    application.openWindow("notes");
    await application.openDevtools({ onRefused });
    const { panel } = application;
    const forger = await openForger();
    await forger.say({ kind: "present", page: "forger" }, here("forger", ["own"]));
    await until(() => panel.state.length === 3);
    const [own, main] = [found(panel, "own"), found(panel, "main")];
    for (const target of [own, main]) target.log.onChange(() => undefined);
    await forger.say(
      said("eventdeck.devtools.1.own", { kind: "entries", summaries: [null], to: 1 }),
      said("eventdeck.devtools.1.own", { kind: "records", records: 7 }),
    );
    await until(() => own.status.state.connection === "lost");
    expect(own.status.state.lost?.why).toContain("What that page says of the bus cannot be read");
    application.main.emit(saved({ text: "goes on" }));
    await until(() => main.log.size === 1);
    await forger.close();
  });

  it("that takes in nothing is shown out before it fills the memory, and let in again when it is back", async () => {
    await application.openDevtools();
    const { panel, electron } = application;
    const { page } = loaded(electron.openWindow("file://", (own) => void electronPreload(own.ipcRenderer, { window: own })));
    let asks = 0;
    /** By hand: a page that hangs has asked for its port, and does not read it. */
    const join = async (name: string) => {
      const { length } = page.ports;
      page.postMessage({ eventdeck: devtoolsChannel, kind: "ask", ask: (asks += 1) }, "/");
      await until(() => page.ports.length > length);
      for (const frame of [{ kind: "present", page: name }, here(name, ["hung"])]) page.ports[length]!.postMessage([0, frame], []);
    };
    await join("before");
    await until(() => panel.state.length === 2);
    const hung = found(panel, "hung");
    const answers: Promise<unknown>[] = [];
    const ask = () => void answers.push(hung.health.report().catch(String));
    // Not all at once: the main process takes in what the panel says, and is not what hangs.
    await until(() => {
      for (let asked = 0; asked < 200; asked += 1) ask();
      return hung.status.state.connection === "lost";
    });
    expect(new Set(await Promise.all(answers))).toEqual(new Set([expect.stringContaining("does not answer")]));
    await join("after");
    await until(() => found(panel, "hung") !== hung);
    expect(shown(panel)).toEqual(["main (main process) connected", "hung (nowhere) connected"]);
  });

  it("of an origin that is not named is refused, and counted; one that is named is shown", async () => {
    const devtools = await application.openDevtools({ origins: ["app://notes"], onRefused });
    application.openWindow("evil", { origin: "https://evil.example" });
    application.openWindow("notes", { origin: "app://notes" });
    await until(() => application.panel.state.length === 2);
    await until(() => devtools.refused > 0);
    expect(shown(application.panel).join()).not.toContain("evil");
    expect(refusals[0]).toContain('"https://evil.example" is not among its origins, which are "app://notes"');
  });

  it("has no frame inside it that gets a port", async () => {
    const notes = application.openWindow("notes");
    const devtools = await application.openDevtools({ onRefused });
    await until(() => application.panel.state.length === 2);
    const { length } = application.electron.channels.made;
    for (const message of [{ kind: "knock" }, { kind: "ask", ask: 1 }]) notes.window.sendFrom(notes.window.frame({ parent: {} }), devtoolsChannel, message);
    expect([devtools.refused, application.electron.channels.made.length]).toEqual([2, length]);
  });
});

describe("the devtools window", () => {
  it("is confined: isolated, sandboxed, without Node, in a session of its own, and stays at its page", async () => {
    await application.openDevtools({ title: "Deck of notes" });
    const [window] = application.electron.made;
    expect(window!.options).toEqual({
      title: "Deck of notes",
      width: 1200,
      height: 800,
      webPreferences: {
        preload: expect.stringMatching(/files.electron-preload\.cjs$/),
        partition: "persist:eventdeck-devtools",
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
      },
    });
    const prevented: string[] = [];
    window!.webContents.emit("will-navigate", { preventDefault: () => prevented.push("will-navigate") });
    window!.emit("page-title-updated", { preventDefault: () => prevented.push("page-title-updated") });
    expect([prevented, window!.opens?.()]).toEqual([["will-navigate", "page-title-updated"], { action: "deny" }]);
  });

  it("gives its port to no other page than its own file", async () => {
    const devtools = await application.openDevtools({ onRefused });
    const { inner } = application.electron.made[0]!;
    inner.sendFrom(inner.frame({ origin: "https://evil.example" }), panelChannel, { kind: "ask", ask: 1 });
    expect([devtools.refused, refusals[0]]).toEqual([1, expect.stringContaining('"https://evil.example" is not among its origins')]);
  });
});

function loaded(window: FakeWindow): FakeWindow {
  window.load();
  return window;
}
