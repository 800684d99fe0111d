import type { Bus } from "../bus/index.ts";
import { BusClosedError } from "../event/index.ts";
import type { Known } from "../routing/index.ts";
import { register } from "./connections.ts";
import { EngineConnection } from "./engine-connection.ts";
import { Hub } from "./hub.ts";
import { LinkConnection } from "./link-connection.ts";
import { checkConnectOptions } from "./options.ts";
import type { Connection, ConnectOptions, Transport } from "./transport.ts";

/**
 * Connects a bus to others. Events keep id, source and time across contexts, are never echoed, and arrive once per bus however many links lead there.
 *
 * What leaves is what history sees, and no replay; what comes in is checked, and `actor` is left out of it. A request that nobody here answers is answered by the
 * far side: give `requests: false`, or a selector, where that is not to be trusted with them. Ends when the bus closes.
 *
 * @example
 * const connection = await connect(bus, broadcastChannel("shop"), { publish: "cart.#", subscribe: "cart.#" });
 *
 * @throws TypeError, RangeError for options that make no sense; BusClosedError; what the transport's `connect` rejects with
 */
export async function connect<K extends Known>(bus: Bus<K>, transport: Transport, options: ConnectOptions = {}): Promise<Connection> {
  if (typeof transport?.connect !== "function" || !("post" in transport || "send" in transport))
    throw new TypeError("connect was given no transport: pass what memoryLink, broadcastChannel, messagePort or another kind makes.");
  if (bus.closed) throw new BusClosedError("The bus is closed: it can be connected to nothing any more.");
  const hub = Hub.of(bus);
  const checked = checkConnectOptions(options, bus.kinds);
  const connection = "post" in transport ? new LinkConnection(hub, transport, checked) : new EngineConnection(hub, transport, checked);
  register(bus, connection, transport, checked, hub.core.clock);
  return connection.open();
}
