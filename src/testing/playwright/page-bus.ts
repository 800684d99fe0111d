import type { EmitOptions } from "../../bus/index.ts";
import type { BusEvent, EventDraft, EventKind } from "../../event/index.ts";
import type { QueryOptions } from "../../history/index.ts";

export interface PageWaitOptions {
  /** @default 15_000 */
  readonly timeoutMs?: number;
  /** "start" takes an event that is in history already. @default "now" */
  readonly since?: "now" | "start";
}

export interface PageReplayOptions {
  /** `1` keeps the recorded gaps; "max" keeps none. @default "max" */
  readonly speed?: number | "max";
  /** Longest gap kept between two events, in milliseconds. */
  readonly maxGapMs?: number;
}

/**
 * The bus of a page, from the test. Events are revived (a Date is a Date), frozen, and redacted as history is. Every call waits until the page has exposed
 * its bus, so a test need not.
 */
export interface PageBus {
  /**
   * Resolves with the next match, or with one already in history when `since` is "start". Listening begins with the call: call it before the click that it
   * waits for, await it after. What a locator does (`click`, `press`, `fill`) asks the page first and so comes after the call; bare input by `page.keyboard`
   * or `page.mouse` may overtake it: wait with `since: "start"` there. A reload or navigation does not end it; the events of the new page all came after the call, so its whole history counts.
   *
   * @param what - A query of the filter language, or a definition, which types the event.
   * @throws TimeoutError that lists the newest events; FilterSyntaxError's message
   */
  waitFor<Type extends string, Payload>(what: EventKind<Type, Payload>, options?: PageWaitOptions): Promise<BusEvent<Type, Payload>>;
  waitFor(what: string, options?: PageWaitOptions): Promise<BusEvent>;
  /** The matching events in the page's history, oldest first unless asked otherwise. */
  events<Type extends string, Payload>(what: EventKind<Type, Payload>, options?: QueryOptions): Promise<readonly BusEvent<Type, Payload>[]>;
  events(what?: string, options?: QueryOptions): Promise<readonly BusEvent[]>;
  /**
   * Publishes an event on the page, which validates it by the definition registered there. Resolves with the event as history may see it.
   *
   * @throws the message of what `emit` throws on the page; TypeError for a `signal`, which cannot leave this process
   */
  emit(event: EventDraft, options?: EmitOptions): Promise<BusEvent>;
  /** Plays a recorded session into the page, as `playSession` does; resolves when every handler has settled. */
  replay(lines: Iterable<string>, options?: PageReplayOptions): Promise<void>;
  /** Adds a recorded session to the page's history, delivering nothing. */
  import(lines: Iterable<string>): Promise<void>;
  /** The page's history as a session file. It is attached to the report of a test that fails. */
  session(): Promise<string>;
}
