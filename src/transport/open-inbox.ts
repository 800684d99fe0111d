import type { LinkOfHub } from "./hub.ts";
import { Inbox } from "./inbox.ts";
import type { Intake } from "./intake.ts";
import type { LinkParts } from "./link-parts.ts";
import type { Arrival } from "./met-events.ts";
import { readHole } from "./read-message.ts";
import { reportGap } from "./report-gap.ts";
import type { Hello, LostEvents } from "./wire.ts";

/** The inbox for the events of one sender, from an offset on. What is lost for good is told to this bus, and by the other links to those who would have had it from here. */
export function openInbox(parts: LinkParts, toldBy: LinkOfHub, intake: Intake, { from, epoch }: Hello, since: number): Inbox {
  const { hub, inbound, name, poster, report, options, link } = parts;
  // Most come straight from there, and share how.
  const direct: Arrival = { link, path: [from] };
  const tellOf = (lost: LostEvents): void => {
    if (hub.hearOfGap(lost, toldBy)) reportGap(hub, report, name, { source: lost.source, from: lost.first, to: lost.last });
  };
  return new Inbox(since, {
    clock: hub.core.clock,
    maxHeld: options.maxBacklog,
    deliver: (value, path, bytes) => {
      const hole = readHole(value);
      if (hole) tellOf(hole);
      else inbound.take(value, path === undefined ? direct : { link, path: [...path, from] }, bytes, true);
    },
    duplicate: () => inbound.duplicate(),
    ask: (first, last) => poster.say({ kind: "repair", to: from, first, last }),
    gap: (first, last) => tellOf({ id: `${from} ${epoch} ${first}`, source: from, first, last }),
    get connected() {
      return report.state === "connected";
    },
    get behind() {
      return intake.behind;
    },
  });
}
