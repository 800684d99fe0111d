import type { ElectronChannel, ElectronContents } from "eventdeck/transport/electron-main";

/** What of `import * as electron from "electron"` is used, so that neither the package nor its types are needed here. */
export interface ElectronForDevtools {
  readonly app: ElectronApp;
  readonly BrowserWindow: new (options: ElectronWindowOptions) => ElectronWindow;
  readonly MessageChannelMain: ElectronChannel;
  readonly webContents: { getAllWebContents(): readonly ElectronContents[] };
}

/** `app`. */
export interface ElectronApp {
  whenReady(): Promise<void>;
  on(event: "web-contents-created", listener: (event: unknown, contents: ElectronContents) => void): unknown;
  removeListener(event: "web-contents-created", listener: (event: unknown, contents: ElectronContents) => void): unknown;
}

/** `BrowserWindow`. */
export interface ElectronWindow {
  readonly webContents: ElectronWindowContents;
  loadFile(path: string): Promise<void>;
  isDestroyed(): boolean;
  isMinimized(): boolean;
  restore(): void;
  show(): void;
  focus(): void;
  /** Closes it whatever its page says. */
  destroy(): void;
  on(event: "closed", listener: () => void): unknown;
  on(event: "page-title-updated", listener: (event: Preventable) => void): unknown;
}

/** `webContents` of a window. */
export type ElectronWindowContents = ElectronContents & {
  on(event: "will-navigate", listener: (event: Preventable) => void): unknown;
  setWindowOpenHandler(handler: () => { readonly action: "deny" }): void;
};
interface Preventable {
  preventDefault(): void;
}

/** What the window is made with. */
export interface ElectronWindowOptions {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly webPreferences: {
    readonly preload: string;
    readonly partition: string;
    readonly contextIsolation: true;
    readonly sandbox: true;
    readonly nodeIntegration: false;
  };
}
