import { BehaviorSubject, type Observable, Subject } from "rxjs";
import type { HealthReport } from "../bus/index.ts";
import type { Clock } from "../scheduling/index.ts";
import type { ConnectionState, ConnectionStats } from "./transport.ts";

/** How long a refusal, a loss or a gap shows in `health()`. */
const recentMs = 60_000;
/** Of the backlog's bound. */
const nearlyFull = 0.8;

type Check = HealthReport["checks"][string];
type Count = keyof ConnectionStats;
const healthy: Check = { status: "healthy" };
const troubles = ["rejected", "dropped", "gaps"] as const;

/** What is told of one connection: its state, counts, errors and health. */
export class Report {
  readonly stats: Record<Count, number> = { sent: 0, received: 0, rejected: 0, duplicates: 0, dropped: 0, gaps: 0 };
  readonly state$: Observable<ConnectionState>;
  readonly errors$: Observable<unknown>;
  readonly #state = new BehaviorSubject<ConnectionState>("connecting");
  readonly #errors = new Subject<unknown>();
  readonly #last: Partial<Record<Count, { readonly at: number; readonly message: string }>> = {};
  readonly #clock: Clock;
  /** Why it is not connected. */
  #cause: unknown;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.state$ = this.#state.asObservable();
    this.errors$ = this.#errors.asObservable();
  }

  get state(): ConnectionState {
    return this.#state.value;
  }
  become(state: ConnectionState, error?: unknown): void {
    if (this.state === "closed") return;
    this.#cause = state === "connected" ? undefined : error;
    if (error !== undefined) this.error(error);
    if (state !== this.state) this.#state.next(state);
  }
  /** Counts what went wrong, and says so. */
  trouble(count: Count, by: number, error: Error): void {
    this.stats[count] += by;
    this.#last[count] = { at: this.#clock.monotonic(), message: error.message };
    this.error(error);
  }
  error(error: unknown): void {
    this.#errors.next(error);
  }
  end(): void {
    this.#state.complete();
    this.#errors.complete();
  }

  health(backlog: number, maxBacklog: number): HealthReport {
    const checks: Record<string, Check> = { link: this.#checkLink(), backlog: checkBacklog(backlog, maxBacklog) };
    for (const count of troubles) checks[count] = this.#check(count);
    const all = Object.values(checks).map(({ status }) => status);
    return { status: all.includes("unhealthy") ? "unhealthy" : all.includes("degraded") ? "degraded" : "healthy", checks };
  }
  #checkLink(): Check {
    if (this.state === "connected") return healthy;
    const why = this.#cause instanceof Error ? `: ${this.#cause.message}` : "";
    return { status: this.state === "closed" ? "unhealthy" : "degraded", detail: `${this.state}${why}` };
  }
  #check(count: (typeof troubles)[number]): Check {
    const last = this.#last[count];
    if (last === undefined) return healthy;
    const recent = this.#clock.monotonic() - last.at < recentMs;
    return { status: recent ? "degraded" : "healthy", detail: `${this.stats[count]} in all, the last: ${last.message}` };
  }
}

function checkBacklog(backlog: number, maxBacklog: number): Check {
  if (backlog < nearlyFull * maxBacklog) return healthy;
  return { status: "degraded", detail: `${backlog} of at most ${maxBacklog} events wait for the far side` };
}
