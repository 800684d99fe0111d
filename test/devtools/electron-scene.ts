import { type Bus, createBus, defineEvent, payload } from "eventdeck";
import { type DevtoolsWindow, type DevtoolsWindowOptions, openDevtoolsWindow } from "eventdeck/devtools/electron";
import { electronPreload } from "eventdeck/transport/electron-preload";
import { meetInElectron } from "../../devtools/target/hub/electron-page.ts";
import { joinElectronHub } from "../../devtools/target/hub/join-electron.ts";
import { createLocalTarget, findRemoteTargets, hostTargets, Store, type Target, type TargetRecord } from "../../devtools/target/index.ts";
import type { FakePage, FakeWindow } from "../transport/electron-fakes.ts";
import { FakeElectron, type Script } from "./electron-app.ts";

export const saved = defineEvent("note.saved", payload<{ readonly text: string }>(), { priority: "immediate" });
/** The IPC channel of the panel's own port. */
export const panelChannel = "eventdeck.devtools.panel";

export type Panel = ReturnType<typeof findRemoteTargets>;

/** What one loaded page has: a bus of its own, registered as `registerBus` does it for a page that is alone in its process. */
export interface AppPage {
  readonly page: FakePage;
  readonly bus: Bus;
  /** How many panels watch its bus now. */
  watchers: number;
}

/** An Electron application with a bus in its main process, whose devtools window finds buses as the panel does. */
export function openApplication() {
  const buses: Bus[] = [];
  const makeBus = (source: string): Bus => {
    const bus = createBus({ source, events: [saved] });
    buses.push(bus);
    return bus;
  };
  const main = makeBus("main");
  const panels: Panel[] = [];
  const windows: FakeWindow[] = [];
  const leave: (() => void)[] = [];

  const devtoolsPage: Script = (page) => {
    electronPreload(page.ipcRenderer, { channel: panelChannel, window: page });
    void joinElectronHub(panelChannel, page, () => undefined).then((rendezvous) => panels.push(findRemoteTargets({ rendezvous })));
  };
  const electron = new FakeElectron(devtoolsPage);
  let devtools: DevtoolsWindow | undefined;

  return {
    electron,
    main,
    makeBus,
    /** The panel of the window's latest page. */
    get panel(): Panel {
      const panel = panels.at(-1);
      if (!panel) throw new Error("The devtools window has no panel yet.");
      return panel;
    },
    async openDevtools(options: DevtoolsWindowOptions = {}): Promise<DevtoolsWindow> {
      const before = panels.length;
      devtools = await openDevtoolsWindow(electron, { bus: { main }, files: "/files", ...options });
      if (electron.made.length > before) await until(() => panels.length > before);
      return devtools;
    },
    /** A window of the application, and what its latest page has. Its page is loaded, unless told otherwise. */
    openWindow(name: string, { origin = "file://", load = true, preload = true }: { origin?: string; load?: boolean; preload?: boolean } = {}) {
      const pages: AppPage[] = [];
      const window = electron.openWindow(origin, (page) => {
        if (preload) electronPreload(page.ipcRenderer, { window: page });
        const own: AppPage = { page, bus: makeBus(name), watchers: 0 };
        pages.push(own);
        const target = counting(createLocalTarget(own.bus, { name, place: `${name}'s page` }), (change) => (own.watchers += change));
        const targets = new Store<readonly Target[]>([target]);
        const end = meetInElectron((rendezvous) => hostTargets(targets, { rendezvous }), { window: page });
        leave.push(() => {
          end();
          target.close();
        });
      });
      windows.push(window);
      if (load) window.load();
      return {
        window,
        pages,
        get latest(): AppPage {
          return pages.at(-1)!;
        },
      };
    },
    async close(): Promise<void> {
      for (const panel of panels) panel.close();
      devtools?.close();
      for (const end of leave) end();
      for (const window of windows) if (!window.webContents.isDestroyed()) window.close();
      for (const bus of buses) await bus.close({ drain: false, timeoutMs: 0 });
    },
  };
}

/** Ports and timers of the panel's protocol come by themselves, or the test's time runs out. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

/** How the panel shows what it finds: name and place, and whether it is there. */
export function shown({ state }: Panel): readonly string[] {
  return state.map(({ name, place, status }) => `${name} (${place}) ${status.state.connection}`);
}

export function found({ state }: Panel, name: string): Target {
  const target = state.findLast((each) => each.name === name);
  if (!target) throw new Error(`The panel has no bus "${name}".`);
  return target;
}

function counting(target: Target, count: (change: number) => void): Target {
  const watch = (take: (record: TargetRecord) => void) => {
    count(1);
    const end = target.watch(take);
    return () => {
      count(-1);
      end();
    };
  };
  return { ...target, watch };
}
