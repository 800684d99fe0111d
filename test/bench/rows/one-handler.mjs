import EventEmitter3 from "eventemitter3";
import { createBus, defineEvent, payload } from "eventdeck";
import { freeze } from "immer";
import mitt from "mitt";
import { createNanoEvents } from "nanoevents";
import { v4 } from "uuid";
import { z } from "zod";
import { createRing, stampByHand } from "../peers.mjs";

/** @typedef {import("../compare.mjs").Comparison} Comparison */

const type = "cart.item-added";
const batch = 10_000;
/** What the handler adds up, so that no compiler can leave the call out. */
let sum = 0;
let delivered = 0;
const count = () => delivered;
/** @param {any} event */
const handler = (event) => {
  sum += event.payload.quantity;
  delivered++;
};
process.once("exit", () => {
  if (!Number.isFinite(sum)) throw new Error("The handlers did not see the payloads.");
});
const newPayload = (/** @type {number} */ quantity) => ({ sku: "A-1", quantity, gift: false });

const unchecked = defineEvent(type, payload(), { priority: "immediate" });
// A schema of somebody else's that lets everything through: unlike `payload()` it is called.
/** @type {import("@standard-schema/spec").StandardSchemaV1} */
const noOpSchema = { "~standard": { version: 1, vendor: "bench", validate: (/** @type {unknown} */ value) => ({ value }) } };
const passing = defineEvent(type, noOpSchema, { priority: "immediate" });
const checks = z.object({ sku: z.string(), quantity: z.number(), gift: z.boolean() });
const checked = defineEvent(type, checks, { priority: "immediate" });

/** @param {import("eventdeck").BusOptions<[]>} options */
function busWithHandler(options = {}) {
  const bus = createBus({ source: "bench", ...options });
  bus.subscribe(type, handler);
  return bus;
}

/** @param {(quantity: number) => void} emit */
function side(emit) {
  return {
    run() {
      for (let index = 0; index < batch; index++) emit(index);
    },
    delivered: count,
  };
}

/** @param {import("eventdeck").BusOptions<[]>} [options] @param {(bus: import("eventdeck").Bus) => void} [prepare] */
function stamped(options, prepare) {
  return () => {
    const bus = busWithHandler(options);
    prepare?.(bus);
    const event = bus.emit(unchecked(newPayload(1)));
    return side(() => bus.emit(event));
  };
}

/** @param {(payload: any) => import("eventdeck").EventDraft} definition */
function draft(definition) {
  return () => {
    const bus = busWithHandler();
    return side((quantity) => bus.emit(definition(newPayload(quantity))));
  };
}

const emitters = {
  "mitt 3": () => {
    const emitter = mitt();
    emitter.on(type, handler);
    const event = stampByHand(type, newPayload(1));
    return side(() => emitter.emit(type, event));
  },
  "eventemitter3 5": () => {
    const emitter = new EventEmitter3();
    emitter.on(type, handler);
    const event = stampByHand(type, newPayload(1));
    return side(() => emitter.emit(type, event));
  },
  "nanoevents 9": () => {
    const emitter = createNanoEvents();
    emitter.on(type, handler);
    const event = stampByHand(type, newPayload(1));
    return side(() => emitter.emit(type, event));
  },
};

function mittWithStampedDrafts() {
  const emitter = mitt();
  emitter.on(type, handler);
  return side((quantity) => emitter.emit(type, stampByHand(type, newPayload(quantity))));
}

function mittWithZodUuidImmerRing() {
  const emitter = mitt();
  const ring = createRing(10_000);
  emitter.on(type, handler);
  const freezeAll = (/** @type {object} */ value) => void freeze(value, true);
  return side((quantity) => {
    const event = stampByHand(type, checks.parse(newPayload(quantity)), freezeAll, v4);
    ring.push(event);
    emitter.emit(type, event);
  });
}

/** @type {Comparison[]} */
export const comparisons = [
  {
    name: "stamped event, one handler, history and metrics on",
    batch,
    sides: { eventdeck: stamped(), "mitt 3": emitters["mitt 3"], "eventemitter3 5": emitters["eventemitter3 5"] },
    judged: { "mitt 3": 1, "eventemitter3 5": 0.4 },
  },
  {
    name: "stamped event, one handler, history off",
    batch,
    sides: { eventdeck: stamped({ history: false }), "nanoevents 9": emitters["nanoevents 9"] },
    judged: { "nanoevents 9": 0.15 },
  },
  {
    name: "draft with payload(), one handler, all on",
    batch,
    sides: { eventdeck: draft(unchecked), "mitt 3, equally stamped and frozen": mittWithStampedDrafts },
    judged: { "mitt 3, equally stamped and frozen": 0.8 },
  },
  {
    name: "draft with a no-op schema that is called, one handler, all on",
    batch,
    sides: { eventdeck: draft(passing), "mitt 3, equally stamped and frozen": mittWithStampedDrafts },
    judged: { "mitt 3, equally stamped and frozen": 0.8 },
  },
  {
    name: "draft with a zod object of three fields, all on",
    batch,
    sides: { eventdeck: draft(checked), "mitt + uuid + zod + immer's freeze + a ring": mittWithZodUuidImmerRing },
    judged: { "mitt + uuid + zod + immer's freeze + a ring": 3 },
  },
  {
    name: "stamped event, inspect$ watched and left again",
    batch,
    sides: { eventdeck: stamped({}, (bus) => bus.inspect$.subscribe(() => {}).unsubscribe()), "inspect$ never watched": stamped() },
    judged: { "inspect$ never watched": 0.95 },
  },
  {
    name: "stamped event, inspect$ watched",
    batch,
    sides: { eventdeck: stamped({}, (bus) => void bus.inspect$.subscribe(() => {})), "inspect$ never watched": stamped() },
    judged: {},
  },
];
