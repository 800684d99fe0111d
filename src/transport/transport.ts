import type { BusEvent, EventKind } from "../event/index.ts";
import type { HealthReport } from "../bus/index.ts";
import type { Selector } from "../routing/index.ts";
import type { Observable } from "rxjs";
import type { Codec } from "./codec.ts";
import type { WireSelector } from "./wire.ts";

export interface TransportCapabilities {
  /** What was sent while the far side was away still arrives. */
  readonly durable: boolean;
  /** Order per source, or none promised. */
  readonly order: "source" | "partition" | "none";
  readonly consumerGroups: boolean;
  /** Whether the far side learns of selectors, so that what nobody wants is not sent. */
  readonly interest: boolean;
  /**
   * How many buses can be on the far side at a time. With `one`, events wait (up to `maxBacklog`) until it is there, and a newcomer takes its place;
   * with `many`, each gets what is sent from when it came, and nothing waits while nobody is there.
   * @default "one"
   */
  readonly peers?: "one" | "many";
}

interface TransportBase {
  /** Shown where its connection is. */
  readonly name: string;
  readonly capabilities: TransportCapabilities;
  /**
   * Opens the link. Resolves once it can carry something, and rejects when it never will; called once. One that comes and goes reports `reconnecting` and
   * `connected` by `host.state` from then on: what was under way between the two may be lost, the host finds out and asks for it.
   */
  connect(host: TransportHost): Promise<void>;
  /** Releases all that `connect` opened. Nothing is received afterwards. */
  close(): Promise<void>;
}

/**
 * A link to buses: two tabs, a page and its worker, two Electron processes, a socket. It carries the messages of the host's own protocol as they are, so that it is
 * little more than an open, a post and a close; it sees neither the bus nor what is inside.
 *
 * `post`, and not `send`, because a link carries more than events: greetings, interest, repair, requests. Were they dressed up as events, every engine would have
 * to tell them apart; were there a method for each, so would every link. So the host encodes, and numbers what it posts.
 */
export interface LinkTransport extends TransportBase {
  /**
   * Passes one message to the far side, to all of it where that is many. In order, or not at all: a throw, a rejection and a message that vanishes are all taken
   * for a loss, which is noticed and repaired. With a promise, the host waits for it before it posts the next.
   *
   * @param message a string, unless the connection was given a codec that says otherwise
   */
  post(message: unknown): Promise<void> | void;
}

/** A message engine, such as Redis or Kafka: it carries events, in its own form, and has means of its own against loss. */
export interface EngineTransport extends TransportBase {
  /** Resolves when the engine has them. Rejected, they are sent again after a while, in the same order. */
  send(events: readonly BusEvent[]): Promise<void> | void;
}

/** One link to other buses. It sees events and selectors, never the bus. */
export type Transport = LinkTransport | EngineTransport;

export interface TransportHost {
  /** Of this bus, the same for all its links; new for each bus that is made. */
  readonly instanceId: string;
  /** What this side wants, for an engine that can subscribe to less than everything. */
  readonly interest: readonly WireSelector[];
  /**
   * What came in. Parsed, size-limited and validated by the host; never trusted, never throws. From a link: what the far side posted. From an engine: a CloudEvents
   * 1.0 JSON object, its text, or an array of them.
   */
  receive(message: unknown): void;
  /** Something may have been lost between two offsets of a source, both included, and the engine cannot get it back: it is reported as a gap. */
  gap(detail: Gap): void;
  /** Something was refused, by the transport itself or on its way: counted as `rejected`, shown in `health()` and on `errors$`. The state stays as it is. */
  refuse(error: unknown): void;
  /**
   * Nothing runs on this side for a while, and what has been posted by now still leaves: the far side is told, and waits for no answer from here meanwhile. Ended by
   * `connected`, whatever the state was.
   */
  away(): void;
  /** `closed` ends the connection: use it when there is no way back. */
  state(state: ConnectionState, error?: unknown): void;
}

/** Events of a source that did not arrive and will not. */
export interface Gap {
  readonly source: string;
  readonly from: number;
  readonly to: number;
}

export type ConnectionState = "connecting" | "connected" | "reconnecting" | "closed";

export interface ConnectOptions {
  /** Local events that leave. @default "#" */
  readonly publish?: Selector | false;
  /** Remote events that come in. @default "#" */
  readonly subscribe?: Selector | false;
  /** Larger events are refused on the way in and not sent on the way out, and counted. @default 256 KiB */
  readonly maxEventBytes?: number;
  /** Events in one message at most; larger messages are refused. @default 256 */
  readonly maxBatch?: number;
  /** Waiting to be sent while disconnected, and kept after that for repair. @default 10_000, oldest dropped and counted */
  readonly maxBacklog?: number;
  /**
   * Events taken in per second at most, to hold off a flood. What comes past that, or while the lanes of the bus are full, waits for its turn; of more than 1,000
   * messages, or 32 MiB of text, that would wait, the newest are refused and counted. @default 250_000
   */
  readonly maxEventsPerSecond?: number;
  /** Buses that an event or a request may have passed through; one that has passed more is refused. @default 8 */
  readonly maxHops?: number;
  /**
   * Whether requests cross the link, in both directions: those that are answered on the other side, and those that are answered beyond it, over further links. A selector:
   * requests of these topics and types only. @default "#"
   */
  readonly requests?: Selector | false;
  /** Definitions that validate what comes in, beside those that the bus has registered. */
  readonly kinds?: readonly EventKind[];
  /** How messages are written. Both sides of a link use the same. @default jsonCodec */
  readonly codec?: Codec;
}

/** Counts since the connection was made. */
export interface ConnectionStats {
  readonly sent: number;
  readonly received: number;
  /** Messages and events that were refused: malformed, too large, forged, of another version, too many. */
  readonly rejected: number;
  /** Events that had come before, on whatever path. */
  readonly duplicates: number;
  /** Events that did not leave: the backlog was full, or they were too large or had no CloudEvents form. */
  readonly dropped: number;
  /** Events that were lost on the way here and could not be repaired. */
  readonly gaps: number;
}

/** A bus on the far side. */
export interface PeerBus {
  readonly instance: string;
  /** Its `source`, as it says; its first 1,000 characters. Empty where it does not. */
  readonly source: string;
}

/** How far away an instance on the far side is, and how its clock stands to this one. */
export interface PeerClock {
  readonly instance: string;
  /** Of the last word that was sent there and answered, in milliseconds. */
  readonly roundTripMs: number;
  /** How far its clock is ahead, in milliseconds: negative where it is behind, absent where it does not tell its time. */
  readonly aheadMs?: number;
  /** How wrong `aheadMs` can be, in milliseconds either way. */
  readonly withinMs?: number;
}

export interface Connection extends AsyncDisposable {
  readonly state: ConnectionState;
  readonly state$: Observable<ConnectionState>;
  readonly stats: ConnectionStats;
  /** Everything that was refused, lost or failed, as errors. Completes when the connection closes. */
  readonly errors$: Observable<unknown>;
  /** Instances on the far side that were heard of lately; empty for an engine. */
  readonly peers: readonly string[];
  /** The same with their names: what a person knows them by, and nothing that is checked. */
  readonly peerBuses: readonly PeerBus[];
  /** Events that wait to be sent. */
  readonly backlog: number;
  /** Of those peers that have answered since events went there; empty for an engine. */
  readonly clocks: readonly PeerClock[];
  health(): HealthReport;
  /** Says goodbye, and releases the link and what it holds on the bus. Idempotent. */
  close(): Promise<void>;
}
