import EventEmitter2 from "eventemitter2";
import { createBus } from "eventdeck";
// @ts-expect-error -- it comes without types
import { Qlobber } from "qlobber";

// Many more topics than any side remembers answers for, and each comes round only after all others: every one is met cold.
const batch = 20_000;
const regions = 50;
const kinds = ["order", "cart", "user", "stock"];
const verbs = ["added", "removed", "changed", "viewed", "failed"];
const topics = Array.from({ length: batch }, (_, index) => {
  const kind = kinds[index % kinds.length];
  const verb = verbs[index % verbs.length];
  return `${kind}.r${index % regions}.${verb}.n${index}`;
});

/** Each topic is matched by about three, as among the subscriptions of a large application: what is measured is finding them. */
const withStars = Array.from({ length: 1000 }, (_, index) => {
  const kind = kinds[Math.floor(index / 3) % kinds.length];
  const verb = verbs[index % verbs.length];
  const region = `r${Math.floor(index / 3) % regions}`;
  if (index % 3 === 0) return `${kind}.*.${verb}.x${index}`;
  return index % 3 === 1 ? `*.${region}.${verb}.*` : `${kind}.${region}.*.*`;
});
/** Half of them with a `#` at the end, in the middle or at the beginning. */
const mixed = withStars.map((pattern, index) => {
  const [first, second] = pattern.split(".");
  if (index % 6 === 3) return `${first}.#.y${index}`;
  if (index % 6 === 4) return `#.${second}.${verbs[index % verbs.length]}.z${index}`;
  return index % 6 === 5 ? `${first}.${second}.#` : pattern;
});

let delivered = 0;
const count = () => delivered;
const handler = () => {
  delivered++;
};

/** @param {readonly string[]} patterns @param {import("eventdeck").BusOptions<[]>} options */
function eventdeck(patterns, options) {
  return () => {
    const bus = createBus({ source: "bench", ...options });
    const events = topics.map((topic) => bus.emit({ type: "bench.routed", input: undefined, options: { topic, priority: "immediate" } }));
    // One handler function of its own for each, as in an application.
    for (const pattern of patterns) bus.subscribe(pattern, () => handler());
    return {
      run() {
        for (const event of events) bus.emit(event);
      },
      delivered: count,
    };
  };
}

/** @param {readonly string[]} patterns */
function qlobber(patterns) {
  return () => {
    const matcher = new Qlobber();
    for (const pattern of patterns) matcher.add(pattern, () => handler());
    return {
      run() {
        for (const topic of topics) for (const found of matcher.match(topic)) found(topic);
      },
      delivered: count,
    };
  };
}

/** @param {readonly string[]} patterns */
function eventemitter2(patterns) {
  return () => {
    const emitter = new EventEmitter2({ wildcard: true, maxListeners: 0 });
    for (const pattern of patterns) emitter.on(pattern.replaceAll("#", "**"), () => handler());
    return {
      run() {
        for (const topic of topics) emitter.emit(topic, topic);
      },
      delivered: count,
    };
  };
}

/** @param {string} what @param {readonly string[]} patterns @param {Record<string, number>} judged @param {import("eventdeck").BusOptions<[]>} options */
function row(what, patterns, judged, options = { history: false }) {
  return {
    name: `one topic against 1,000 wildcard patterns, cold, ${what}`,
    batch,
    sides: { eventdeck: eventdeck(patterns, options), "qlobber 8, match and call": qlobber(patterns), "eventemitter2 6": eventemitter2(patterns) },
    judged,
  };
}

/** Ours does all that an emit does beside finding the handlers; only history, which the row does not name, is off where it says so. */
/** @type {import("../compare.mjs").Comparison[]} */
export const comparisons = [
  row("* and #, history off", mixed, { "qlobber 8, match and call": 0.9, "eventemitter2 6": 4 }),
  row("* only, history off", withStars, {}),
  row("* and #, history on", mixed, {}, {}),
];
