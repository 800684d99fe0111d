import type { HealthReport } from "eventdeck";
import type { ConnectionFault, ConnectionState, ConnectionStats, PeerBus, PeerClock } from "eventdeck/transport";

/** A connection of a bus to others, as plain data. */
export interface Link {
  readonly id: number;
  /** Of its transport; this and the selectors are cut to 1,000 characters. */
  readonly name: string;
  /** `engine`: it carries events only, and sees to their order and safety by itself. */
  readonly kind: "link" | "engine";
  readonly state: ConnectionState;
  /** When it came into that state, in milliseconds since the Unix epoch. */
  readonly since: number;
  /** When it began to connect, in milliseconds since the Unix epoch. */
  readonly openedAt: number;
  /** On the far side, heard of lately; at most 100 of them. */
  readonly peers: readonly PeerBus[];
  readonly peerCount: number;
  /** Of those peers that have answered since events went there; of at most 100 of them. */
  readonly clocks: readonly PeerClock[];
  /** As a person would write the selector; absent when nothing leaves. */
  readonly publish?: string;
  /** As a person would write the selector; absent when nothing comes in. */
  readonly subscribe?: string;
  readonly stats: ConnectionStats;
  readonly backlog: number;
  readonly maxBacklog: number;
  readonly health: HealthReport;
  /** Since it began to connect. */
  readonly faultCount: number;
}

/** The connections of a bus to other buses. */
export interface LinksDomain {
  /** In the order in which they were made: at most 200 that are not closed, and the newest 10 that are. */
  list(): Promise<readonly Link[]>;
  /** What went wrong with one, the newest 50, the newest last; nothing for one that is not known any more. */
  faults(id: number): Promise<readonly ConnectionFault[]>;
  /** Says goodbye and closes it; `false` when it is closed already. */
  close(id: number): Promise<boolean>;
}
