import { makeWindow } from "./make-window.ts";
import type { DevtoolsWindow, DevtoolsWindowOptions } from "./options.ts";
import type { ElectronForDevtools } from "./shapes.ts";

/** The window of an application, by its `app`: there is one at most. */
const opened = new WeakMap<object, Promise<DevtoolsWindow>>();

/**
 * Opens a window with the panel, which shows the buses of the main process and of every page of the application, whatever its origin. Called again, it focuses the one
 * that is open, whose options stay.
 *
 * A page is shown when its window's preload script calls `electronPreload(ipcRenderer)` and the page itself `registerBus(bus, name)`.
 * Whoever has the window sees every event and can emit any: it is opened by this call only, and its port goes to its own page only.
 *
 * @param electron - `import * as electron from "electron"`
 * @returns once its page is loaded
 * @throws TypeError for what is not Electron, or no bus; Error when the files of the window are not there
 *
 * @example
 * import * as electron from "electron";
 * await openDevtoolsWindow(electron, { bus });
 */
export async function openDevtoolsWindow(electron: ElectronForDevtools, options: DevtoolsWindowOptions = {}): Promise<DevtoolsWindow> {
  if (typeof electron?.BrowserWindow !== "function" || typeof electron.MessageChannelMain !== "function") {
    throw new TypeError(`openDevtoolsWindow() needs Electron, in the main process: import * as electron from "electron", and pass it first.`);
  }
  const known = opened.get(electron.app);
  if (known) return focused(await known);
  const forget = () => opened.delete(electron.app);
  const opening = makeWindow(electron, options, forget);
  opened.set(electron.app, opening);
  // A window that did not come is none: the next call tries again.
  opening.catch(forget);
  return opening;
}

function focused(known: DevtoolsWindow): DevtoolsWindow {
  const { window } = known;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
  return known;
}
