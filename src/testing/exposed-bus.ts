import type { EmitOptions } from "../bus/index.ts";
import type { EventOptions } from "../event/index.ts";
import type { HistoryEntry, QueryOptions } from "../history/index.ts";

/** A CloudEvents 1.0 JSON object, as `toCloudEvent` writes it; `fromCloudEvent` revives what JSON has no form for. */
export type EventObject = Readonly<Record<string, unknown>>;

/** A recorded event with what became of it. */
export interface ExposedEntry extends Pick<HistoryEntry, "position" | "recordedAt" | "outcome"> {
  readonly event: EventObject;
}

/** An event with everything that led to it and everything that followed. */
export interface Explanation {
  readonly entry: ExposedEntry;
  /** From the root to the event that caused this one. */
  readonly causes: readonly ExposedEntry[];
  /** The id at which the causes end early, because history does not hold it, or no longer. */
  readonly unknownCause?: string;
  /** What it set off, directly or through others, in the order of history. */
  readonly consequences: readonly ExposedEntry[];
}

/** An event to publish: its type and its payload, in the members that CloudEvents has for it. */
export interface ExposedDraft {
  readonly type: string;
  readonly data?: unknown;
  readonly data_base64?: string | null;
  readonly datacontenttype?: string | null;
  readonly options?: EventOptions;
  /** For a type that the bus has no definition of. */
  readonly unregistered?: Pick<EventOptions, "priority" | "topic">;
}

/** A bus as `globalThis.eventdeckBuses[name]` shows it. Everything that goes in and comes out is JSON, and redacted as history is. */
export interface ExposedBus {
  readonly name: string;
  readonly closed: boolean;
  /** The matching events in history, oldest first. */
  query(query?: string, options?: QueryOptions): readonly ExposedEntry[];
  /** Why an event came about, and what came of it. @throws BusError when history holds no event of that id */
  why(id: string): Explanation;
  /** History as a session file. */
  session(query?: string): string;
  /** Publishes an event; validated as on the bus. @throws what `emit` of the bus throws */
  emit(draft: ExposedDraft, options?: Pick<EmitOptions, "delayMs" | "conflateKey">): EventObject;
  /**
   * Resolves with the first match from now on, or, since "start", in history; with `undefined` when the bus is closed, or no longer exposed, or the wait was
   * ended under its key.
   */
  waitFor(query: string, options?: { readonly since?: "now" | "start"; readonly key?: string }): Promise<ExposedEntry | undefined>;
  endWait(key: string): void;
  /** Plays a session file, at once unless a speed is given; resolves when every handler has settled. */
  replay(session: string, options?: { readonly speed?: number | "max"; readonly maxGapMs?: number }): Promise<{ readonly emitted: number }>;
  /** Adds a session file to the history, delivering nothing. */
  import(session: string): Promise<{ readonly added: number }>;
}
