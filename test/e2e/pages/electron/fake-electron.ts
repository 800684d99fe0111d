/**
 * The main process of an Electron application, played by a page: its windows are pages that it opens, of other origins and so in processes of their own, and its ports
 * are real ones that cross to them. What it has of Electron has the documented shapes.
 */

/** Where the files of the devtools window are served. */
export const devtoolsSite = "https://devtools.test";

type Listener = (...details: never[]) => void;

class Emitter {
  readonly #listeners = new Map<string, Set<Listener>>();
  on(name: string, listener: Listener): this {
    this.#listeners.set(name, (this.#listeners.get(name) ?? new Set()).add(listener));
    return this;
  }
  removeListener(name: string, listener: Listener): this {
    this.#listeners.get(name)?.delete(listener);
    return this;
  }
  emit(name: string, ...details: unknown[]): void {
    for (const listener of this.#listeners.get(name) ?? []) Reflect.apply(listener, undefined, details);
  }
}

class PortMain extends Emitter {
  readonly port: MessagePort;
  constructor(port: MessagePort) {
    super();
    this.port = port;
    port.addEventListener("message", ({ data }) => this.emit("message", { data }));
    port.addEventListener("close", () => this.emit("close"));
  }
  postMessage(message: unknown): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the rule takes it for a window
    this.port.postMessage(message);
  }
  start(): void {
    this.port.start();
  }
  close(): void {
    this.port.close();
  }
}

class Contents extends Emitter {
  readonly id: number;
  readonly ipc = new Emitter();
  readonly view: Window;
  readonly origin: string;
  readonly #frame: object;
  /** To the preload script of the page that is loaded. */
  #line: MessagePort | undefined;
  constructor(id: number, view: Window, origin: string) {
    super();
    this.id = id;
    this.view = view;
    this.origin = origin;
    this.#frame = {
      origin,
      parent: null,
      postMessage: (channel: string, message: unknown, ports: readonly PortMain[] = []) => this.#post(channel, message, ports),
    };
  }
  isDestroyed(): boolean {
    return this.view.closed;
  }
  send(channel: string, message: unknown): void {
    this.#post(channel, message, []);
  }
  setWindowOpenHandler(): void {}
  destroy(): void {
    this.view.close();
    this.emit("destroyed");
  }
  /** A page is loaded, and its preload script runs. */
  load(line: MessagePort): void {
    if (this.#line) this.emit("did-start-navigation", { isMainFrame: true, isSameDocument: false });
    this.#line = line;
    line.addEventListener("message", ({ data }) => this.ipc.emit(data.channel, { senderFrame: this.#frame }, data.message));
    line.start();
  }
  #post(channel: string, message: unknown, ports: readonly PortMain[]): void {
    this.#line?.postMessage(
      { channel, message },
      ports.map(({ port }) => port),
    );
  }
}

class BrowserWindow extends Emitter {
  readonly webContents: Contents;
  constructor(webContents: Contents) {
    super();
    this.webContents = webContents;
    webContents.on("destroyed", () => this.emit("closed"));
  }
  async loadFile(path: string): Promise<void> {
    this.webContents.view.location.href = path;
  }
  isDestroyed(): boolean {
    return this.webContents.isDestroyed();
  }
  isMinimized(): boolean {
    return false;
  }
  restore(): void {}
  show(): void {}
  focus(): void {}
  destroy(): void {
    this.webContents.destroy();
  }
}

export class FakeElectron {
  readonly app = Object.assign(new Emitter(), { whenReady: () => Promise.resolve() });
  readonly #contents: Contents[] = [];
  readonly webContents = { getAllWebContents: () => this.#contents.filter((contents) => !contents.isDestroyed()) };
  readonly MessageChannelMain = class {
    readonly port1: PortMain;
    readonly port2: PortMain;
    constructor() {
      const { port1, port2 } = new MessageChannel();
      this.port1 = new PortMain(port1);
      this.port2 = new PortMain(port2);
    }
  };
  readonly BrowserWindow: new () => BrowserWindow;

  constructor() {
    // The address is Electron's for a file; here it is served.
    const open = () => this.open("about:blank", "file://");
    this.BrowserWindow = class extends BrowserWindow {
      constructor() {
        super(open());
      }
    };
    addEventListener("message", ({ source, ports: [line] }) => {
      if (line) this.#contents.find(({ view }) => view === source)?.load(line);
    });
    // Paths of the main process are addresses here.
    Object.assign(globalThis, { process: { getBuiltinModule: () => ({ resolve: (...parts: readonly string[]) => parts.join("/") }) } });
  }

  /** Its user closes the window with the page of that origin. */
  close(origin: string): void {
    for (const contents of this.#contents) if (contents.origin === origin) contents.destroy();
  }

  /** A window, whose page says to the main process that it has that origin. */
  open(address: string, origin: string): Contents {
    const view = window.open(address, "_blank", "popup");
    if (!view) throw new Error("The browser opens no window.");
    const contents = new Contents(this.#contents.length + 1, view, origin);
    this.#contents.push(contents);
    this.app.emit("web-contents-created", {}, contents);
    return contents;
  }
}
