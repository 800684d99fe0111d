import type { Bus } from "../bus/index.ts";
import { BusClosedError } from "../event/index.ts";
import type { Known } from "../routing/index.ts";
import { HostedConnection } from "./connection.ts";
import { register } from "./connections.ts";
import { EngineLine } from "./engine-line.ts";
import { Hub } from "./hub.ts";
import { LinkLine } from "./link-line.ts";
import { checkConnectOptions } from "./options.ts";
import type { Connection, ConnectOptions, Transport } from "./transport.ts";

/**
 * Connects a bus to others. Events keep id, source and time across contexts, are never echoed, and arrive once per bus however many links lead there.
 *
 * What leaves is what history sees, and no replay; what comes in is checked, and `actor` is left out of it. Ends when the bus closes.
 *
 * A request that nobody here answers is answered by the far side, or by a bus that is linked to that: of several, by the nearest. Give `requests: false`, or a selector,
 * where the far side is not to be trusted with them. Each is asked once, and ends by an answer, or at once by an error that says why there is none: `ERR_NO_RESPONDER`;
 * `ERR_EVENT_INVALID`, the far side refuses its payload; `ERR_REQUEST_LINK`, the link or its far side is gone or away; `ERR_REQUEST_TOO_LARGE`, for the `maxEventBytes` of
 * either side; `ERR_REQUEST_HOPS`, `ERR_REQUEST_LOOP`, `ERR_REQUEST_OVERFLOW`. One that is lost on the way, or not read in a flood, ends by the requester's timeout; with
 * that, or by its signal, the signal of whoever works on it aborts.
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
  const connection = new HostedConnection(hub, transport, checked, (ground) =>
    "post" in transport ? new LinkLine(ground, transport) : new EngineLine(ground, transport),
  );
  register(bus, connection, transport, checked, hub.core.clock);
  return connection.open();
}
