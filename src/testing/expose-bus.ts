import type { Bus, EmitOptions } from "../bus/index.ts";
import { BusClosedError, BusError, type BusEvent, decodePayload, placeholder, requireText, toCloudEvent } from "../event/index.ts";
import type { HistoryEntry } from "../history/index.ts";
import type { Known } from "../routing/index.ts";
import type { ExposedBus, ExposedDraft, ExposedEntry } from "./exposed-bus.ts";
import { playSession } from "./play-session.ts";
import { Waits } from "./waits.ts";
import { why } from "./why.ts";

/** The property of the global object that holds the exposed buses, by their names. */
const registryName = "eventdeckBuses";

/**
 * Makes a bus reachable from outside the page, for the Playwright fixture, scripts and agents, as `globalThis.eventdeckBuses[name]`. What it shows is
 * JSON, and redacted as history is. It works in production builds, because that is what end-to-end tests load; nothing is exposed unless this is called.
 *
 * @param name - What tells several buses of a page apart. @default "default"
 * @returns a function that takes the exposure back
 * @example
 * const unexpose = exposeBus(bus);
 * // In the console of the browser, or from a script: eventdeckBuses.default.query("type:cart.*")
 * unexpose();
 *
 * @throws BusError when another open bus has that name; BusClosedError
 */
export function exposeBus<K extends Known>(bus: Bus<K>, name: string = "default"): () => void {
  requireText("name", name);
  if (bus.closed) throw new BusClosedError(`The bus is closed: it cannot be exposed as "${name}".`);
  const buses = registry();
  const present = buses[name];
  if (present && !present.closed)
    throw new BusError("ERR_NAME_TAKEN", `Another bus is exposed as "${name}": take that back first, or give this one a name of its own.`);
  const waits = new Waits(bus);
  const exposed = expose(bus, name, waits);
  buses[name] = exposed;
  return () => {
    waits.endAll();
    if (buses[name] !== exposed) return;
    delete buses[name];
    if (Object.keys(buses).length === 0) Reflect.deleteProperty(globalThis, registryName);
  };
}

/** Shared by every copy of this module on the page. */
function registry(): Record<string, ExposedBus> {
  const buses: Record<string, ExposedBus> = Reflect.get(globalThis, registryName) ?? Object.create(null);
  Reflect.set(globalThis, registryName, buses);
  return buses;
}

function expose<K extends Known>(bus: Bus<K>, name: string, waits: Waits): ExposedBus {
  return Object.freeze<ExposedBus>({
    name,
    get closed() {
      return bus.closed;
    },
    query: (query = "", options) => bus.history.query(query, options).map(toExposed),
    why(id) {
      const { entry, causes, unknownCause, consequences } = why(bus.history, id);
      return {
        entry: toExposed(entry),
        causes: causes.map(toExposed),
        ...(unknownCause !== undefined && { unknownCause }),
        consequences: consequences.map(toExposed),
      };
    },
    session: (query) => Array.from(bus.history.export(query), (line) => `${line}\n`).join(""),
    emit: (draft, options) => toCloudEvent(emitSeen(bus, draft, options)),
    async waitFor(query, { since = "now", key } = {}) {
      const entry = await waits.first(query, since, key);
      return entry && toExposed(entry);
    },
    endWait: (key) => waits.end(key),
    async replay(session, options) {
      const replay = await playSession(bus, [session], { speed: "max", ...options });
      await replay.done;
      return { emitted: replay.state.emitted };
    },
    import: (session) => bus.history.import([session]),
  });
}

function toExposed({ position, recordedAt, outcome, event }: HistoryEntry): ExposedEntry {
  return { position, recordedAt, outcome: { ...outcome }, event: toCloudEvent(event) };
}

/** Emits, and returns the event as history may see it: middleware may have put into it what is not for outside. */
function emitSeen<K extends Known>(bus: Bus<K>, draft: ExposedDraft, options?: Pick<EmitOptions, "delayMs" | "conflateKey">): BusEvent {
  const seen = new Map<string, BusEvent>();
  const watching = bus.inspect$.subscribe((record) => void (record.kind === "accepted" && seen.set(record.event.id, record.event)));
  try {
    const registered = bus.kinds.some(({ type }) => type === draft.type);
    const attributes = registered ? draft.options : { ...draft.unregistered, ...draft.options };
    const event = bus.emit({ type: draft.type, input: decodePayload(draft), options: attributes }, options);
    return seen.get(event.id) ?? { ...event, headers: {}, payload: placeholder("a payload that middleware keeps out of history") };
  } finally {
    watching.unsubscribe();
  }
}
