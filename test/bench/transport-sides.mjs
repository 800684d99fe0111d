import { createBus, toCloudEvent } from "eventdeck";
import { connect } from "eventdeck/transport";
import { messagePort } from "eventdeck/transport/message-port";
import { addTransport, getChannel } from "postal";
import { createMessagePortTransport } from "postal-transport-messageport";

// Runs in Node and in Chromium, each with a worker on the other side of a port: `drive` here, `answer` there.

/**
 * @typedef {any} Port a worker, or its own scope
 * @typedef {{ throughput(events: number): Promise<number>, latency(pings: number): Promise<number[]>, close(): Promise<void> }} Side
 *   `throughput`: milliseconds until the other side has them all; `latency`: milliseconds there and back, of each
 */

const payloadOf = (/** @type {number} */ index) => ({ sku: `item-${index % 100}`, count: index, price: { cents: 1250, currency: "EUR" } });

/** @param {Port} port @param {(message: any) => void} hear */
function listen(port, hear) {
  if ("addEventListener" in port) port.addEventListener("message", (/** @type {{ data: unknown }} */ { data }) => hear(data));
  else port.on("message", hear);
}

/**
 * What would be written by hand: the same CloudEvents, made before, posted as JSON text and parsed on the other side.
 *
 * @param {Port} port
 * @param {number} batch events in one text
 * @param {boolean} carriedOnly the text is there already, and the other side does not parse it
 * @returns {Side}
 */
function driveRaw(port, batch, carriedOnly) {
  const bus = createBus();
  /** @type {(message: any) => void} */
  let hear = () => {};
  listen(port, (message) => hear(message));
  /** @param {number} index @param {string} type */
  const eventOf = (index, type) => toCloudEvent(bus.emit({ type, input: payloadOf(index), options: { priority: "immediate" } }));
  return {
    async throughput(events) {
      const all = Array.from({ length: events }, (_, index) => eventOf(index, index === events - 1 ? "last" : "item"));
      const messages = Array.from({ length: Math.ceil(events / batch) }, (_, index) => all.slice(index * batch, (index + 1) * batch));
      const written = carriedOnly ? messages.map((message) => JSON.stringify(message)) : [];
      const done = new Promise((resolve) => {
        hear = resolve;
      });
      const startedAt = performance.now();
      for (let index = 0; index < messages.length; index++) port.postMessage(carriedOnly ? written[index] : JSON.stringify(messages[index]));
      await done;
      return performance.now() - startedAt;
    },
    async latency(pings) {
      const times = [];
      for (let index = 0; index < pings; index++) {
        const event = eventOf(index, "ping");
        const startedAt = performance.now();
        await new Promise((resolve) => {
          hear = resolve;
          port.postMessage(JSON.stringify([event]));
        });
        times.push(performance.now() - startedAt);
      }
      return times;
    },
    close: () => bus.close(),
  };
}

/** @param {Port} port @returns {Promise<Side>} */
async function driveOurs(port) {
  const bus = createBus();
  const connection = await connect(bus, messagePort(port));
  while (connection.peers.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  return {
    async throughput(events) {
      const done = bus.next("done", { timeoutMs: 60_000 });
      const startedAt = performance.now();
      for (let index = 0; index < events; index++) bus.emit({ type: index === events - 1 ? "last" : "item", input: payloadOf(index) });
      const { payload } = await done;
      const elapsedMs = performance.now() - startedAt;
      if (payload !== events) throw new Error(`${String(payload)} of ${events} events arrived.`);
      return elapsedMs;
    },
    async latency(pings) {
      const times = [];
      for (let index = 0; index < pings; index++) {
        const pong = bus.next("pong", { timeoutMs: 10_000 });
        const startedAt = performance.now();
        bus.emit({ type: "ping", input: payloadOf(index), options: { priority: "immediate" } });
        await pong;
        times.push(performance.now() - startedAt);
      }
      return times;
    },
    close: () => bus.close(),
  };
}

/**
 * postal carries payloads in envelopes of its own, one message each; it stamps, checks, records and freezes none of them.
 *
 * @param {Port} port
 * @returns {Side}
 */
function drivePostal(port) {
  const { port1, port2 } = new MessageChannel();
  port.postMessage(port2, [port2]);
  const removeTransport = addTransport(createMessagePortTransport(port1));
  const channel = getChannel("bench");
  /** @param {string} topic @returns {Promise<any>} */
  const next = (topic) =>
    new Promise((resolve) => {
      const unsubscribe = channel.subscribe(topic, ({ payload }) => {
        unsubscribe();
        resolve(payload);
      });
    });
  return {
    async throughput(events) {
      const done = next("done");
      const startedAt = performance.now();
      for (let index = 0; index < events; index++) channel.publish(index === events - 1 ? "last" : "item", payloadOf(index));
      const count = await done;
      if (count !== events) throw new Error(`${count} of ${events} events arrived.`);
      return performance.now() - startedAt;
    },
    async latency(pings) {
      const times = [];
      for (let index = 0; index < pings; index++) {
        const pong = next("pong");
        const startedAt = performance.now();
        channel.publish("ping", payloadOf(index));
        await pong;
        times.push(performance.now() - startedAt);
      }
      return times;
    },
    async close() {
      removeTransport();
    },
  };
}

/** As many as a link puts into one message by default. */
const batch = 256;

/** @type {Readonly<Record<string, { readonly batch: number, readonly carriedOnly?: boolean }>>} */
const rawSides = {
  postMessage: { batch: 1 },
  "postMessage in batches": { batch },
  "postMessage of finished text, not read": { batch: 1, carriedOnly: true },
};
export const sides = ["eventdeck", ...Object.keys(rawSides), "postal"];

/** @param {Port} port @param {string} side @returns {Promise<Side> | Side} */
export function drive(port, side) {
  if (side === "postal") return drivePostal(port);
  const raw = rawSides[side];
  return raw === undefined ? driveOurs(port) : driveRaw(port, raw.batch, raw.carriedOnly ?? false);
}

/** @param {Port} port @param {string} side */
export async function answer(port, side) {
  if (side === "postal") return answerPostal(port);
  const raw = rawSides[side];
  if (raw === undefined) return answerOurs(port);
  listen(port, (/** @type {string} */ text) => {
    const type = raw.carriedOnly ? typeIn(text) : JSON.parse(text).at(-1).type;
    if (type === "last") port.postMessage("done");
    else if (type === "ping") port.postMessage(text);
  });
}
/** @param {string} text */
function typeIn(text) {
  return text.includes('"type":"last"') ? "last" : text.includes('"type":"ping"') ? "ping" : "item";
}

/** @param {Port} port */
async function answerOurs(port) {
  let count = 0;
  const bus = createBus();
  bus.subscribe("item", () => void count++);
  bus.subscribe("last", () => {
    bus.emit({ type: "done", input: count + 1, options: { priority: "immediate" } });
    count = 0;
  });
  bus.subscribe("ping", ({ payload }) => void bus.emit({ type: "pong", input: payload, options: { priority: "immediate" } }));
  await connect(bus, messagePort(port));
}

/** @param {Port} port */
function answerPostal(port) {
  let isLinked = false;
  listen(port, (other) => {
    if (isLinked) return;
    isLinked = true;
    addTransport(createMessagePortTransport(other));
    const channel = getChannel("bench");
    let count = 0;
    channel.subscribe("item", () => void count++);
    channel.subscribe("last", () => {
      channel.publish("done", count + 1);
      count = 0;
    });
    channel.subscribe("ping", ({ payload }) => channel.publish("pong", payload));
  });
}
