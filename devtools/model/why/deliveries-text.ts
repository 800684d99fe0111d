import type { Explanation } from "../../target/index.ts";
import type { DeliveryRow, NowRow } from "./deliveries.ts";
import { errorText } from "../value/error-text.ts";

const kept = {
  filtered: "its filter did not let it through",
  "wrong-priority": "it listens to other priorities",
  "ignores-replays": "it does not listen to replays",
} as const;

const skips: Readonly<Record<string, string>> = {
  exhaust: "skipped: it was busy, and takes nothing meanwhile",
  maxPending: "skipped: too many were waiting for it",
  unsubscribed: "skipped: it had unsubscribed by then",
  "time to live": "skipped: the event had expired before its turn",
};

/** What became of an event at one listener, in words. */
export function deliveryText({ kind, by, error }: DeliveryRow): string {
  switch (kind) {
    case "delivered":
      return "delivered";
    case "failed":
      return `failed: ${errorText(error)}`;
    case "cancelled":
      return "called off: its signal was aborted before it ended";
    case "skipped":
      return skips[by ?? ""] ?? `skipped by ${by ?? "a middleware"}`;
    case "running":
      return "still running";
    case "unknown":
      return "it was called; how it ended is not recorded";
    default:
      return kept[kind];
  }
}

/** Whether its handler was called at all. */
export function wasCalled({ kind }: DeliveryRow): boolean {
  return !(kind === "skipped" || kind in kept);
}

/** What would become of it now, in words. */
export function nowText({ verdict, by }: Pick<NowRow, "verdict" | "by">): string {
  return verdict === "delivers" ? "would get it" : `would not: ${notNow(verdict, by)}`;
}

function notNow(verdict: Exclude<Explanation["verdict"], "delivers">, by: string | undefined): string {
  if (verdict === "skipped") return by === "answers requests only" ? "it answers requests only" : `skipped by ${by ?? "a middleware"}`;
  return by === undefined ? kept[verdict].replace("did not let", "does not let") : by;
}
