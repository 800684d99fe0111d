import { BusError } from "../event/index.ts";
import type { Gap } from "./transport.ts";

/**
 * Something about a link. Codes: `ERR_LINK_REFUSED` for what came in and was not taken, `ERR_LINK_VERSION` for a far side of another protocol version,
 * `ERR_LINK_BACKLOG` for what did not leave, `ERR_LINK_FAILED` for what the transport failed at, `ERR_LINK_CLOSED` for one that is no more.
 */
export class LinkError extends BusError {
  override readonly name: string = "LinkError";
}
/** Events that were lost on the way here and cannot be had again. Code `ERR_LINK_GAP`. */
export class GapError extends BusError implements Gap {
  override readonly name: string = "GapError";
  readonly source: string;
  readonly from: number;
  readonly to: number;
  constructor(link: string, { source, from, to }: Gap) {
    super(
      "ERR_LINK_GAP",
      `${to - from + 1} events of ${source} (${from} to ${to}) were lost on the link "${link}" and are kept nowhere: load the state that they made anew.`,
    );
    this.source = source;
    this.from = from;
    this.to = to;
  }
}
