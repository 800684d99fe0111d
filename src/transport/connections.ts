import type { Bus, HealthReport } from "../bus/index.ts";
import type { Selector } from "../routing/index.ts";
import type { Clock } from "../scheduling/index.ts";
import { GapError } from "./errors.ts";
import type { LinkOptions } from "./options.ts";
import type { Connection, ConnectionStats, Gap, Transport } from "./transport.ts";

/** Errors that are kept of one connection, the newest; how many there were is counted. */
const keptErrors = 50;
/** Of an error's message. */
const keptCharacters = 1000;
/** Closed connections of one bus that are remembered, the newest. */
const keptClosed = 10;

/** An error of a connection, as text. */
export interface ConnectionFault {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly name: string;
  readonly code?: string;
  /** Its first 1,000 characters. */
  readonly message: string;
  /** Of a gap: what was lost. */
  readonly gap?: Gap;
}

/** A connection, and what is known of it beside: for panels. */
export interface ConnectionRecord {
  /** The nth of its bus, from 1 up. */
  readonly id: number;
  /** Of its transport. */
  readonly name: string;
  readonly kind: "link" | "engine";
  readonly publish: Selector | false;
  readonly subscribe: Selector | false;
  readonly maxBacklog: number;
  /** When it began to connect, in milliseconds since the Unix epoch. */
  readonly openedAt: number;
  /** When it came into the state that it is in, in milliseconds since the Unix epoch. */
  readonly since: number;
  /** The newest 50, the newest last. */
  readonly faults: readonly ConnectionFault[];
  /** Of all. */
  readonly faultCount: number;
  /** Until it is closed. */
  readonly connection?: Connection;
  /** Once it is closed: how it was then. */
  readonly ended?: { readonly stats: ConnectionStats; readonly backlog: number; readonly health: HealthReport };
}

/** What hangs on a bus by the symbol `eventdeck.connections.1`. */
export interface KnownConnections {
  /** In the order in which they were made: those that are not closed, and the 10 of the others that were made last. */
  connections: readonly ConnectionRecord[];
  /** Called for every connection that is made. */
  readonly watchers: Set<() => void>;
}

type Writable<Of> = { -readonly [Key in keyof Of]: Of[Key] };

// Where the devtools panel finds the connections of a bus: it has nothing of this entry in its bundle, and may be there first. Its name says its version.
const key = Symbol.for("eventdeck.connections.1");

function knownOf(bus: Bus): KnownConnections {
  const known: unknown = Reflect.get(bus, key);
  if (isKnown(known)) return known;
  const made: KnownConnections = { connections: [], watchers: new Set() };
  Reflect.defineProperty(bus, key, { value: made });
  return made;
}
function isKnown(value: unknown): value is KnownConnections {
  return typeof value === "object" && value !== null && "connections" in value && "watchers" in value;
}

/** The connections of a bus that are not closed, in the order in which they were made; among them those that are still connecting. */
export function connections(bus: Bus): readonly Connection[] {
  return knownOf(bus).connections.flatMap(({ connection }) => connection ?? []);
}

/** Makes a connection known, before it is opened: what fails while it opens is to be known as well. */
export function register(bus: Bus, connection: Connection, transport: Transport, options: LinkOptions, clock: Clock): void {
  const known = knownOf(bus);
  const { publish, subscribe, maxBacklog } = options;
  const faults: ConnectionFault[] = [];
  const record: Writable<ConnectionRecord> = {
    id: (known.connections.at(-1)?.id ?? 0) + 1,
    name: transport.name,
    kind: "post" in transport ? "link" : "engine",
    publish,
    subscribe,
    maxBacklog,
    openedAt: clock.now(),
    since: clock.now(),
    faults,
    faultCount: 0,
    connection,
  };
  known.connections = [...known.connections, record];
  connection.state$.subscribe((state) => {
    record.since = clock.now();
    if (state !== "closed") return;
    // What it holds for repair is let go of.
    const { stats, backlog } = connection;
    record.ended = { stats, backlog, health: connection.health() };
    record.connection = undefined;
    known.connections = withoutOldClosed(known.connections);
  });
  connection.errors$.subscribe((error) => {
    record.faultCount++;
    faults.push({ at: clock.now(), ...faultOf(error) });
    if (faults.length > keptErrors) faults.shift();
  });
  for (const tell of known.watchers) tell();
}

function withoutOldClosed(all: readonly ConnectionRecord[]): readonly ConnectionRecord[] {
  const oldest = all.filter(({ connection }) => connection === undefined).slice(0, -keptClosed);
  return all.filter((record) => !oldest.includes(record));
}

function faultOf(error: unknown): Omit<ConnectionFault, "at"> {
  if (!(error instanceof Error)) return { name: typeof error, message: String(error).slice(0, keptCharacters) };
  const code: unknown = Reflect.get(error, "code");
  return {
    name: error.name,
    message: error.message.slice(0, keptCharacters),
    ...(typeof code === "string" && { code }),
    ...(error instanceof GapError && { gap: { source: error.source.slice(0, keptCharacters), from: error.from, to: error.to } }),
  };
}
