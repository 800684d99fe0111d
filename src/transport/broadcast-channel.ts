import { BusError } from "../event/index.ts";
import type { LinkTransport, TransportHost } from "./transport.ts";

/** What is asked of the page, where there is one. */
interface Page {
  addEventListener(type: string, listener: (event: { readonly persisted?: boolean }) => void): void;
  removeEventListener(type: string, listener: (event: { readonly persisted?: boolean }) => void): void;
}

/**
 * A link to every tab, window, iframe and worker of the same origin, and in Node to every thread, in which a bus is connected to the channel of this name.
 *
 * A page that is kept for going back to hears nothing meanwhile: it reports `reconnecting` as it is left and `connected` as it is shown again, and asks the others for
 * what it has missed. One that is closed says so.
 *
 * @see https://html.spec.whatwg.org/multipage/web-messaging.html#broadcasting-to-other-browsing-contexts
 * @example
 * await connect(bus, broadcastChannel("shop"), { publish: "cart.#", subscribe: "cart.#" });
 *
 * @throws TypeError for an empty name
 */
export function broadcastChannel(name: string): LinkTransport {
  if (typeof name !== "string" || name === "") throw new TypeError("broadcastChannel needs a name: the same for all that are to be linked.");
  return new BroadcastChannelTransport(name);
}

class BroadcastChannelTransport implements LinkTransport {
  readonly name: string;
  readonly capabilities = { durable: false, order: "source", consumerGroups: false, interest: true, peers: "many" } as const;
  #channel: BroadcastChannel | undefined;
  #stopListening: (() => void) | undefined;

  constructor(name: string) {
    this.name = name;
  }

  async connect(host: TransportHost): Promise<void> {
    if (typeof BroadcastChannel === "undefined")
      throw new BusError("ERR_TRANSPORT_UNAVAILABLE", "There is no BroadcastChannel here: use messagePort or websocket where that is missing.");
    const channel = new BroadcastChannel(this.name);
    this.#channel = channel;
    channel.onmessage = ({ data }: { readonly data: unknown }) => host.receive(data);
    channel.onmessageerror = () => host.receive(undefined);
    if (isPage(globalThis)) this.#listen(globalThis, host);
  }
  post(message: unknown): void {
    this.#channel?.postMessage(message);
  }
  async close(): Promise<void> {
    this.#stopListening?.();
    this.#channel?.close();
    this.#channel = undefined;
  }

  #listen(page: Page, host: TransportHost): void {
    const hide = ({ persisted = false }): void => host.state(persisted ? "reconnecting" : "closed");
    const show = ({ persisted = false }): void => {
      if (persisted) host.state("connected");
    };
    page.addEventListener("pagehide", hide);
    page.addEventListener("pageshow", show);
    this.#stopListening = () => {
      page.removeEventListener("pagehide", hide);
      page.removeEventListener("pageshow", show);
    };
  }
}

/** Workers and Node have no pages to leave. */
function isPage(scope: object): scope is Page {
  return "document" in scope && "addEventListener" in scope;
}
