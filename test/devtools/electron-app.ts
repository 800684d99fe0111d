import { EventEmitter } from "node:events";
import type { ElectronWindowOptions } from "eventdeck/devtools/electron";
import { fakeChannels, type FakePage, FakeWindow } from "../transport/electron-fakes.ts";

/** What happens when a window's page is loaded: its preload script, and its own. */
export type Script = (page: FakePage) => void;

/** `BrowserWindow`, over the window of the other Electron tests. */
class FakeBrowserWindow extends EventEmitter {
  readonly inner: FakeWindow;
  readonly webContents: FakeWindow["webContents"] & { setWindowOpenHandler(handler: () => { readonly action: "deny" }): void };
  readonly options: ElectronWindowOptions;
  readonly loaded: string[] = [];
  readonly calls: string[] = [];
  minimized = false;
  /** The answer to `window.open`. */
  opens: (() => { readonly action: string }) | undefined;
  /** What loading its page fails with. */
  readonly fails: Error | undefined;

  constructor(options: ElectronWindowOptions, origin: string, script: Script, fails?: Error) {
    super();
    this.options = options;
    this.fails = fails;
    this.inner = new FakeWindow(origin, script);
    this.webContents = Object.assign(this.inner.webContents, {
      setWindowOpenHandler: (handler: () => { readonly action: "deny" }) => void (this.opens = handler),
    });
    this.webContents.on("destroyed", () => this.emit("closed"));
  }
  loadFile(path: string): Promise<void> {
    this.loaded.push(path);
    if (this.fails) return Promise.reject(this.fails);
    this.inner.load();
    return Promise.resolve();
  }
  isDestroyed(): boolean {
    return this.webContents.isDestroyed();
  }
  destroy(): void {
    if (this.isDestroyed()) throw new TypeError("Object has been destroyed");
    this.inner.close();
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  restore(): void {
    this.calls.push("restore");
  }
  show(): void {
    this.calls.push("show");
  }
  focus(): void {
    this.calls.push("focus");
  }
}

/** `import * as electron from "electron"`, of an application whose devtools window runs a script of the test's. */
export class FakeElectron {
  readonly app = Object.assign(new EventEmitter(), { whenReady: () => Promise.resolve() });
  readonly channels = fakeChannels();
  readonly MessageChannelMain = this.channels.MessageChannelMain;
  readonly webContents = { getAllWebContents: () => this.contents.filter((each) => !each.isDestroyed()) };
  readonly BrowserWindow: new (options: ElectronWindowOptions) => FakeBrowserWindow;
  readonly contents: FakeWindow["webContents"][] = [];
  /** The devtools windows that were made, in order. */
  readonly made: FakeBrowserWindow[] = [];
  /** What loading the page of the next fails with. */
  fails: Error | undefined;

  constructor(devtoolsPage: Script) {
    const made = (window: FakeBrowserWindow) => {
      this.made.push(window);
      this.#created(window.inner);
    };
    const fails = () => this.fails;
    this.BrowserWindow = class extends FakeBrowserWindow {
      constructor(options: ElectronWindowOptions) {
        super(options, "file://", devtoolsPage, fails());
        made(this);
      }
    };
  }

  /** A window of the application's own, whose page is not loaded yet. */
  openWindow(origin: string, script: Script): FakeWindow {
    const window = new FakeWindow(origin, script);
    this.#created(window);
    return window;
  }

  #created({ webContents }: FakeWindow): void {
    this.contents.push(webContents);
    this.app.emit("web-contents-created", {}, webContents);
  }
}

/** What is not closed is seen here: an emitter's listeners by their names. */
export function listenersOf(emitter: EventEmitter): readonly string[] {
  return emitter.eventNames().flatMap((name) => Array.from({ length: emitter.listenerCount(name) }, () => String(name)));
}
