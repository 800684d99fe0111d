import type { Observable } from "rxjs";
import type { BusEvent } from "../event/index.ts";
import type { Query } from "../history/index.ts";
import { textOfError } from "./error-text.ts";

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
/** A redrive with another payload, which made a new event; that one's cause is the one that had died. */
export interface EditedRedrive {
  /** The id of the event that had died. */
  readonly from: string;
  /** The id of the event that was put back in its place. */
  readonly to: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** What became of the new one: it is still in the queue, a dead letter again, or neither: dealt with, edited once more, discarded. */
  readonly state: "queued" | "dead" | "gone";
  /** The id of its dead letter, while it is one. */
  readonly letter?: string;
}
/** Which of the letters that are listed. */
export interface DeadLetterPage {
  /** Most letters. @default 100 */
  readonly limit?: number;
  /** The id of the last one of the page before. */
  readonly after?: string;
  /** Only those of this group; others are not read. */
  readonly group?: string;
}
export type WhichDeadLetters = { readonly ids: readonly string[] } | { readonly group: string } | { readonly query: Query };

/** What a queue gave up: the same events that `openQueue(bus, "dlq.{name}", …)` hands to consumers. */
export interface DeadLetters {
  /** Oldest first. @throws FilterSyntaxError, RangeError for a limit that makes no sense, and what the store rejects with */
  list(query?: Query, options?: DeadLetterPage): Promise<readonly DeadLetter[]>;
  /** Ids only, oldest first: no letter is read for them. @throws RangeError for a limit that makes no sense */
  ids(page?: DeadLetterPage): Promise<readonly string[]>;
  /** One, without reading others. `undefined` when it is there no more. */
  get(id: string): Promise<DeadLetter | undefined>;
  groups(): Promise<readonly DeadLetterGroup[]>;
  /**
   * Back into the queue, once each, behind what waits there, with attempts counted anew; by then an event's own time to live has done its work and is not asked
   * again. Unedited ones keep their id. An edited payload is validated and gets a new id, caused by the old: `edited` tells which, and the event `system.redriven`,
   * on the bus that keeps the queue. All are checked before the first is moved; they are moved in batches of 500, each whole or not at all.
   *
   * @returns how many were moved: another redrive may have been first
   * @throws EventValidationError, SessionFormatError for one that its definition refuses; nothing is moved then
   */
  redrive(which: WhichDeadLetters, edit?: (event: BusEvent) => unknown): Promise<number>;
  /** Removes them for good. */
  discard(which: WhichDeadLetters): Promise<number>;
  /**
   * The edited redrives that led to an event, and those that came of it, by whoever they were made; the oldest first. The newest 500 of a queue are known, as long as
   * its store keeps them.
   *
   * @param eventId of any event of them: the first, or one that was made
   */
  edited(eventId: string): Promise<readonly EditedRedrive[]>;
  /** How many there are; at once, and after every change, changes of one task in one. */
  readonly count$: Observable<number>;
}

/** How an event died, as it is kept with it. */
export type Death = Omit<DeadLetter, "id" | "event" | "redriven">;

const maxMessage = 200;
const maxGroup = 300;

export function deathOf(queue: string, reason: DeadLetterReason, error: unknown, facts: Pick<Death, "attempts" | "firstFailedAt" | "deadAt">): Death {
  const shown = error === undefined ? undefined : fieldsOf(error);
  const group = [queue, reason, shown?.name, topFrame(shown?.stack)].filter((part) => part !== undefined).join(" | ");
  return { queue, reason, ...(shown && { error: shown }), ...facts, group: group.slice(0, maxGroup) };
}
/** What a list of groups says of a death. */
export function messageOf({ error, reason }: Death): string {
  return (error?.message ?? reason).slice(0, maxMessage);
}

function fieldsOf(thrown: unknown): NonNullable<DeadLetter["error"]> {
  const { name, message, stack } = textOfError(thrown);
  return { name, message, ...(stack !== undefined && { stack }) };
}
/** The first line of a stack that names a place, in whatever engine; without the column, which a formatter moves. */
function topFrame(stack: string | undefined): string | undefined {
  const line = stack?.split("\n").find((text) => /:\d+:\d+\)?$/.test(text.trimEnd()));
  return line?.trim().replace(/:\d+(\)?)$/, "$1");
}
