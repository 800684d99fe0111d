import type { HealthReport } from "../bus/index.ts";
import type { GuardedBackend } from "./guarded-backend.ts";
import { StoreFullError } from "./errors.ts";

type Check = HealthReport["checks"][string];

/** Of the quota, from where on its use is degraded. */
const fullShare = 0.9;

/** Whether it is open, how the last write went, and the room that is left where that can be told. */
export async function storeHealth(backend: GuardedBackend, isOpen: boolean): Promise<HealthReport> {
  const checks: Record<string, Check> = {
    open: isOpen ? { status: "healthy" } : { status: "unhealthy", detail: `${backend.name} is not open` },
    writes: checkWrites(backend),
  };
  const room = await backend.room?.().catch(() => undefined);
  if (room) checks["room"] = checkRoom(room);
  return worst(checks);
}

/** A report that is as bad as its worst check. */
export function worst(checks: HealthReport["checks"]): HealthReport {
  const statuses = Object.values(checks).map(({ status }) => status);
  return { status: statuses.includes("unhealthy") ? "unhealthy" : statuses.includes("degraded") ? "degraded" : "healthy", checks };
}

function checkWrites({ writeFailure }: GuardedBackend): Check {
  if (!writeFailure) return { status: "healthy" };
  return { status: writeFailure instanceof StoreFullError ? "degraded" : "unhealthy", detail: `the last write failed: ${writeFailure.message}` };
}

function checkRoom({ usedBytes, quotaBytes }: { readonly usedBytes: number; readonly quotaBytes: number }): Check {
  if (usedBytes < quotaBytes * fullShare) return { status: "healthy" };
  return { status: "degraded", detail: `${usedBytes} of ${quotaBytes} bytes used: truncate streams, or ask for navigator.storage.persist()` };
}
