import { type BusEvent, isSealed, requireAttributes, seal } from "../event/index.ts";
import type { Middleware } from "./middleware.ts";

type HookName = Exclude<keyof Middleware, "name">;
type Having<Name extends HookName> = Middleware & Required<Pick<Middleware, Name>>;

const hookNames: readonly HookName[] = ["beforePublish", "afterPublish", "beforeRecord", "onRecord", "beforeHandle", "aroundHandle", "afterHandle", "onError"];

/** The middleware of a bus, sorted by hook, so that a delivery meets only those that take part. Lists are replaced, never changed, so that they can be walked safely. */
export class Hooks {
  beforePublish: readonly Having<"beforePublish">[] = [];
  /** In reverse, as `afterHandle`. */
  afterPublish: readonly Having<"afterPublish">[] = [];
  beforeRecord: readonly Having<"beforeRecord">[] = [];
  onRecord: readonly Having<"onRecord">[] = [];
  beforeHandle: readonly Having<"beforeHandle">[] = [];
  aroundHandle: readonly Having<"aroundHandle">[] = [];
  afterHandle: readonly Having<"afterHandle">[] = [];
  onError: readonly Having<"onError">[] = [];
  #all: readonly { readonly middleware: Middleware }[] = [];

  /** Returns what takes it out again. The same object may be added more than once. @throws TypeError when it is no middleware */
  add(middleware: Middleware): () => void {
    if (typeof middleware?.name !== "string" || middleware.name === "")
      throw new TypeError("A middleware needs a non-empty name: reports and the panel show it.");
    for (const hook of hookNames) {
      if (middleware[hook] !== undefined && typeof middleware[hook] !== "function")
        throw new TypeError(`The hook ${hook} of "${middleware.name}" is no function.`);
    }
    // An entry of its own, so that the same middleware added twice is taken out one at a time.
    const added = { middleware };
    this.#set([...this.#all, added]);
    return () => this.#set(this.#all.filter((other) => other !== added));
  }

  #set(entries: readonly { readonly middleware: Middleware }[]): void {
    this.#all = entries;
    const all = entries.map(({ middleware }) => middleware);
    this.beforePublish = all.filter(has("beforePublish"));
    this.afterPublish = all.filter(has("afterPublish")).toReversed();
    this.beforeRecord = all.filter(has("beforeRecord"));
    this.onRecord = all.filter(has("onRecord"));
    this.beforeHandle = all.filter(has("beforeHandle"));
    this.aroundHandle = all.filter(has("aroundHandle"));
    this.afterHandle = all.filter(has("afterHandle")).toReversed();
    this.onError = all.filter(has("onError"));
  }
}

function has<Name extends HookName>(name: Name): (middleware: Middleware) => middleware is Having<Name> {
  return (middleware): middleware is Having<Name> => middleware[name] !== undefined;
}

/**
 * What a hook returned, as an event of the one frozen shape. What it left out of the attributes that every event has is the original's; optional ones are gone,
 * since leaving one out is how a hook removes it.
 *
 * @throws TypeError when it is no event
 */
export function replacement(returned: BusEvent, by: string, original: BusEvent): BusEvent {
  if (typeof returned !== "object" || returned === null || typeof returned.type !== "string")
    throw new TypeError(`The middleware "${by}" returned ${typeof returned}: return an event, false or nothing.`);
  if (isSealed(returned)) return returned;
  const { id, type, topic, source, time, priority, correlationId, version, replay } = original;
  const event: Partial<BusEvent> = Object.assign({}, returned);
  requireAttributes(`the event that "${by}" returned`, event);
  return seal({
    ...event,
    payload: event.payload,
    id: event.id ?? id,
    type: event.type ?? type,
    topic: event.topic ?? topic,
    source: event.source ?? source,
    time: event.time ?? time,
    priority: event.priority ?? priority,
    correlationId: event.correlationId ?? correlationId,
    version: event.version ?? version,
    replay,
  });
}
