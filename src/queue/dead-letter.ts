import type { Observable } from "rxjs";
import type { BusEvent } from "../event/index.ts";
import type { Query } from "../history/index.ts";

/** RabbitMQ's reasons, and `invalid` for what its definition refuses, or nothing can read, when it comes out of the store. */
export type DeadLetterReason = "rejected" | "expired" | "max-length" | "delivery-limit" | "invalid";

export interface DeadLetter {
  readonly id: string;
  readonly event: BusEvent;
  readonly queue: string;
  readonly reason: DeadLetterReason;
  readonly error?: { readonly name: string; readonly message: string; readonly stack?: string };
  readonly attempts: number;
  /** Milliseconds since the Unix epoch; that of its death when no attempt failed. */
  readonly firstFailedAt: number;
  readonly deadAt: number;
  /** How often it was put back before. */
  readonly redriven: number;
  /** Same queue, reason, error name and top stack frame. */
  readonly group: string;
}
export interface DeadLetterGroup {
  readonly group: string;
  readonly reason: DeadLetterReason;
  /** Of the newest, cut to 200 characters. */
  readonly message: string;
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
}
export type WhichDeadLetters = { readonly ids: readonly string[] } | { readonly group: string } | { readonly query: Query };

/** What a queue gave up: the same events that `openQueue(bus, "dlq.{name}", …)` hands to consumers. */
export interface DeadLetters {
  /** Oldest first. `after` is the id of the last one of the page before. @param options `limit` @default 100 */
  list(query?: Query, options?: { readonly limit?: number; readonly after?: string }): Promise<readonly DeadLetter[]>;
  groups(): Promise<readonly DeadLetterGroup[]>;
  /**
   * Back into the queue, once each, behind what waits there, with attempts counted anew; by then an event's own time to live has done its work and is not asked
   * again. Unedited ones keep their id. An edited payload is validated and gets a new id, caused by the old. All are checked before the first is moved.
   *
   * @returns how many were moved: another redrive may have been first
   * @throws EventValidationError, SessionFormatError for one that its definition refuses; nothing is moved then
   */
  redrive(which: WhichDeadLetters, edit?: (event: BusEvent) => unknown): Promise<number>;
  /** Removes them for good. */
  discard(which: WhichDeadLetters): Promise<number>;
  /** How many there are; at once, and after every change, changes of one task in one. */
  readonly count$: Observable<number>;
}

/** How an event died, as it is kept with it. */
export type Death = Omit<DeadLetter, "id" | "event" | "redriven">;

const maxMessage = 200;
const maxGroup = 300;

export function deathOf(queue: string, reason: DeadLetterReason, error: unknown, facts: Pick<Death, "attempts" | "firstFailedAt" | "deadAt">): Death {
  const shown = error === undefined ? undefined : errorFields(error);
  const group = [queue, reason, shown?.name, topFrame(shown?.stack)].filter((part) => part !== undefined).join(" | ");
  return { queue, reason, ...(shown && { error: shown }), ...facts, group: group.slice(0, maxGroup) };
}
/** What a list of groups says of a death. */
export function messageOf({ error, reason }: Death): string {
  return (error?.message ?? reason).slice(0, maxMessage);
}

function errorFields(error: unknown): NonNullable<DeadLetter["error"]> {
  if (!(error instanceof Error)) return { name: "Error", message: textOf(error) };
  // Whoever made the error may have put anything there.
  return { name: textOf(error.name), message: textOf(error.message), ...(typeof error.stack === "string" && { stack: error.stack }) };
}
function textOf(value: unknown): string {
  // An object without a prototype has no text.
  return typeof value === "object" && value !== null ? Object.prototype.toString.call(value) : String(value);
}
/** The first line of a stack that names a place, in whatever engine; without the column, which a formatter moves. */
function topFrame(stack: string | undefined): string | undefined {
  const line = stack?.split("\n").find((text) => /:\d+:\d+\)?$/.test(text.trimEnd()));
  return line?.trim().replace(/:\d+(\)?)$/, "$1");
}
