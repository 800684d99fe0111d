import type { ClockSkew } from "./clock-skew.ts";
import type { Hub } from "./hub.ts";
import type { Inbound } from "./inbound.ts";
import type { LinkOptions } from "./options.ts";
import type { Outbound } from "./outbound.ts";
import type { Peers } from "./peers.ts";
import type { Poster } from "./poster.ts";
import type { RemoteRequests } from "./remote-requests.ts";
import type { Report } from "./report.ts";

/** The parts of a link. */
export interface LinkParts {
  readonly name: string;
  readonly hub: Hub;
  readonly options: LinkOptions;
  readonly report: Report;
  readonly poster: Poster;
  readonly peers: Peers;
  readonly outbound: Outbound;
  readonly inbound: Inbound;
  readonly requests: RemoteRequests;
  readonly clocks: ClockSkew;
  readonly epoch: string;
  /** What its events are told apart from those of other links by. */
  readonly link: object;
  /** There is never more than one bus on the far side. */
  readonly alone: boolean;
  /** The far side cannot be talked to. */
  readonly refuse: (error: unknown) => void;
}
