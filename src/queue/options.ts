import { requireFrom, requireFunction, requireOneOf, requirePositive, requireText } from "../event/index.ts";
import type { Selector } from "../routing/index.ts";
import type { Store } from "../store/index.ts";
import { type Backoff, exponential } from "./backoff.ts";

/** What a queue asks of a store: any `Store` has it. */
export type QueueStore = Pick<Store, "name" | "durable" | "open" | "batch" | "get" | "range">;

export interface QueueOptions {
  /**
   * Which published events enter; a pattern binds when it matches the topic or the routing key `{topic}.{priority}`, where the priority is the bus's word
   * (immediate, normal, deferred) or low (deferred), normal, high and critical (both immediate; an event with the header `priority-level`, as `eventdeck/catalogue`
   * writes it, is critical at 10 and high below). A queue without one gets what is put in by `enqueue`, by dead-lettering (`dlq.*`) and by redriving.
   */
  readonly bind?: Selector;
  /** Where events are kept until they are acknowledged. @default memory, for the life of the bus: events stay the objects that were published */
  readonly store?: QueueStore;
  /** Waits for the disk at each write, so that a power failure takes back nothing either; see `Store.batch`. @default false */
  readonly sync?: boolean;
  /** Retries after the first attempt. @default 3 */
  readonly maxRetries?: number;
  /** @default exponential from 200 ms to 30 s with full jitter */
  readonly backoff?: Backoff;
  /** What is given up goes into `dlq.{name}`, or is dropped (and counted). @default true */
  readonly deadLetter?: boolean;
  /** Most deliveries out at once per consumer. @default 10 */
  readonly prefetch?: number;
  /** How long an event may wait to be handled. @default Infinity */
  readonly messageTtlMs?: number;
  /** Most events that wait, those being handled not counted. @default Infinity */
  readonly maxLength?: number;
  /** At `maxLength`: the new event is refused, which its publisher is told, or the oldest one is given up. @default "reject-publish" */
  readonly overflow?: "drop-head" | "reject-publish";
  /** Events of one partition key are handled one at a time and in order; one that is to be retried holds up those after it. @default true */
  readonly ordered?: boolean;
  /** A delivery that its handler left unsettled goes to another consumer after this time; it does not run while the handler does. @default 30_000 */
  readonly visibilityTimeoutMs?: number;
  /** Ids remembered so that a duplicate is not queued twice. @default 10_000 */
  readonly dedupeWindow?: number;
}
export type Settings = Required<Omit<QueueOptions, "bind" | "store">>;

/** @throws RangeError, TypeError for an option that makes no sense */
export function settingsOf(queue: string, options: QueueOptions): Settings {
  const place = (name: string) => `${name} of the queue "${queue}"`;
  requireFrom(0, place("maxRetries"), options.maxRetries);
  requireFunction(place("backoff"), options.backoff);
  requireFrom(1, place("prefetch"), options.prefetch);
  requirePositive(place("messageTtlMs"), options.messageTtlMs);
  requireFrom(1, place("maxLength"), options.maxLength);
  requireOneOf(["drop-head", "reject-publish"], place("overflow"), options.overflow);
  requirePositive(place("visibilityTimeoutMs"), options.visibilityTimeoutMs);
  requireFrom(0, place("dedupeWindow"), options.dedupeWindow);
  if (options.dedupeWindow === Infinity) throw new RangeError(`${place("dedupeWindow")} is Infinity: ids are kept in memory, so give a number.`);
  return {
    sync: options.sync ?? false,
    maxRetries: options.maxRetries ?? 3,
    backoff: options.backoff ?? exponential(),
    deadLetter: options.deadLetter ?? true,
    prefetch: options.prefetch ?? 10,
    messageTtlMs: options.messageTtlMs ?? Infinity,
    maxLength: options.maxLength ?? Infinity,
    overflow: options.overflow ?? "reject-publish",
    ordered: options.ordered ?? true,
    visibilityTimeoutMs: options.visibilityTimeoutMs ?? 30_000,
    dedupeWindow: options.dedupeWindow ?? 10_000,
  };
}

/** @throws TypeError unless it can be the name of a queue */
export function requireQueueName(name: unknown): void {
  requireText("The name of a queue", name ?? null);
  if (/\p{Surrogate}/u.test(String(name))) {
    throw new TypeError(`The name of a queue ${JSON.stringify(name)} has a lone surrogate, which no store's key can carry: take it out.`);
  }
}
/** @throws TypeError unless it may be an event or a draft */
export function requireInput(queue: string, input: unknown): void {
  if (typeof input === "object" && input !== null) return;
  throw new TypeError(`What is to enter the queue "${queue}" is ${input === null ? "null" : `of type ${typeof input}`}: give an event or a draft.`);
}
