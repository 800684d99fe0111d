import type { HistoryEntry } from "eventdeck";

export type OutcomeKind = "ok" | "failed" | "pending" | "skipped" | "unheard" | "folded" | "unknown";

/** How an event ended, in one mark. */
export interface OutcomeMark {
  readonly kind: OutcomeKind;
  /** As in the list: `3/3`, `1/2`, `unheard`. */
  readonly text: string;
  /** As read aloud. */
  readonly label: string;
}

type Imported = { readonly imported?: boolean };

/** Sums up an outcome; what is not known is said to be unknown, and never counted as zero. */
export function markOf(entry: HistoryEntry & Imported): OutcomeMark {
  const { handlers, failed, skipped, pending } = entry.outcome;
  if (entry.imported) return { kind: "unknown", text: "imported", label: "imported from a file; not handled here" };
  if (handlers === 0 && entry.folded) return { kind: "folded", text: "folded", label: "no listener; a projection folded it" };
  if (handlers === 0) return { kind: "unheard", text: "unheard", label: "reached no listener" };
  const reached = handlers - failed - skipped - pending;
  const text = `${reached}/${handlers}`;
  if (failed > 0) return { kind: "failed", text, label: `${failed} of ${handlers} listeners failed` };
  if (pending > 0) return { kind: "pending", text, label: `${pending} of ${handlers} listeners still running` };
  if (skipped > 0) return { kind: "skipped", text, label: `${skipped} of ${handlers} listeners skipped` };
  return { kind: "ok", text, label: `reached ${handlers} of ${handlers} listeners` };
}
