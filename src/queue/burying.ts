import { BusError, EventValidationError, SessionFormatError } from "../event/index.ts";
import type { StoreOperation } from "../store/index.ts";
import { type Death, deathOf, type DeadLetterReason, messageOf } from "./dead-letter.ts";
import { deadLetterNotice } from "./dead-letter-notice.ts";
import type { Entry, Message } from "./entry.ts";
import { inBackground, type Parts, reportFailure, storeFailureWaitMs } from "./parts.ts";

/** A change of several logs: written in one batch, then made. */
export interface Move {
  readonly operations: readonly StoreOperation[];
  apply(): void;
}
/** Failures of a store that pass: everything else about a record that cannot be read is there to stay. */
const passing = ["ERR_STORE_FAILED", "ERR_STORE_CLOSED", "ERR_STORE_FULL", "ERR_STORE_LOCKED"];

/** Gives events up: into the dead letters, or, where a queue keeps none, for good. */
export class Burying {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Out of the queue and into its dead letters, in one batch. */
  move(entry: Entry, message: Message, reason: DeadLetterReason, error: unknown): Move {
    const { name, core, log, dead, settings, tally } = this.#parts;
    const now = core.clock.now();
    const death = deathOf(name, reason, error, { attempts: entry.attempts, firstFailedAt: entry.firstFailedAt ?? now, deadAt: now });
    const removal = log.removal(entry);
    const leave = () => {
      log.remove(entry);
      if (reason === "expired") tally.expired++;
    };
    if (!settings.deadLetter) {
      return {
        operations: removal,
        apply: () => {
          leave();
          tally.dropped++;
          // Dropping what is too old or too much is what was asked for; a failure that nobody put aside has to be heard.
          if (reason !== "expired" && reason !== "max-length") reportFailure(this.#parts, message.event, error);
          this.#notify(message, death);
        },
      };
    }
    const mark = { group: death.group, reason, deadAt: now, message: messageOf(death) };
    const { source, id, key } = entry;
    const facts = { source, id, key, enqueuedAt: now, expiresAt: dead.expiryAt(now), maxRetries: undefined, availableAt: 0, death: mark };
    const insertion = dead.insertion({ event: message.event, redriven: message.redriven, death }, facts, false);
    return {
      operations: [...removal, ...insertion.operations],
      apply: () => {
        leave();
        dead.admit(insertion.entry);
        this.#notify(message, death);
      },
    };
  }

  /** Of an entry that waits, or could not be handed out. */
  giveUp(entry: Entry, reason: DeadLetterReason, error?: unknown): void {
    this.#parts.waiting.begin(entry);
    if (entry.message && this.#parts.log.removal(entry).length === 0) return this.move(entry, entry.message, reason, error).apply();
    inBackground(this.#parts, entry.message?.event, this.#giveUp(entry, reason, error));
  }
  async #giveUp(entry: Entry, reason: DeadLetterReason, error: unknown): Promise<void> {
    const { log, waiting, settings, tally, core } = this.#parts;
    try {
      const message = await this.#readAsWritten(entry);
      const move = message
        ? this.move(entry, message, reason, error)
        : {
            operations: log.removal(entry),
            apply: () => {
              log.remove(entry);
              tally.dropped++;
            },
          };
      await log.commit(move.operations, settings.sync);
      move.apply();
    } catch (failure) {
      // Not at once: what makes a store fail takes a while to pass.
      entry.availableAt = core.clock.now() + storeFailureWaitMs;
      waiting.restore(entry);
      throw failure;
    }
  }

  /** Reads an event to hand it out. `undefined` when it was given up, because its definition refuses it or nothing can read it. @throws what a store rejects with that may pass */
  async read(entry: Entry): Promise<Message | undefined> {
    const { log, core } = this.#parts;
    if (entry.message) return entry.message;
    try {
      return await log.load(entry, core.kinds);
    } catch (error) {
      if (isPassing(error)) throw error;
      this.giveUp(entry, "invalid", error);
      return undefined;
    }
  }
  /** As it is, without asking its definition. `undefined`, and reported, when there is nothing to be read. */
  async #readAsWritten(entry: Entry): Promise<Message | undefined> {
    try {
      return await this.#parts.log.load(entry, []);
    } catch (error) {
      if (isPassing(error)) throw error;
      reportFailure(this.#parts, undefined, error);
      return undefined;
    }
  }
  #notify({ event }: Message, death: Death): void {
    const { bus } = this.#parts;
    const notice = deadLetterNotice(event, death);
    if (!notice || bus.closed) return;
    try {
      bus.emit(notice);
    } catch (error) {
      reportFailure(this.#parts, event, error);
    }
  }
}

function isPassing(error: unknown): boolean {
  if (error instanceof EventValidationError || error instanceof SessionFormatError) return false;
  return error instanceof BusError && passing.includes(error.code);
}
