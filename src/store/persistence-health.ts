import type { HealthReport } from "../bus/index.ts";
import { worst } from "./store-health.ts";
import type { HistoryWriter } from "./history-writer.ts";

/** Of the backlog, from where on waiting is degraded. */
const longShare = 0.5;

export function persistenceHealth({ failure, stats: { waiting, dropped } }: HistoryWriter, maxWaiting: number): HealthReport {
  return worst({
    store: failure === undefined ? { status: "healthy" } : { status: "unhealthy", detail: `the last batch was not stored: ${reason(failure)}` },
    waiting: waiting < maxWaiting * longShare ? { status: "healthy" } : { status: "degraded", detail: `${waiting} of at most ${maxWaiting} events wait` },
    dropped: dropped === 0 ? { status: "healthy" } : { status: "degraded", detail: `${dropped} events were never stored` },
  });
}

function reason(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
