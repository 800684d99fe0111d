import { createBus, defineEvent, payload } from "eventdeck";
import { mountDevtools } from "eventdeck/devtools";
import { connect, type LinkTransport } from "eventdeck/transport";
import { broadcastChannel } from "eventdeck/transport/broadcast-channel";

/** What a test takes hold of. */
declare global {
  interface Window {
    emit(count: number): void;
    /** Emits so many, of which none reaches the others; resolves when they are lost. */
    lose(count: number): Promise<void>;
  }
}

const noted = defineEvent("order.noted", payload<{ n: number }>(), { priority: "immediate" });
const name = new URLSearchParams(location.search).get("name") ?? "shop";
const bus = createBus({ source: name, events: [noted], onError: () => {} });
mountDevtools({ bus });

/** Told of the next message, which is lost, while there is somebody to be told. */
let lost: (() => void) | undefined;
/** A channel between tabs that can lose what it is given. */
function lossy(line: LinkTransport): LinkTransport {
  return {
    name: line.name,
    capabilities: line.capabilities,
    connect: (host) => line.connect(host),
    post: (message) => (lost ? lost() : line.post(message)),
    close: () => line.close(),
  };
}
// Of what is lost it can repeat the newest two: the rest is a gap.
await connect(bus, lossy(broadcastChannel("orders")), { publish: "order.*", subscribe: "order.*", maxBacklog: 2 });

let emitted = 0;
window.emit = (count) => {
  for (let nth = 0; nth < count; nth += 1) bus.emit(noted({ n: (emitted += 1) }));
};
window.lose = async (count) => {
  await new Promise<void>((resolve) => {
    lost = resolve;
    window.emit(count);
  });
  lost = undefined;
};
