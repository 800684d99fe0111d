import type { LinkTransport } from "../../transport/index.ts";

/** Two transports whose far sides are each other. */
export interface LinkedPair {
  readonly left: LinkTransport;
  readonly right: LinkTransport;
  /** Breaks the link, so that both sides report `reconnecting`, or for a while carry nothing. Left out when the link cannot break: those cases are left out too. */
  readonly disconnect?: () => Promise<void> | void;
  /** Mends it, so that both sides come to report `connected`. */
  readonly reconnect?: () => Promise<void> | void;
  /** Releases what was opened for the pair beside the transports. */
  readonly close?: () => Promise<void> | void;
}

export interface TransportContractOptions {
  /** A new pair for each case; the suite connects and closes both transports. */
  readonly open: () => Promise<LinkedPair> | LinkedPair;
  /** Whether pairs can `disconnect`. @default false */
  readonly breaks?: boolean;
  /** Longest wait for anything to arrive. @default 5000 */
  readonly timeoutMs?: number;
}

/** One thing that a transport must do. */
export interface ContractCase {
  readonly name: string;
  /** Rejects, with what was expected and what came, when it does not. */
  readonly run: () => Promise<void>;
}
