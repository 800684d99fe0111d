import { LinkError } from "../errors.ts";
import type { LinkTransport, TransportHost } from "../transport.ts";
import { defaultChannel, type FromMain, isAsk, isKnock } from "./bridge.ts";
import { PortLine } from "./port-line.ts";
import type { ElectronChannel, ElectronContents, ElectronFrame, ElectronIpc, ElectronIpcEvent, ElectronNavigation, ElectronPort } from "./shapes.ts";

export type { ElectronChannel, ElectronContents } from "./shapes.ts";

export interface ElectronMainOptions {
  /** Electron's own. */
  readonly MessageChannelMain: ElectronChannel;
  /** Origins whose pages may connect, as Electron writes them: `"file://"`, `"app://shop"`, `"http://localhost:5173"`; or every page that the window shows. */
  readonly origins: readonly string[] | "any";
  /** The IPC channel, the same in all three parts. @default "eventdeck" */
  readonly channel?: string;
}

/** A link to the page of one window. */
export interface ElectronMainTransport extends LinkTransport {
  /** How often something asked for a port that may not have one: an inner frame, or a page of another origin. */
  readonly refused: number;
}

/**
 * A link from the main process to the page of one window. Its top frame gets a port when it asks for one, and a new one when it was loaded again; it is closed when the
 * page is left, has crashed, or the window is closed, with which the connection ends. What is published while there is no page waits for the next.
 *
 * What a window may publish, hear and ask for is what its connection says: `subscribe`, `publish` and `requests`, which are enforced here, in the main process.
 *
 * @param contents - the window's `webContents`
 * @throws TypeError without `MessageChannelMain` or `origins`
 *
 * @example
 * const link = electronMain(window.webContents, { MessageChannelMain, origins: ["app://shop"] });
 * await connect(bus, link, { publish: "shop.#", subscribe: "cart.#", requests: "order.#" });
 */
export function electronMain(contents: ElectronContents, options: ElectronMainOptions): ElectronMainTransport {
  if (typeof contents?.ipc?.on !== "function") throw new TypeError("electronMain() needs the webContents of a window, as its first argument.");
  if (typeof options?.MessageChannelMain !== "function") {
    throw new TypeError(`electronMain() needs Electron's MessageChannelMain: import it from "electron" and pass it as an option.`);
  }
  if (options.origins !== "any" && !(Array.isArray(options.origins) && options.origins.length > 0)) {
    throw new TypeError(`electronMain() needs the origins whose pages may connect: origins: ["file://"] for files, ["app://shop"] for a scheme of your own.`);
  }
  return new WindowLink(contents, options);
}

class WindowLink implements ElectronMainTransport {
  readonly name: string;
  readonly capabilities = { durable: false, order: "source", consumerGroups: false, interest: true, peers: "one" } as const;
  readonly #contents: ElectronContents;
  /** Kept: the contents of a closed window do not give it out any more. */
  readonly #ipc: ElectronIpc;
  readonly #options: ElectronMainOptions;
  readonly #channel: string;
  #host: TransportHost | undefined;
  #port: ElectronPort | undefined;
  #line: PortLine | undefined;
  #refused = 0;

  constructor(contents: ElectronContents, options: ElectronMainOptions) {
    this.name = `electron-main window ${contents.id}`;
    this.#contents = contents;
    this.#ipc = contents.ipc;
    this.#options = options;
    this.#channel = options.channel ?? defaultChannel;
  }

  get refused(): number {
    return this.#refused;
  }

