import type { HistoryEntry } from "eventdeck";
import { Pace, type PaceOptions } from "../pace.ts";
import type { InputIssue, Target, TargetRecord } from "../../target/index.ts";

/** How an emit ended. */
export type ComposeOutcome =
  | { readonly kind: "refused"; readonly message: string; readonly issues: readonly InputIssue[] }
  /** The bus has it; nothing is recorded of it yet. */
  | { readonly kind: "accepted"; readonly id: string; readonly delayMs?: number }
  | { readonly kind: "recorded"; readonly id: string; readonly entry: HistoryEntry; readonly failures: readonly ComposeFailure[] };

export interface ComposeFailure {
  readonly listener: string;
  readonly error: unknown;
}

const mostEarly = 200;

/** Follows one emitted event from the bus's answer to the end of its handlers. */
export class OutcomeWatch {
  readonly #target: Target;
  readonly #tell: (outcome: ComposeOutcome) => void;
  /** An outcome is read when the handlers that run at once have run. */
  readonly #pace: Pace;
  #leave: (() => void) | undefined;
  #id: string | undefined;
  #position: number | undefined;
  #delayMs: number | undefined;
  #failures: ComposeFailure[] = [];
  /** Events recorded since `begin`, of which one may turn out to be ours. */
  readonly #early = new Map<string, number>();
  /** And what became of them. */
  #earlyRecords: TargetRecord[] = [];

  constructor(target: Target, tell: (outcome: ComposeOutcome) => void, options?: PaceOptions) {
    this.#pace = new Pace(() => this.#publish(), options);
    this.#target = target;
    this.#tell = tell;
  }

  /** To be called before the emit: an immediate event is through before its id is known. */
  begin(): void {
    this.end();
    this.#leave = this.#target.watch((record) => this.#take(record));
  }

  follow(id: string, position: number | undefined, delayMs: number | undefined): void {
    this.#id = id;
    this.#position = position ?? this.#early.get(id);
    for (const record of this.#earlyRecords) this.#take(record);
    this.#early.clear();
    this.#earlyRecords = [];
    if (!this.#leave) return;
    this.#delayMs = delayMs;
    this.#publish();
  }

  end(): void {
    this.#pace.stop();
    this.#leave?.();
    this.#leave = undefined;
    this.#id = undefined;
    this.#position = undefined;
    this.#failures = [];
    this.#early.clear();
    this.#earlyRecords = [];
  }

  #take(record: TargetRecord): void {
    if (this.#id === undefined) return this.#keep(record);
    switch (record.kind) {
      case "recorded":
        if (record.entry.event.id !== this.#id) return;
        this.#position = record.entry.position;
        return this.#pace.request();
      case "undelivered":
        if (record.attempt.event?.id !== this.#id) return;
        this.#tell({
          kind: "refused",
          message: `It reached nobody: ${record.attempt.reason}${record.attempt.by ? ` by ${record.attempt.by}` : ""}.`,
          issues: [],
        });
        return this.end();
      case "failed":
        if (record.event.id !== this.#id || record.event.replay) return;
        this.#failures = [...this.#failures, { listener: record.subscription.name, error: record.error }];
        return this.#pace.request();
      case "delivered":
      case "cancelled":
      case "skipped":
        if (record.event.id === this.#id && !record.event.replay) this.#pace.request();
        return;
      default:
    }
  }

  #keep(record: TargetRecord): void {
    if (record.kind === "recorded" && this.#early.size < mostEarly) this.#early.set(record.entry.event.id, record.entry.position);
    if ((record.kind === "failed" || record.kind === "undelivered") && this.#earlyRecords.length < mostEarly) this.#earlyRecords.push(record);
  }

  #publish(): void {
    const id = this.#id;
    if (id === undefined) return;
    const entry = this.#position === undefined ? undefined : this.#target.log.get(this.#position);
    if (!entry) this.#tell({ kind: "accepted", id, delayMs: this.#delayMs });
    else this.#tell({ kind: "recorded", id, entry: { ...entry, outcome: { ...entry.outcome } }, failures: this.#failures });
    // All has been said: watching costs the bus something.
    if (entry?.outcome.pending === 0) this.#leave?.();
  }
}
