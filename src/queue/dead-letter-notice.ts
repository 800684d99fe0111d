import type { BusEvent, EventDraft } from "../event/index.ts";
import type { Death, DeadLetterReason } from "./dead-letter.ts";

const type = "system.dead_letter";
export const redrivenType = "system.redriven";

/** The words of `systemDeadLetter` in `eventdeck/catalogue`. */
const words: Readonly<Record<DeadLetterReason, string>> = {
  "delivery-limit": "attempts-exhausted",
  rejected: "not-retryable",
  expired: "expired",
  "max-length": "overflow",
  invalid: "invalid",
};

/**
 * The event that tells of a dead letter: equal to `systemDeadLetter` of `eventdeck/catalogue`, without the event itself, whose payload is the queue's and may hold
 * what history must not. `undefined` for the death of such a notice, which would otherwise beget the next.
 */
export function deadLetterNotice(event: BusEvent, death: Death): EventDraft | undefined {
  if (isNotice(event)) return undefined;
  const { queue, reason, error, attempts, firstFailedAt } = death;
  return {
    type,
    input: {
      queue,
      eventId: event.id,
      eventType: event.type,
      eventSource: event.source,
      reason: words[reason],
      ...(attempts > 0 && { attempts }),
      ...(error && { error: { code: error.name || "Error", message: error.message, retryable: reason === "delivery-limit" } }),
      firstFailedAt,
    },
    options: { priority: "immediate", correlationId: event.correlationId, causationId: event.id },
  };
}

/** Whether an event tells of a dead letter: whatever becomes of it is not told of. */
export function isNotice(event: BusEvent): boolean {
  return event.type === type || event.type === redrivenType;
}