  /** Resolves at once: the window may be loaded after it. */
  async connect(host: TransportHost): Promise<void> {
    if (this.#contents.isDestroyed()) throw new LinkError("ERR_LINK_FAILED", `${this.name} has been closed already.`);
    this.#host = host;
    this.#ipc.on(this.#channel, this.#asked);
    this.#contents.on("did-start-navigation", this.#navigates);
    this.#contents.on("render-process-gone", this.#crashed);
    this.#contents.on("destroyed", this.#destroyed);
    host.state("reconnecting");
    // A page that is there already, and was told that nobody answers, need not wait for its next try.
    this.#say(() => this.#contents.send(this.#channel, { kind: "offer" }));
  }

  post(message: unknown): Promise<void> | void {
    if (!this.#line) throw new LinkError("ERR_LINK_FAILED", `${this.name} has no page that is connected.`);
    return this.#line.post(message);
  }

  close(): Promise<void> {
    this.#host = undefined;
    this.#ipc.removeListener(this.#channel, this.#asked);
    this.#contents.removeListener("did-start-navigation", this.#navigates);
    this.#contents.removeListener("render-process-gone", this.#crashed);
    this.#contents.removeListener("destroyed", this.#destroyed);
    this.#closePort();
    return Promise.resolve();
  }

  readonly #asked = ({ senderFrame: frame }: ElectronIpcEvent, message: unknown): void => {
    // A frame that has gone needs no answer.
    if (!frame || !(isAsk(message) || isKnock(message))) return;
    const why = this.#whyNot(frame);
    if (why === undefined) return message.kind === "ask" ? this.#grant(frame, message.ask) : this.#answer(frame, { kind: "offer" });
    this.#refused += 1;
    this.#host?.refuse(new LinkError("ERR_LINK_REFUSED", `${this.name} refused a port: ${why}.`));
    if (message.kind === "ask") this.#answer(frame, { kind: "refused", ask: message.ask, why });
  };

  #whyNot(frame: ElectronFrame): string | undefined {
    if (frame.parent !== null) return `a frame inside the page (${frame.origin}) asked for it, and only the page itself may`;
    const { origins } = this.#options;
    if (origins === "any" || origins.includes(frame.origin)) return undefined;
    return `"${frame.origin}" is not among its origins, which are ${origins.map((origin) => `"${origin}"`).join(", ")}`;
  }

  #grant(frame: ElectronFrame, ask: number): void {
    // The page of before has gone, or its port has; whatever still comes from there is not heard.
    this.#closePort();
    const { port1, port2 } = new this.#options.MessageChannelMain();
    let met = false;
    const line = new PortLine(
      (parcel) => port1.postMessage(parcel),
      (message) => {
        this.#host?.receive(message);
        if (met || this.#line !== line) return;
        // Not before the page has introduced itself: what waits would be posted to the page of before.
        met = true;
        this.#host?.state("connected");
      },
    );
    port1.on("message", ({ data }) => line.hear(data));
    port1.on("close", () => this.#line === line && this.#lose("its port was closed"));
    port1.start();
    this.#port = port1;
    this.#line = line;
    this.#answer(frame, { kind: "port", ask }, [port2]);
  }

  #answer(frame: ElectronFrame, answer: FromMain, ports?: ElectronPort[]): void {
    this.#say(() => frame.postMessage(this.#channel, answer, ports));
  }

  #say(say: () => void): void {
    try {
      say();
    } catch (error) {
      // It went away between its question and the answer; the next page asks again.
      this.#host?.state("reconnecting", new LinkError("ERR_LINK_FAILED", `${this.name} could not be answered.`, { cause: error }));
    }
  }

  readonly #navigates = ({ isMainFrame, isSameDocument }: ElectronNavigation): void => {
    if (isMainFrame && !isSameDocument) this.#lose("its page is being left");
  };
  readonly #crashed = (): void => this.#lose("its page has crashed");
  readonly #destroyed = (): void => {
    this.#closePort();
    this.#host?.state("closed");
  };

  #lose(why: string): void {
    if (!this.#port) return;
    this.#closePort();
    this.#host?.state("reconnecting", new LinkError("ERR_LINK_FAILED", `${this.name} lost its page: ${why}.`));
  }

  #closePort(): void {
    const port = this.#port;
    this.#line?.end();
    this.#line = undefined;
    this.#port = undefined;
    port?.close();
  }
}
