import { BusError } from "../event/index.ts";
import { followPage } from "./page-life.ts";
import type { LinkTransport, TransportHost } from "./transport.ts";

/**
 * A link to every tab, window, iframe and worker of the same origin, and in Node to every thread, in which a bus is connected to the channel of this name.
 *
 * A page that is kept for going back to hears nothing meanwhile, and must not have the channel open: it reports `reconnecting` as it is left and `connected` as it is
 * shown again, and asks the others for what it has missed. It tells them that it is away, as one that is frozen does; one that is closed says goodbye.
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
  #stopFollowing: (() => void) | undefined;

  constructor(name: string) {
    this.name = name;
  }

  async connect(host: TransportHost): Promise<void> {
    if (typeof BroadcastChannel === "undefined")
      throw new BusError("ERR_TRANSPORT_UNAVAILABLE", "There is no BroadcastChannel here: use messagePort or websocket where that is missing.");
    this.#open(host);
    this.#stopFollowing = followPage({
      kept: () => {
        host.away();
        host.state("reconnecting");
        // Chromium throws a page away that is kept and gets a message.
        this.#shut();
      },
      closed: () => host.state("closed"),
      frozen: () => host.away(),
      resumed: () => {
        if (this.#channel === undefined) this.#open(host);
        host.state("connected");
      },
    });
  }
  post(message: unknown): void {
    this.#channel?.postMessage(message);
  }
  async close(): Promise<void> {
    this.#stopFollowing?.();
    this.#shut();
  }

  #open(host: TransportHost): void {
    const channel = new BroadcastChannel(this.name);
    channel.onmessage = ({ data }: { readonly data: unknown }) => host.receive(data);
    channel.onmessageerror = () => host.receive(undefined);
    this.#channel = channel;
  }
  #shut(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }
}
