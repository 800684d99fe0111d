import type { Bus } from "eventdeck";
import type { ElectronWindow } from "./shapes.ts";

export interface DevtoolsWindowOptions {
  /** A bus of the main process, or several by name. @default every bus that is registered there with `registerBus` */
  readonly bus?: Bus | Readonly<Record<string, Bus>>;
  /**
   * Origins whose pages are shown, as Electron writes them: `"file://"`, `"app://shop"`, `"http://localhost:5173"`. A page tells about its own buses only, and hears
   * what the panel asks of them. @default every page of a window whose preload script has `electronPreload(ipcRenderer)`
   */
  readonly origins?: readonly string[];
  /** @default "Event deck" */
  readonly title?: string;
  /** In pixels. @default 1_200 */
  readonly width?: number;
  /** In pixels. @default 800 */
  readonly height?: number;
  /**
   * Folder of `electron-window.html`, `electron-window.js`, `electron-preload.cjs` and `eventdeck-devtools.global.js`, for an application that is packed without its
   * `node_modules`. @default `dist/devtools` of the installed package
   */
  readonly files?: string;
  /** Told of what was refused: a frame or an origin that asked, or a page that spoke for another. @default nobody */
  readonly onRefused?: (error: Error) => void;
}

/** The devtools window, while it is open. */
export interface DevtoolsWindow {
  /** Electron's own. Its `closed` tells when the user has closed it. */
  readonly window: ElectronWindow;
  /** How much was refused. */
  readonly refused: number;
  /** Closes it, with all that it opened. */
  close(): void;
}
