import type { Bus, BusEvent } from "eventdeck";
import type { Queue } from "eventdeck/queue";
import type { KnownConnections } from "eventdeck/transport";

interface Known {
  readonly connections: KnownConnections;
  readonly queues: {
    /** In the order in which they were opened. */
    readonly queues: readonly Queue[];
    /** An event as history would have it; there with the first queue. */
    readonly seen?: (event: BusEvent) => BusEvent | undefined;
    readonly watchers: Set<() => void>;
  };
}

/**
 * What other entries have hung on a bus, by a global symbol, so that a page that does not use them has nothing of them in its bundle. Whoever comes first makes
 * it. `undefined` for a bus that is frozen.
 */
export function knownOf<What extends keyof Known>(bus: Bus, what: What): Known[What] | undefined {
  const key = Symbol.for(`eventdeck.${what}.1`);
  if (!(key in bus)) Reflect.defineProperty(bus, key, { value: { [what]: [], watchers: new Set() } });
  const known: unknown = Reflect.get(bus, key);
  return isKnown(known, what) ? known : undefined;
}

// Its name says its version, so that whoever finds it knows its shape.
function isKnown<What extends keyof Known>(value: unknown, what: What): value is Known[What] {
  return typeof value === "object" && value !== null && what in value;
}

/** Tells whether a bus has queues and links, now and when that has changed. Returns what ends it. */
export function watchKnown(bus: Bus, take: (has: { readonly queues: boolean; readonly links: boolean }) => void): () => void {
  const [queues, links] = [knownOf(bus, "queues"), knownOf(bus, "connections")];
  let told = "";
  const look = () => {
    const has = { queues: !!queues?.queues.length, links: !!links?.connections.length };
    if (told !== (told = `${has.queues}${has.links}`)) take(has);
  };
  look();
  for (const known of [queues, links]) known?.watchers.add(look);
  return () => {
    for (const known of [queues, links]) known?.watchers.delete(look);
  };
}
