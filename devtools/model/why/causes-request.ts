import type { CauseNode } from "./causes.ts";
import { errorText } from "../value/error-text.ts";
import type { Delivery } from "./delivery-log.ts";
import { reasonText } from "../list/undelivered.ts";

/** How a request stands. */
export interface RequestStanding {
  readonly kind: "answered" | "pending" | "failed" | "timed-out" | "unanswered" | "late" | "stopped" | "unknown";
  /** In a few words. */
  readonly text: string;
}

/**
 * How a request and its reply stand, as far as history tells. `late`: its responder went well, and nobody waited any more. `timed-out`: it was given up
 * while it still waited for its turn. `undefined` for what is no request.
 */
export function standingOf({ type, entry, attempt, reply }: CauseNode, deliveries: readonly Delivery[] = []): RequestStanding | undefined {
  if (entry?.event.replyTo === undefined && attempt?.event?.replyTo === undefined && attempt?.by !== "no responder") return undefined;
  if (attempt) return ofAttempt(attempt.by, attempt.reason, reasonText(attempt));
  if (reply?.attempt) return { kind: "stopped", text: `reply stopped: ${reasonText(reply.attempt)}` };
  if (reply) return { kind: "answered", text: `answered by ${type}.reply` };
  if (!entry || entry.imported) return { kind: "unknown", text: "no reply in the session file" };
  const { handlers, failed, pending, skipped } = entry.outcome;
  if (pending > 0) return { kind: "pending", text: "pending: no answer yet" };
  if (handlers === 0) return { kind: "unanswered", text: "unanswered: no responder" };
  if (failed > 0) {
    const failure = deliveries.find(({ kind }) => kind === "failed");
    return { kind: "failed", text: failure?.kind === "failed" ? `failed: ${errorText(failure.error)}` : "failed: the responder threw" };
  }
  if (skipped === handlers) return { kind: "unanswered", text: "unanswered: its responder was skipped" };
  if (deliveries.some(({ kind }) => kind === "cancelled")) return { kind: "unanswered", text: "unanswered: its responder was called off" };
  return { kind: "late", text: "late reply: answered when nobody waited any more" };
}

function ofAttempt(by: string | undefined, reason: string, text: string): RequestStanding {
  if (by === "timeout") return { kind: "timed-out", text: "timed out before its turn came" };
  if (by === "no responder") return { kind: "unanswered", text: "unanswered: no responder" };
  return { kind: reason === "expired" ? "timed-out" : "stopped", text };
}
