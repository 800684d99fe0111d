import type { InspectRecord } from "eventdeck";
import { errorText } from "./error-text.ts";

/** What one replay did to its listeners, counted from what the bus reports. */
export interface RunReport {
  readonly delivered: number;
  readonly failed: number;
  readonly suppressed: number;
  /** Of the last failure. */
  readonly error?: string;
}

export const emptyRun: RunReport = { delivered: 0, failed: 0, suppressed: 0 };

/** The report with one more record of its run in it. */
export function addToRun(report: RunReport, record: InspectRecord): RunReport {
  switch (record.kind) {
    case "delivered":
      return { ...report, delivered: report.delivered + 1 };
    case "failed":
      return { ...report, failed: report.failed + 1, error: `${record.subscription.name} failed: ${errorText(record.error)}` };
    case "suppressed":
      return { ...report, suppressed: report.suppressed + 1 };
    default:
      return report;
  }
}

function listeners(count: number): string {
  return count === 1 ? "1 listener" : `${count} listeners`;
}

/** The run that a record belongs to, if any. */
export function runOf(record: InspectRecord): string | undefined {
  if (record.kind === "suppressed") return record.run;
  return "event" in record ? record.event.replay?.run : undefined;
}

/** One line that says how a run of one event went. */
export function runText({ delivered, failed, suppressed, error }: RunReport): string {
  const parts = [delivered + failed === 0 ? "nobody heard it" : `${delivered} of ${listeners(delivered + failed)} took it`];
  if (error !== undefined) parts.push(error);
  if (suppressed > 0) parts.push(`${suppressed} ${suppressed === 1 ? "consequence" : "consequences"} suppressed`);
  return parts.join("; ");
}
