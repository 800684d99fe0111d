import type { TargetRecord } from "../../target/index.ts";
import type { RunReport } from "./replay-state.ts";
import { errorText } from "../value/error-text.ts";

/** Counts what comes of one run; in place, since a run may deliver many thousand times a second. */
export class RunTally {
  #delivered = 0;
  #failed = 0;
  #suppressed = 0;
  #last: { readonly name: string; readonly error: unknown; readonly position: number } | undefined;

  add(record: TargetRecord): void {
    if (record.kind === "delivered") this.#delivered += 1;
    else if (record.kind === "suppressed") this.#suppressed += 1;
    else if (record.kind === "failed") {
      this.#failed += 1;
      this.#last = { name: record.subscription.name, error: record.error, position: record.event.replay?.position ?? 0 };
    }
  }

  get report(): RunReport {
    const last = this.#last;
    const counts = { delivered: this.#delivered, failed: this.#failed, suppressed: this.#suppressed };
    if (!last) return counts;
    return { ...counts, failure: { text: `${last.name} failed: ${errorText(last.error)}`, position: last.position } };
  }
}

/** The run that a record belongs to, if any. */
export function runOf(record: TargetRecord): string | undefined {
  if (record.kind === "suppressed" || record.kind === "replay") return record.run;
  return "event" in record ? record.event?.replay?.run : undefined;
}

/** One line that says how a run of one event went. */
export function runText({ delivered, failed, suppressed, failure }: RunReport): string {
  const reached = delivered + failed;
  const parts = [reached === 0 ? "nobody heard it" : `${delivered} of ${reached === 1 ? "1 listener" : `${reached} listeners`} took it`];
  if (failure !== undefined) parts.push(failure.text);
  if (suppressed > 0) parts.push(`${suppressed} ${suppressed === 1 ? "consequence" : "consequences"} suppressed`);
  return parts.join("; ");
}
