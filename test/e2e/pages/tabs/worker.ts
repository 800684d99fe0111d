import { createBus, defineRequest, payload } from "eventdeck";
import { connect, connections } from "eventdeck/transport";
import { messagePort } from "eventdeck/transport/message-port";

/** Counts up by one whatever is counted in the page. */
const bus = createBus({ source: "worker" });
bus.subscribe("counted", ({ payload: number }) => void bus.emit({ type: "echoed", input: Number(number) + 1 }));
const known = defineRequest("worker.known", payload<null>(), payload<{ readonly pages: number; readonly answered: number }>());
bus.respond(known, () => {
  const all = connections(bus);
  // Who has answered where events have come to is not asked any more, and nothing is under way to it.
  return { pages: all.filter(({ peers }) => peers.length > 0).length, answered: all.filter(({ clocks }) => clocks.length > 0).length };
});
// A shared worker is given a port by each page, between which it passes on; another one is itself the port.
if ("onconnect" in globalThis) addEventListener("connect", (event) => void (event instanceof MessageEvent && connect(bus, messagePort(event.ports[0]!))));
else await connect(bus, messagePort(self));
