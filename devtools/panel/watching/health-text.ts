import type { MetricsSnapshot } from "eventdeck";
import { formatMs } from "../../model/index.ts";
import { count } from "../numbers.ts";

/** Whether handler calls failed, in words. */
export function errorFree({ delivered, failed }: MetricsSnapshot): string {
  if (failed === 0) return delivered === 0 ? "no handler ran" : "no handler failed";
  return `${count(failed)} of ${count(delivered + failed)} handler calls failed`;
}

/** A measured duration; nothing measured is no 0. */
export function measured(ms: number, of: { readonly count: number }): string {
  return of.count === 0 ? "–" : formatMs(ms);
}
