import { EventEmitter } from "node:events";

/** Electron's main-process end of a channel, over a real port. */
class FakePortMain extends EventEmitter {
  readonly port: MessagePort;
  closed = false;
  constructor(port: MessagePort) {
    super();
    this.port = port;
    port.addEventListener("message", ({ data }) => this.emit("message", { data }));
    port.addEventListener("close", () => {
      this.closed = true;
      this.emit("close");
    });
  }
  postMessage(message: unknown): void {
    this.port.postMessage(message, []);
  }
  start(): void {
    this.port.start();
  }
  close(): void {
    this.port.close();
  }
}

/** Every channel that was made, in order. */
export function fakeChannels() {
  const made: FakePortMain[] = [];
  class FakeMessageChannelMain {
    readonly port1: FakePortMain;
    readonly port2: FakePortMain;
    constructor() {
      const { port1, port2 } = new MessageChannel();
      this.port1 = new FakePortMain(port1);
      this.port2 = new FakePortMain(port2);
      made.push(this.port1);
    }
  }
  return { MessageChannelMain: FakeMessageChannelMain, made };
}

interface FakeMessage {
  readonly data: unknown;
  readonly source: object;
  readonly ports: readonly MessagePort[];
}

/** The `window` of one page: of its main world and of its preload script alike, which share messages and nothing else. */
export class FakePage {
  readonly ipcRenderer: FakeIpcRenderer;
  readonly ports: MessagePort[] = [];
  readonly top: FakePage = this;
  readonly #listeners = new Set<(event: FakeMessage) => void>();
  constructor(ipcRenderer: FakeIpcRenderer) {
    this.ipcRenderer = ipcRenderer;
  }
  addEventListener(_type: "message", listener: (event: FakeMessage) => void): void {
    this.#listeners.add(listener);
  }
  removeEventListener(_type: "message", listener: (event: FakeMessage) => void): void {
    this.#listeners.delete(listener);
  }
  postMessage(data: unknown, targetOrigin: string, transfer: readonly MessagePort[] = []): void {
    if (targetOrigin !== "/") throw new Error(`What is said in the page went to ${targetOrigin}.`);
    const copy: unknown = structuredClone(data);
    queueMicrotask(() => this.#tell({ data: copy, source: this, ports: transfer }));
  }
  /** What an iframe of the page, or another window, says to it. */
  hearFromElsewhere(data: unknown, ports: readonly MessagePort[] = []): void {
    this.#tell({ data, source: {}, ports });
  }
  get listeners(): number {
    return this.#listeners.size;
  }
  #tell(message: FakeMessage): void {
    // One that is added meanwhile is not called, as with every EventTarget.
    const listeners = [...this.#listeners];
    for (const listener of listeners) listener(message);
  }
}

class FakeIpcRenderer extends EventEmitter {
  readonly #toMain: (channel: string, message: unknown) => void;
  constructor(toMain: (channel: string, message: unknown) => void) {
    super();
    this.#toMain = toMain;
  }
  send(channel: string, message: unknown): void {
    // As it crosses to the other process: by copy, and later.
    const copy = structuredClone(message);
    queueMicrotask(() => this.#toMain(channel, copy));
  }
}

/** A frame as `event.senderFrame` shows it. */
export interface FakeFrame {
  readonly origin: string;
  readonly parent: object | null;
  postMessage(channel: string, message: unknown, transfer?: readonly FakePortMain[]): void;
}

let windows = 0;

/** What a window has of `webContents`. */
class FakeContents extends EventEmitter {
  readonly id = ++windows;
  /** Of this window only, as `webContents.ipc` is. */
  readonly ipc = new EventEmitter();
  destroyed = false;
  readonly #page: () => FakePage | undefined;
  constructor(page: () => FakePage | undefined) {
    super();
    this.#page = page;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  /** To the top frame, if there is one by then. */
  send(channel: string, message: unknown): void {
    const page = this.#page();
    const copy: unknown = structuredClone(message);
    queueMicrotask(() => page?.ipcRenderer.emit(channel, { ports: [] }, copy));
  }
}

/** A window with its webContents, whose page is loaded with a preload script and a script of its own, and may be loaded again. */
export class FakeWindow {
  readonly webContents = new FakeContents(() => this.#page);
  readonly #load: (page: FakePage) => void;
  #page: FakePage | undefined;
  origin: string;
  /** What the page says does not arrive in the main process. */
  deaf = false;

  constructor(origin: string, load: (page: FakePage) => void) {
    this.#load = load;
    this.origin = origin;
  }

  get page(): FakePage {
    if (!this.#page) throw new Error("The window has no page.");
    return this.#page;
  }

  /** Loads the page, or loads it again. */
  load(): void {
    this.webContents.emit("did-start-navigation", { isMainFrame: true, isSameDocument: false });
    this.#leave();
    const page = new FakePage(new FakeIpcRenderer((channel, message) => this.#page === page && !this.deaf && this.sendFrom(this.frame(), channel, message)));
    this.#page = page;
    this.webContents.emit("did-navigate");
    this.#load(page);
    this.webContents.emit("did-finish-load");
  }
  /** A link to a fragment, or `history.pushState`: the page stays. */
  navigateInPage(): void {
    this.webContents.emit("did-start-navigation", { isMainFrame: true, isSameDocument: true });
  }
  navigateFrame(): void {
    this.webContents.emit("did-start-navigation", { isMainFrame: false, isSameDocument: false });
  }
  crash(): void {
    this.#leave();
    this.webContents.emit("render-process-gone", {}, { reason: "crashed" });
  }
  close(): void {
    this.#leave();
    this.webContents.destroyed = true;
    this.webContents.emit("destroyed");
  }
  /** A message that a frame of the page sends; `null` is one that has gone meanwhile. */
  sendFrom(frame: FakeFrame | null, channel: string, message: unknown): void {
    this.webContents.ipc.emit(channel, { sender: this.webContents, senderFrame: frame }, message);
  }
  frame({ parent = null, origin = this.origin }: { readonly parent?: object | null; readonly origin?: string } = {}): FakeFrame {
    const page = this.page;
    return {
      origin,
      parent,
      postMessage: (channel, message, transfer = []) => {
        const ports = transfer.map(({ port }) => port);
        const copy: unknown = structuredClone(message);
        queueMicrotask(() => {
          page.ports.push(...ports);
          page.ipcRenderer.emit(channel, { ports }, copy);
        });
      },
    };
  }

  /** What goes with a document: its ports. */
  #leave(): void {
    for (const port of this.#page?.ports ?? []) port.close();
    this.#page = undefined;
  }
}
