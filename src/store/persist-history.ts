import { type Bus, coreOf, type HealthReport } from "../bus/index.ts";
import { requirePositive, requireText } from "../event/index.ts";
import { compileSelector, type Known, type Selector } from "../routing/index.ts";
import { HistoryTap } from "./history-tap.ts";
import { HistoryWriter } from "./history-writer.ts";
import { loadHistory } from "./load-history.ts";
import { persistenceHealth } from "./persistence-health.ts";
import type { HistoryStore } from "./store.ts";
import { StreamBounds } from "./stream-bounds.ts";

export interface PersistHistoryOptions {
  /** Name of the stream. Tabs that share a store and a stream share a history. @default "history" */
  readonly stream?: string;
  /** Only these are stored. @default all */
  readonly keep?: Selector;
  /** Newest events that stay stored, give or take a tenth. @default Infinity */
  readonly maxEvents?: number;
  /** Older events are removed from the store by and by, and not loaded. @default Infinity */
  readonly maxAgeMs?: number;
  /**
   * Events in memory that wait to be written, while the store is slow or fails; past it, or past the `maxBytes` of the history, the oldest is dropped and counted.
   *
   * @default 100_000
   */
  readonly maxWaiting?: number;
}

export interface HistoryPersistence extends AsyncDisposable {
  readonly stats: {
    readonly stored: number;
    readonly waiting: number;
    /** Never stored: past `maxWaiting`, or without a CloudEvents form. */
    readonly dropped: number;
  };
  /**
   * Puts stored events back into history without delivering them, oldest first, as many of the newest as there is room for. Those that history holds already are
   * left out. Best called before the first `emit`: what comes in stands behind what is there.
   *
   * @returns how many were added, how many could not be read, and why the first of these
   * @throws StoreClosedError, StoreFailedError
   */
  load(): Promise<{ readonly added: number; readonly skipped: number; readonly error?: unknown }>;
  /** Waits until the disk has all that was recorded so far. @throws what the store threw; the events go on waiting */
  flush(): Promise<void>;
  /** Flushes and ends; the store stays open. @throws what the store threw; what waited is dropped then */
  close(): Promise<void>;
  /** Whether the store takes what it is given, how much waits, and what was dropped. */
  health(): HealthReport;
}

/**
 * Appends what a bus records from now on to a stream of an open store, as history holds it: redacted. What was read from a session file is not stored again.
 *
 * Emitting pays nothing for it: events are taken from history in a later task, or before they leave it, and written in batches by a later task, each on the disk before the next. While the
 * store fails, it is tried again every 1 to 30 s; the first failure of a row is reported as a handler's is, by "persistHistory".
 *
 * @example
 * const persistence = persistHistory(bus, store, { keep: "order.#", maxEvents: 100_000 });
 * await persistence.load();
 *
 * @throws TypeError when the bus keeps no history
 */
export function persistHistory<K extends Known>(bus: Bus<K>, store: HistoryStore, options: PersistHistoryOptions = {}): HistoryPersistence {
  const { stream = "history", keep, maxEvents = Infinity, maxAgeMs = Infinity, maxWaiting = 100_000 } = options;
  const core = coreOf(bus);
  const { limits } = core.history;
  if (!limits) throw new TypeError("The bus keeps no history to store: make it without history: false.");
  requireText("stream", stream);
  for (const [place, bound] of Object.entries({ maxEvents, maxAgeMs, maxWaiting })) requirePositive(place, bound);

  const bounds = new StreamBounds(store, stream, { maxEvents, maxAgeMs }, core.clock);
  const pull = (): void => tap.take();
  const writer = new HistoryWriter(core, store, stream, bounds, { maxWaiting, maxWaitingBytes: limits.maxBytes }, pull);
  const tap = new HistoryTap(core.history, keep === undefined ? undefined : compileSelector(keep), writer);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closing ??= writer.flush().finally(() => {
      tap.close();
      writer.close();
    }));
  return {
    get stats() {
      pull();
      return writer.stats;
    },
    load: () => loadHistory(core, store, stream, { maxEvents, maxAgeMs }),
    flush: () => writer.flush(),
    close,
    health: () => {
      pull();
      return persistenceHealth(writer, maxWaiting);
    },
    [Symbol.asyncDispose]: close,
  };
}
