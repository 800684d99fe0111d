import { memoryLink } from "eventdeck/transport/memory";
import { AttachedBuses } from "../embed/attached-buses.ts";
import { Hub } from "../target/hub/hub.ts";
import { joinHub } from "../target/hub/join.ts";
import { laterHost } from "../target/remote/later-host.ts";
import { openLobby } from "../target/remote/lobby.ts";
import { admit, admitPages } from "./admit.ts";
import { panelChannel } from "./channel.ts";
import { pageFile, preloadFile, windowFile } from "./files.ts";
import type { DevtoolsWindow, DevtoolsWindowOptions } from "./options.ts";
import type { ElectronForDevtools, ElectronWindow } from "./shapes.ts";

/** A session that no page of the application shares, and nothing that the panel's page could use against the process. */
const confinement = { partition: "persist:eventdeck-devtools", contextIsolation: true, sandbox: true, nodeIntegration: false } as const;

/**
 * Makes the window, and everything that leads to it; all of it goes with the window.
 *
 * @param closed - called once it is no more
 */
export async function makeWindow(
  electron: ElectronForDevtools,
  { bus, origins, title = "Event deck", width = 1200, height = 800, files, onRefused }: DevtoolsWindowOptions,
  closed: () => void,
): Promise<DevtoolsWindow> {
  const [page, preload] = [windowFile(pageFile, files), windowFile(preloadFile, files)];
  const buses = new AttachedBuses(bus);
  const hub = new Hub({ onRefused });
  const leave: (() => unknown)[] = [closed, () => buses.close(), () => hub.close()];
  const end = (): void => {
    for (const each of leave.splice(0).toReversed()) each();
  };
  try {
    leave.push(await hostBuses(buses, hub));
    await electron.app.whenReady();
    const window = new electron.BrowserWindow({ title, width, height, webPreferences: { preload, ...confinement } });
    window.on("closed", end);
    confine(window);
    const { webContents } = window;
    admit(hub, "panel", webContents, { MessageChannelMain: electron.MessageChannelMain, origins: ["file://"], channel: panelChannel });
    leave.push(admitPages(electron, hub, { origins: origins ?? "any", except: webContents }));
    await load(window, page);
    return {
      window,
      get refused() {
        return hub.refused;
      },
      close: () => destroy(window),
    };
  } catch (error) {
    end();
    throw error;
  }
}

/** Answers for the buses of this process, as a page does for its own. */
async function hostBuses(buses: AttachedBuses, hub: Hub): Promise<() => void> {
  const { left, right } = memoryLink();
  await hub.admit(right, "page");
  return openLobby(buses.targets, laterHost, { rendezvous: await joinHub(left), place: "main process" });
}

/** Its page stays the one that it was opened with, and opens no other, under the title that it was given. */
function confine(window: ElectronWindow): void {
  window.on("page-title-updated", (event) => event.preventDefault());
  window.webContents.on("will-navigate", (event) => event.preventDefault());
  window.webContents.setWindowOpenHandler(() => ({ action: "deny" }));
}

async function load(window: ElectronWindow, page: string): Promise<void> {
  try {
    await window.loadFile(page);
  } catch (cause) {
    destroy(window);
    throw new Error(`The devtools window could not load ${page}. If the application is packed without it, pass the folder where it is as "files".`, { cause });
  }
}

/** Electron throws where a window is destroyed twice. */
function destroy(window: ElectronWindow): void {
  if (!window.isDestroyed()) window.destroy();
}
