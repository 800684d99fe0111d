import type { BusEvent, EventDraft } from "../event/index.ts";
import type { Burying } from "./burying.ts";
import type { Entry } from "./entry.ts";
import { QueueFullError } from "./errors.ts";
import type { Parts } from "./parts.ts";
import type { EnqueueOptions } from "./queue.ts";

/** Lets events into a queue. */
export class Arrivals {
  readonly #parts: Parts;
  readonly #burying: Burying;
  /** Those that the store does not have yet. */
  readonly #arriving = new Map<Entry, Promise<void>>();
  readonly #byId = new Map<string, Promise<void>>();

  constructor(parts: Parts, burying: Burying) {
    this.#parts = parts;
    this.#burying = burying;
  }

  get size(): number {
    return this.#arriving.size;
  }
  /** Resolves when all that were on their way have arrived, or have not. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#arriving.values());
  }
  /** An event from a draft, stamped as the bus stamps those that it publishes. @throws EventValidationError, TypeError */
  make(input: EventDraft | BusEvent): BusEvent {
    const { core } = this.#parts;
    const context = { time: core.clock.now(), cause: core.cause?.round.event, replyTo: undefined };
    if ("input" in input) return core.stamper.stamp(input, input.definition ?? core.kindOf.get(input.type), context);
    return core.stamper.adopt(input, context);
  }

  /** Resolves when the store has it, also when it was there already. @throws QueueFullError, and what the store rejects with */
  enter(event: BusEvent, { delayMs = 0, maxRetries }: EnqueueOptions): Promise<void> | void {
    const { log, waiting, settings, core } = this.#parts;
    const { source, id } = event;
    if (log.remembers(event)) return this.#byId.get(identityOf(event));
    if (settings.overflow === "reject-publish" && waiting.ready + waiting.delayed + this.size >= settings.maxLength)
      throw new QueueFullError(log.name, settings.maxLength);
    const now = core.clock.now();
    const facts = {
      source,
      id,
      key: event.partitionKey,
      enqueuedAt: now,
      expiresAt: log.expiryAt(now, event.expiresAt),
      maxRetries,
      availableAt: delayMs > 0 ? now + delayMs : 0,
    };
    const { entry, operations } = log.insertion({ event, redriven: 0 }, facts, true);
    if (operations.length === 0) return this.#admit(entry);
    const arriving = this.#arrive(entry, log.commit(operations, settings.sync));
    this.#arriving.set(entry, arriving);
    this.#byId.set(identityOf(event), arriving);
    return arriving;
  }

  async #arrive(entry: Entry, written: Promise<void>): Promise<void> {
    try {
      await written;
    } catch (error) {
      this.#parts.log.abandon(entry);
      throw error;
    } finally {
      this.#arriving.delete(entry);
      this.#byId.delete(identityOf(entry));
    }
    this.#admit(entry);
  }
  #admit(entry: Entry): void {
    const { log, settings, tally } = this.#parts;
    tally.published++;
    log.admit(entry);
    if (settings.overflow === "drop-head") this.#dropHead();
  }
  #dropHead(): void {
    const { waiting, settings } = this.#parts;
    while (waiting.ready + waiting.delayed > settings.maxLength) {
      const oldest = waiting.index.after(-1) ?? this.#oldestThatWaits();
      if (!oldest) return;
      this.#burying.giveUp(oldest, "max-length");
    }
  }
  /** When none is ready: one that is delayed, or behind another of its key. */
  #oldestThatWaits(): Entry | undefined {
    for (const entry of this.#parts.log.entries.values()) if (entry.state === "delayed" || entry.state === "held") return entry;
    return undefined;
  }
}

function identityOf({ source, id }: Pick<BusEvent, "source" | "id">): string {
  return `${source}\0${id}`;
}
