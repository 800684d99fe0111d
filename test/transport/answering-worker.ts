import { createBus } from "eventdeck";
import { connect } from "eventdeck/transport";
import { messagePort } from "eventdeck/transport/message-port";
import { doubled } from "./doubled.ts";

const bus = createBus({ source: "/worker", events: [doubled] });
bus.respond(doubled, ({ payload }) => payload * 2);

// A shared worker is given a port by each page; another one is itself the port.
if ("onconnect" in globalThis) addEventListener("connect", (event) => void (event instanceof MessageEvent && connect(bus, messagePort(event.ports[0]!))));
else await connect(bus, messagePort(self));
