/** What a bus does beside delivering, done by hand, for the peers that only deliver. */

const prefix = `peer${Math.random().toString(36).slice(2)}-`;
const noHeaders = Object.freeze({});
let made = 0;

/**
 * An event with the same twenty attributes as ours, a unique id among them, its payload and itself frozen.
 *
 * @param {string} type
 * @param {Record<string, unknown>} payload
 * @param {(payload: Record<string, unknown>) => void} freeze
 * @param {() => string} newId
 */
export function stampByHand(type, payload, freeze = freezeDeep, newId = () => prefix + ++made) {
  freeze(payload);
  const id = newId();
  return Object.freeze({
    id,
    type,
    topic: type,
    payload,
    source: "bench",
    time: Date.now(),
    priority: "immediate",
    correlationId: id,
    causationId: undefined,
    version: 1,
    subject: undefined,
    partitionKey: undefined,
    expiresAt: undefined,
    persistent: undefined,
    traceparent: undefined,
    tracestate: undefined,
    replyTo: undefined,
    headers: noHeaders,
    actor: undefined,
    replay: undefined,
  });
}

/** The usual recursive few lines. @param {object} value */
function freezeDeep(value) {
  Object.freeze(value);
  for (const item of Object.values(value)) {
    if (typeof item === "object" && item !== null && !Object.isFrozen(item)) freezeDeep(item);
  }
}

/** The newest so many, the oldest overwritten. @param {number} capacity */
export function createRing(capacity) {
  const events = Array.from({ length: capacity });
  let next = 0;
  return {
    /** @param {unknown} event */
    push(event) {
      events[next] = event;
      next = (next + 1) % capacity;
    },
  };
}
