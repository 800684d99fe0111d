import { createBus, defineEvent, payload } from "eventdeck";
import { filter, Subject } from "rxjs";
import { stampByHand } from "../peers.mjs";

const batch = 10_000;
const types = Array.from({ length: 100 }, (_, index) => `module-${index}.changed`);
let sum = 0;
let delivered = 0;
const count = () => delivered;
/** @param {{ payload: any }} event */
const handler = (event) => {
  sum += event.payload.value;
  delivered++;
};
process.once("exit", () => {
  if (!Number.isFinite(sum)) throw new Error("The handlers did not see the payloads.");
});
const newPayload = (/** @type {number} */ value) => ({ value, unit: "ms" });
const definitions = types.map((type) => defineEvent(type, payload(), { priority: "immediate" }));

/** @param {(index: number) => unknown} emit the event of type number `index` */
function rotating(emit) {
  return {
    run() {
      for (let turn = 0; turn < batch / types.length; turn++) for (let index = 0; index < types.length; index++) emit(index);
    },
    delivered: count,
  };
}

function busWithHandlers() {
  const bus = createBus({ source: "bench" });
  for (const type of types) bus.subscribe(type, handler);
  return bus;
}

function subjectWithFilters() {
  /** @type {Subject<any>} */
  const subject = new Subject();
  for (const type of types) subject.pipe(filter((event) => event.type === type)).subscribe(handler);
  return subject;
}

const rxjs = "RxJS 7, one Subject with 100 filters";

/** @type {import("../compare.mjs").Comparison[]} */
export const comparisons = [
  {
    name: "one of 100 types with a subscriber each, stamped",
    batch,
    sides: {
      eventdeck() {
        const bus = busWithHandlers();
        const events = definitions.map((definition) => bus.emit(definition(newPayload(1))));
        return rotating((index) => bus.emit(/** @type {import("eventdeck").BusEvent} */ (events[index])));
      },
      [rxjs]() {
        const subject = subjectWithFilters();
        const events = types.map((type) => stampByHand(type, newPayload(1)));
        return rotating((index) => subject.next(events[index]));
      },
    },
    judged: { [rxjs]: 80 },
  },
  {
    name: "one of 100 types with a subscriber each, draft",
    batch,
    sides: {
      eventdeck() {
        const bus = busWithHandlers();
        return rotating((index) => bus.emit(/** @type {(typeof definitions)[number]} */ (definitions[index])(newPayload(index))));
      },
      [rxjs]() {
        const subject = subjectWithFilters();
        return rotating((index) => subject.next(stampByHand(/** @type {string} */ (types[index]), newPayload(index))));
      },
    },
    judged: { [rxjs]: 20 },
  },
];
