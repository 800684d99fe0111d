import { createBus, defineRequest, payload } from "eventdeck";
import { connect, type LinkTransport } from "eventdeck/transport";
import { broadcastChannel } from "eventdeck/transport/broadcast-channel";
import { messagePort, windowPort } from "eventdeck/transport/message-port";
import { websocket } from "eventdeck/transport/websocket";

/** Says who it is, once asked. */
const who = defineRequest("tab.who", payload<null>(), payload<string>());

const { pathname: source, searchParams: chosen } = new URL(location.href);
const bus = createBus({ source, events: [who] });
const heard: unknown[] = [];
const echoes: unknown[] = [];
bus.subscribe("counted", ({ payload: number }) => void heard.push(number));
bus.subscribe("echoed", ({ payload: number }) => void echoes.push(number));
if (chosen.has("answers")) bus.respond(who, () => source);

const connection = await connect(bus, chooseTransport(), { maxBacklog: Number(chosen.get("maxBacklog") ?? 10_000) });
const states: string[] = [];
connection.state$.subscribe((state) => void states.push(state));

if (chosen.has("frame")) {
  const frame = document.createElement("iframe");
  frame.src = "/frame?inner";
  document.body.append(frame);
  await connect(bus, windowPort(frame.contentWindow, { origin: location.origin }));
}
if (chosen.has("worker")) await connect(bus, messagePort(new Worker("/worker/main.js", { type: "module" })));

function chooseTransport(): LinkTransport {
  if (chosen.has("shared")) return messagePort(new SharedWorker("/worker/main.js", { type: "module" }).port);
  const relay = chosen.get("relay");
  if (relay !== null) return websocket(relay);
  return chosen.has("inner") ? windowPort(parent, { origin: location.origin }) : broadcastChannel("tabs");
}

const lifecycle: string[] = [];
addEventListener("pageshow", ({ persisted }) => void lifecycle.push(persisted ? "restored" : "shown"));
for (const type of ["freeze", "resume"]) document.addEventListener(type, () => void lifecycle.push(type));

/** For the test. */
Object.assign(window, {
  tab: {
    get peers() {
      return connection.peerBuses.map((peer) => peer.source).toSorted();
    },
    get gaps() {
      return connection.stats.gaps;
    },
    get duplicates() {
      return connection.stats.duplicates;
    },
    get heardByFrame() {
      return Reflect.get(window[0] ?? {}, "tab")?.heard;
    },
    heard,
    echoes,
    states,
    lifecycle,
    count(...numbers: readonly number[]) {
      for (const number of numbers) bus.emit({ type: "counted", input: number, options: { priority: "immediate" } });
    },
    worker: () => bus.request({ type: "worker.known", input: null }),
    async ask() {
      const failed = (error: unknown): unknown => Reflect.get(Object(error), "code");
      return bus.request(who(null), { timeoutMs: 60_000 }).catch(failed);
    },
  },
});
