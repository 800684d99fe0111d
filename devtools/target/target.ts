import type { HistoryEntry, HistoryLimits, InspectRecord, ReplayState, Subscription, Undelivered } from "eventdeck";
import type { ComposeDomain } from "./domains/compose.ts";
import type { EventsDomain } from "./domains/events.ts";
import type { HealthDomain } from "./domains/health.ts";
import type { LinksDomain } from "./domains/links.ts";
import type { ListenersDomain } from "./domains/listeners.ts";
import type { QueuesDomain } from "./domains/queues.ts";
import type { ReplaysDomain } from "./domains/replays.ts";
import type { SessionsDomain } from "./domains/sessions.ts";
import type { SitesDomain } from "./domains/sites.ts";
import type { StatesDomain } from "./domains/states.ts";
import type { Readable } from "./readable.ts";
import type { Selection } from "./selection.ts";

/**
 * A bus that the panel looks at: in this page, in another tab or window, or in a session file. The panel knows buses by this only.
 *
 * What is drawn often is read at once (`log`, `status`); everything else belongs to a domain, whose commands are asynchronous and
 * take and return what a structured clone can carry, so that they work over a wire as they do beside the bus.
 */
export interface Target extends Domains {
  /** Unique among all targets of an origin. */
  readonly id: string;
  /** As it was registered. */
  readonly name: string;
  /** CloudEvents `source` of the bus. */
  readonly source: string;
  readonly where: "page" | "remote" | "file";
  /** The page's title or address, or the file's name. */
  readonly place: string;
  readonly status: Readable<TargetStatus>;
  readonly log: EventLog;
  /** The events that a filter matches, as they come. @throws FilterSyntaxError */
  select(filter: string, changed: () => void): Selection;
  /**
   * What the bus does, as it does it; it costs the bus something while anybody watches. Returns what ends it.
   *
   * @param what `sampled`: of a flood a part, every failure, and how much was left out. `failures`: nothing else, where the target can tell them apart. @default "all"
   */
  watch(take: (record: TargetRecord) => void, what?: Watched): () => void;
  /** Lets go of the bus, and ends the replays that were started here. */
  close(): void;
}

/** The groups of commands, each a file of its own. */
export interface Domains {
  readonly events: EventsDomain;
  readonly listeners: ListenersDomain;
  readonly compose: ComposeDomain;
  readonly links: LinksDomain;
  readonly queues: QueuesDomain;
  readonly replays: ReplaysDomain;
  readonly states: StatesDomain;
  readonly sites: SitesDomain;
  readonly health: HealthDomain;
  readonly sessions: SessionsDomain;
}

export interface TargetStatus {
  /** `lost`: nothing is heard from the page any more, what is known stays. `closed`: the bus was closed. */
  readonly connection: "connected" | "lost" | "closed";
  /** The normal and deferred lanes are held. */
  readonly paused: boolean;
  /** Where the projections stand. */
  readonly travel: number | "live";
  /** Whether the application has opened a queue. */
  readonly queues?: boolean;
  /** Whether the bus was ever connected to others. */
  readonly links?: boolean;
  /** Of a lost connection: since when, in milliseconds since the Unix epoch, why, and what can be done. */
  readonly lost?: { readonly at: number; readonly why: string };
}

/** What of history the panel reads while it draws. */
export interface EventLog {
  /** What bounds it; `undefined` when the bus keeps no history. */
  readonly limits: HistoryLimits | undefined;
  readonly size: number;
  /** Estimated, in bytes. */
  readonly bytes: number;
  /** How many were evicted since the bus was made. */
  readonly evicted: number;
  readonly firstPosition: number;
  readonly lastPosition: number;
  /** The payload of an entry from afar is an `Unfetched` until `events.load` brings it. */
  get(position: number): HistoryEntry | undefined;
  /** The same as it is now, not kept up to date and not kept: for whoever reads everything. */
  peek(position: number): HistoryEntry | undefined;
  undelivered(): readonly Undelivered[];
  /** Called once per batch of changes. Returns what ends it. */
  onChange(take: (change: { readonly added: number; readonly evicted: number }) => void): () => void;
}

/** How much of what a bus does somebody wants to be told. */
export type Watched = "all" | "sampled" | "failures";

/** A subscription by what names it. */
export type ListenerRef = Pick<Subscription, "id" | "name">;

type AtListener<Record> = Record extends { readonly subscription: Subscription }
  ? Omit<Record, "subscription"> & { readonly subscription: ListenerRef }
  : Record;

/** What a watched bus does; and how a replay that the panel started goes. */
export type TargetRecord =
  | AtListener<InspectRecord>
  | { readonly kind: "replay"; readonly run: string; readonly state: ReplayState; readonly at: number }
  | WatchedFrom
  | LeftOut;

/** Of a bus in another page: what comes after this position is watched. */
export interface WatchedFrom {
  readonly kind: "watched-from";
  readonly after: number;
  readonly at: number;
}

/** Of a bus in another page: records that were not told, since there were too many. */
export interface LeftOut {
  readonly kind: "left-out";
  readonly count: number;
  readonly emitted: number;
  readonly delivered: number;
  readonly failed: number;
  /** Positions of the events that they tell of, both inclusive; absent when they tell of none. */
  readonly span?: { readonly from: number; readonly to: number };
  readonly at: number;
}
