import type { BusEvent, EventDraft } from "../event/index.ts";
import { isNotice, redrivenType } from "./dead-letter-notice.ts";

/**
 * The event that tells that another was put back in place of one that had died: equal to `systemRedriven` of `eventdeck/catalogue`. Caused by the one that had died,
 * so that whoever looks at that one finds what came of it. `undefined` for a notice of these, which would otherwise beget the next.
 */
export function redrivenNotice(queue: string, from: BusEvent, to: BusEvent): EventDraft | undefined {
  if (isNotice(from)) return undefined;
  return {
    type: redrivenType,
    input: { queue, eventId: from.id, eventType: from.type, eventSource: from.source, redrivenId: to.id },
    options: { correlationId: from.correlationId, causationId: from.id },
  };
}
