import process from "node:process";
import { createBus, defineEvent, payload } from "eventdeck";
import { createProjection } from "eventdeck/projection";

// In a process of its own, and all buses in the same one: what is asked for is a few percent, and the compiler makes more of a difference than that between two
// processes. The buses take turns, and each counts by its least time on the processor.

const eventsPerRound = 20_000;
const rounds = 40;
const bystanders = 20;

/** @type {import("@standard-schema/spec").StandardSchemaV1<{ sku: string, quantity: number, gift: boolean }>} */
const unchecked = payload();
const itemAdded = defineEvent("cart.item-added", unchecked, { priority: "immediate" });
const newPayload = (/** @type {number} */ quantity) => ({ sku: "A-1", quantity, gift: false });
const poked = Array.from({ length: bystanders }, (_, index) => defineEvent(`module-${index}.poked`, payload(), { priority: "immediate" }));

/** Every second one listens to a pattern. @param {import("eventdeck").Bus} bus */
function addBystanders(bus) {
  return poked.map((definition, index) =>
    createProjection(bus, {
      name: definition.type,
      initial: { count: 0 },
      reducers: (on) =>
        on(index % 2 === 0 ? definition : `module-${index}.#`, (draft) => {
          draft.count++;
        }),
    }),
  );
}

/** @param {boolean} withBystanders */
function newSide(withBystanders) {
  const bus = createBus({ source: "bench" });
  const side = { bus, sum: 0, delivered: 0, projections: withBystanders ? addBystanders(bus) : [] };
  bus.subscribe(itemAdded, (event) => {
    side.sum += event.payload.quantity;
    side.delivered++;
  });
  return side;
}

/** Each side twice, so that what two of a kind differ by can be told from what the projections cost. */
const sides = { none: newSide(false), beside: newSide(true), noneAgain: newSide(false), besideAgain: newSide(true) };

/** @param {(bus: import("eventdeck").Bus) => (index: number) => unknown} emitter @returns {Record<string, number>} nanoseconds per event */
function leastTimes(emitter) {
  const emitters = Object.entries(sides).map(([name, side]) => ({ name, side, emit: emitter(side.bus), least: Infinity }));
  for (let round = 0; round < rounds; round++) {
    for (const entry of emitters) {
      const before = entry.side.delivered;
      const used = process.cpuUsage();
      for (let index = 0; index < eventsPerRound; index++) entry.emit(index);
      const { user, system } = process.cpuUsage(used);
      entry.least = Math.min(entry.least, ((user + system) * 1000) / eventsPerRound);
      requireThat(entry.side.delivered - before === eventsPerRound, "not every event was delivered");
    }
  }
  return Object.fromEntries(emitters.map(({ name, least }) => [name, least]));
}

const draft = leastTimes((bus) => (index) => bus.emit(itemAdded(newPayload(index))));
const stamped = leastTimes((bus) => {
  const event = bus.emit(itemAdded(newPayload(1)));
  return () => bus.emit(event);
});

for (const { bus, sum, projections } of Object.values(sides)) {
  requireThat(sum > 0 && projections.every(({ state }) => state.count === 0), "a projection has changed by an event that is not its own");
  for (const definition of poked) bus.emit(definition({}));
  requireThat(
    projections.every(({ state }) => state.count === 1),
    "a projection has missed an event of its own",
  );
}

process.send?.({ draft, stamped });

/** @param {boolean} holds @param {string} otherwise */
function requireThat(holds, otherwise) {
  if (!holds) throw new Error(`Beside 20 projections: ${otherwise}.`);
}
