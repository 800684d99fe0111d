import type { BusEvent, Priority } from "../event/index.ts";
import type { HistoryEntry, Undelivered } from "../history/index.ts";
import type { Subscription } from "./subscription.ts";

export interface DeliveryReport<E extends BusEvent = BusEvent> {
  readonly event: E;
  /** `stopped`: by a middleware; `expired`: its time to live ran out; `cancelled`: by a signal, conflation or closing; `dropped`: lane overflow. */
  readonly status: "delivered" | "stopped" | "expired" | "cancelled" | "dropped";
  /** `cancelled`: the handler ended after its signal had aborted. */
  readonly deliveries: readonly {
    readonly subscription: Subscription;
    readonly outcome: "ok" | "failed" | "skipped" | "cancelled";
    readonly durationMs: number;
    readonly error?: unknown;
  }[];
}

export type InspectRecord =
  | {
      readonly kind: "accepted";
      readonly event: BusEvent;
      readonly at: number;
      readonly changes?: readonly { readonly by: string; readonly before: BusEvent; readonly after: BusEvent }[];
    }
  | { readonly kind: "recorded"; readonly entry: HistoryEntry; readonly at: number }
  | { readonly kind: "undelivered"; readonly attempt: Undelivered; readonly at: number }
  | {
      readonly kind: "delivered" | "failed" | "cancelled";
      readonly event: BusEvent;
      readonly position?: number;
      readonly subscription: Subscription;
      readonly at: number;
      readonly waitedMs: number;
      readonly durationMs: number;
      readonly error?: unknown;
    }
  | {
      readonly kind: "skipped";
      readonly event: BusEvent;
      readonly position?: number;
      readonly subscription: Subscription;
      readonly by: string;
      readonly at: number;
    }
  | {
      /** Its selector matched, and its options say that the event is not for it. */
      readonly kind: "refused";
      readonly event: BusEvent;
      readonly position?: number;
      readonly subscription: Subscription;
      readonly reason: "filtered" | "wrong-priority" | "ignores-replays";
      readonly at: number;
    }
  | { readonly kind: "suppressed"; readonly event: BusEvent; readonly run: string; readonly at: number }
  | { readonly kind: "subscribed" | "unsubscribed"; readonly subscription: Subscription; readonly at: number }
  /** Events of another context were lost on a link, from one offset to another. */
  | { readonly kind: "gap"; readonly link: string; readonly source: string; readonly from: number; readonly to: number; readonly at: number }
  | { readonly kind: "paused" | "resumed" | "closed"; readonly at: number };

export interface MetricsSnapshot {
  readonly emitted: number;
  readonly delivered: number;
  readonly failed: number;
  readonly undelivered: Readonly<Record<Undelivered["reason"], number>>;
  readonly lanes: Readonly<Record<Priority, { readonly depth: number; readonly highWater: number; readonly oldestMs: number; readonly waitedMs: Percentiles }>>;
  readonly types: ReadonlyMap<string, { readonly emitted: number; readonly delivered: number; readonly failed: number; readonly handlingMs: Percentiles }>;
}
export interface Percentiles {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}
export interface HealthReport {
  readonly status: "healthy" | "degraded" | "unhealthy";
  readonly checks: Readonly<Record<string, { readonly status: HealthReport["status"]; readonly detail?: string }>>;
}
