import type { ClockSkew } from "./clock-skew.ts";
import type { LineGround } from "./connection.ts";
import type { Inbound } from "./inbound.ts";
import type { Outbound } from "./outbound.ts";
import type { Peers } from "./peers.ts";
import type { Poster } from "./poster.ts";
import type { RemoteRequests } from "./remote-requests.ts";

/** The parts of a link. */
export interface LinkParts extends LineGround {
  readonly poster: Poster;
  readonly peers: Peers;
  readonly outbound: Outbound;
  readonly inbound: Inbound;
  readonly requests: RemoteRequests;
  readonly clocks: ClockSkew;
  readonly epoch: string;
  /** There is never more than one bus on the far side. */
  readonly alone: boolean;
}
