import type { LeftOut, TargetRecord } from "../target.ts";
import { crossing } from "./crossing.ts";
import type { CrossedRecord } from "./wire.ts";

/** Records of one beat beyond these are counted and left out … */
const most = 500;
/** … failures only beyond these, since what failed is worth more than what went well. */
const mostWithFailures = 1_000;

/** The records of one beat: all of them, or, of a flood, the first ones and how many were left out. A record that is left out costs a few additions. */
export class RecordSample {
  readonly #kept: TargetRecord[] = [];
  readonly #counts = { count: 0, emitted: 0, delivered: 0, failed: 0 };
  #from = Number.POSITIVE_INFINITY;
  #to = 0;

  add(record: TargetRecord): void {
    if (this.#kept.length < (record.kind === "failed" ? mostWithFailures : most)) this.#kept.push(record);
    else this.#leave(record);
  }

  /** What is to be sent, and begins anew. */
  take(): readonly CrossedRecord[] {
    const records = this.#kept.splice(0).map(crossing);
    const { count } = this.#counts;
    if (count === 0) return records;
    const span = this.#to > 0 && { span: { from: this.#from, to: this.#to } };
    const left: LeftOut = { kind: "left-out", ...this.#counts, ...span, at: Date.now() };
    Object.assign(this.#counts, { count: 0, emitted: 0, delivered: 0, failed: 0 });
    this.#from = Number.POSITIVE_INFINITY;
    this.#to = 0;
    return [...records, left];
  }

  #leave(record: TargetRecord): void {
    this.#counts.count += 1;
    if (record.kind === "accepted" && !record.event.replay) this.#counts.emitted += 1;
    if (record.kind !== "delivered" && record.kind !== "failed" && record.kind !== "cancelled" && record.kind !== "skipped" && record.kind !== "refused")
      return;
    if (record.event.replay) return;
    if (record.kind === "delivered" || record.kind === "failed") this.#counts[record.kind] += 1;
    const { position } = record;
    if (position === undefined) return;
    if (position < this.#from) this.#from = position;
    if (position > this.#to) this.#to = position;
  }
}
