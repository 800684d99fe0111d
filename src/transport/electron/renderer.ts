import { requireFrom, requirePositive } from "../../event/index.ts";
import { type Clock, hostClock } from "../../scheduling/index.ts";
import { LinkError } from "../errors.ts";
import { retryDelayMs } from "../retry-delay.ts";
import type { LinkTransport, TransportHost } from "../transport.ts";
import { type Answer, defaultChannel, hearInPage, isAnswer, isOffer, sayInPage } from "./bridge.ts";
import { PortLine } from "./port-line.ts";
import type { PageWindow } from "./shapes.ts";

export { devtoolsChannel } from "./bridge.ts";
export { electronOffers, type ElectronOffersOptions } from "./offers.ts";

export interface ElectronRendererOptions {
  /** The IPC channel, the same in all three parts. @default "eventdeck" */
  readonly channel?: string;
  /** How long the main process may take to answer, in milliseconds, before it is asked again. @default 5_000 */
  readonly timeoutMs?: number;
  /** Bound of the wait before it is asked again, in milliseconds; it doubles with each, and the wait is anything up to it. @default 500 */
  readonly retryBaseMs?: number;
  /** Bound of every such wait, in milliseconds. @default 30_000 */
  readonly retryMaxMs?: number;
  /** @default the page's */
  readonly window?: PageWindow;
  /** @default the host's */
  readonly clock?: Clock;
  /** A number from 0 up to 1 each time it is called. @default Math.random */
  readonly random?: () => number;
}

/**
 * A link from a page to the main process: it asks the preload script for a port, and for another one when that is closed.
 *
 * @throws TypeError, RangeError for an option that makes no sense, or where there is no page
 *
 * @example
 * const connection = await connect(bus, electronRenderer());
 */
export function electronRenderer(options: ElectronRendererOptions = {}): LinkTransport {
  const page = options.window ?? (typeof window === "undefined" ? undefined : window);
  if (!page) throw new TypeError("electronRenderer() belongs into the page of a window: there is no window here. The main process has electronMain().");
  requirePositive("timeoutMs of electronRenderer()", options.timeoutMs);
  requireFrom(0, "retryBaseMs of electronRenderer()", options.retryBaseMs);
  requireFrom(0, "retryMaxMs of electronRenderer()", options.retryMaxMs);
  return new PageLink(page, options);
}

class PageLink implements LinkTransport {
  readonly name = "electron-renderer";
  readonly capabilities = { durable: false, order: "source", consumerGroups: false, interest: true, peers: "one" } as const;
  readonly #window: PageWindow;
  readonly #options: ElectronRendererOptions;
  readonly #clock: Clock;
  readonly #channel: string;
  #host: TransportHost | undefined;
  #port: MessagePort | undefined;
  #line: PortLine | undefined;
  /** Of the latest question: an answer to an older one is not heard, and its port is closed. */
  #ask = 0;
  /** Questions since the last port. */
  #failures = 0;
  #callOff: () => void = () => undefined;
  #unhear: () => void = () => undefined;
  /** Settles `connect`. */
  #settle: (refusal?: Error) => void = () => undefined;

  constructor(page: PageWindow, options: ElectronRendererOptions) {
    this.#window = page;
    this.#options = options;
    this.#clock = options.clock ?? hostClock;
    this.#channel = options.channel ?? defaultChannel;
  }

  /** Resolves when the first question has been answered, or not within its time; rejects when this page may not have a port. */
  connect(host: TransportHost): Promise<void> {
    this.#host = host;
    this.#unhear = hearInPage(this.#window, this.#channel, (message, ports) => {
      if (isAnswer(message)) this.#answered(message, ports[0]);
      else if (isOffer(message)) this.#offered();
    });
    return new Promise((resolve, reject) => {
      this.#settle = (refusal) => (refusal ? reject(refusal) : resolve());
      this.#askForPort();
    });
  }

  post(message: unknown): Promise<void> | void {
    if (!this.#line) throw new LinkError("ERR_LINK_FAILED", "There is no port to the main process now.");
    return this.#line.post(message);
  }

  close(): Promise<void> {
    this.#host = undefined;
    this.#unhear();
    this.#callOff();
    this.#closePort();
    this.#settle();
    return Promise.resolve();
  }

  #askForPort(): void {
    const { timeoutMs = 5_000 } = this.#options;
    this.#ask += 1;
    this.#callOff = this.#clock.schedule(() => this.#unanswered(timeoutMs), timeoutMs, "normal");
    sayInPage(this.#window, this.#channel, { kind: "ask", ask: this.#ask });
  }

  /** Asks now: what was asked before the main process listened is not answered, and the next try may be far. */
  #offered(): void {
    if (this.#port) return;
    this.#callOff();
    this.#askForPort();
  }

  #answered(answer: Answer, port: MessagePort | undefined): void {
    if (answer.ask !== this.#ask || this.#port) return port?.close();
    if (answer.kind === "port" && port) return this.#open(port);
    this.#callOff();
    const why = answer.kind === "refused" ? answer.why : "the port did not come along";
    const refusal = new LinkError("ERR_LINK_REFUSED", `The main process gave this page no port: ${why}.`);
    // First: `closed` has the host close this link, which settles it as well.
    this.#settle(refusal);
    this.#host?.state("closed", refusal);
  }

  #open(port: MessagePort): void {
    this.#callOff();
    this.#failures = 0;
    const line = new PortLine(
      (parcel) => port.postMessage(parcel),
      (message) => this.#host?.receive(message),
    );
    port.addEventListener("message", ({ data }: { readonly data: unknown }) => line.hear(data));
    // Electron's own: a page of the web is not told.
    port.addEventListener("close", () => this.#line === line && this.#retry("The main process has closed this page's port."));
    port.start();
    this.#port = port;
    this.#line = line;
    this.#host?.state("connected");
    this.#settle();
  }

  #unanswered(timeoutMs: number): void {
    const parts = "electronPreload(ipcRenderer) in its preload script, and connect(bus, electronMain(window.webContents, …)) in the main process";
    this.#retry(`Nobody has given this page a port within ${timeoutMs} ms. It needs ${parts}.`);
  }

  #retry(why: string): void {
    this.#closePort();
    const { retryBaseMs, retryMaxMs, random } = this.#options;
    const delayMs = retryDelayMs(this.#failures++, { baseMs: retryBaseMs, maxMs: retryMaxMs, random });
    this.#callOff = this.#clock.schedule(() => this.#askForPort(), delayMs, "normal");
    this.#host?.state("reconnecting", new LinkError("ERR_LINK_FAILED", why));
    this.#settle();
  }

  #closePort(): void {
    const port = this.#port;
    this.#line?.end();
    this.#line = undefined;
    this.#port = undefined;
    port?.close();
  }
}
