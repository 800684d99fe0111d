import type { Observable } from "rxjs";
import { type BusEvent, requireFrom, validate } from "../event/index.ts";
import { compileQuery, type HistoryEntry, type Query } from "../history/index.ts";
import { coalesced } from "./coalesced.ts";
import type { DeadLetter, DeadLetterGroup, DeadLetters, WhichDeadLetters } from "./dead-letter.ts";
import type { DeathMark, Entry, Message } from "./entry.ts";
import { QueueClosedError, QueueFullError } from "./errors.ts";
import { digitsOf } from "./keys.ts";
import { beforeClosing, type Parts } from "./parts.ts";

/** A dead letter with its event, read and taken from whoever had it. */
interface Taken {
  readonly entry: Entry;
  readonly message: Message;
}
type Marked = Entry & { readonly death: DeathMark };

/** The dead letters of one queue, which are the events of another. */
export class Redriving implements DeadLetters {
  readonly count$: Observable<number>;
  readonly #parts: Parts;
  readonly #isClosed: () => boolean;

  constructor(parts: Parts, isClosed: () => boolean) {
    this.#parts = parts;
    this.#isClosed = isClosed;
    const { watchers, entries } = parts.dead;
    this.count$ = coalesced(
      parts.core.clock,
      () => entries.size,
      (changed) => {
        watchers.add(changed);
        return () => watchers.delete(changed);
      },
    );
  }

  async list(query?: Query, { limit = 100, after }: { readonly limit?: number; readonly after?: string } = {}): Promise<readonly DeadLetter[]> {
    this.#requireOpen();
    requireFrom(1, "limit", limit);
    const selects = query === undefined ? () => true : compileQuery(query);
    const letters: DeadLetter[] = [];
    for (const entry of this.#marked()) {
      if (after !== undefined && digitsOf(entry.seq) <= after) continue;
      const message = await this.#read(entry);
      if (message?.death && selects(asEntry(entry, message.event))) {
        letters.push({ id: digitsOf(entry.seq), event: message.event, redriven: message.redriven, ...message.death });
        if (letters.length >= limit) break;
      }
    }
    return letters;
  }
  async groups(): Promise<readonly DeadLetterGroup[]> {
    this.#requireOpen();
    const groups = new Map<string, DeadLetterGroup>();
    for (const { death } of this.#marked()) {
      const { group, reason, message, deadAt } = death;
      const known = groups.get(group);
      groups.set(group, { group, reason, message, count: (known?.count ?? 0) + 1, firstAt: known?.firstAt ?? deadAt, lastAt: deadAt });
    }
    return [...groups.values()];
  }
  redrive(which: WhichDeadLetters, edit?: (event: BusEvent) => unknown): Promise<number> {
    return beforeClosing(this.#parts, this.#redrive(which, edit));
  }
  discard(which: WhichDeadLetters): Promise<number> {
    return beforeClosing(this.#parts, this.#discard(which));
  }

  async #redrive(which: WhichDeadLetters, edit: ((event: BusEvent) => unknown) | undefined): Promise<number> {
    const { dead, log, settings } = this.#parts;
    const taken = await this.#take(which, (entry) => this.#lifted(entry, edit !== undefined));
    const moves: { readonly from: Entry; readonly to: ReturnType<typeof log.insertion> }[] = [];
    try {
      const prepared = taken.map(({ entry, message }) => ({
        entry,
        event: edit ? this.#edited(message.event, edit) : message.event,
        redriven: message.redriven + 1,
      }));
      if (settings.overflow === "reject-publish" && log.entries.size + prepared.length > settings.maxLength)
        throw new QueueFullError(log.name, settings.maxLength);
      const now = this.#parts.core.clock.now();
      for (const { entry, event, redriven } of prepared) {
        const facts = {
          source: event.source,
          id: event.id,
          key: event.partitionKey,
          enqueuedAt: now,
          expiresAt: log.expiryAt(now),
          maxRetries: undefined,
          availableAt: 0,
        };
        moves.push({ from: entry, to: log.insertion({ event, redriven }, facts, true) });
      }
      await log.commit(
        moves.flatMap(({ from, to }) => [...dead.removal(from), ...to.operations]),
        settings.sync,
      );
    } catch (error) {
      for (const { to } of moves) log.abandon(to.entry);
      for (const { entry } of taken) dead.restore(entry);
      throw error;
    }
    for (const { from, to } of moves) {
      dead.remove(from);
      log.admit(to.entry);
    }
    return moves.length;
  }
  async #discard(which: WhichDeadLetters): Promise<number> {
    const { dead, settings } = this.#parts;
    const taken = await this.#take(which, (entry) => dead.load(entry, []));
    try {
      await dead.commit(
        taken.flatMap(({ entry }) => dead.removal(entry)),
        settings.sync,
      );
    } catch (error) {
      for (const { entry } of taken) dead.restore(entry);
      throw error;
    }
    for (const { entry } of taken) dead.remove(entry);
    return taken.length;
  }
  async #take(which: WhichDeadLetters, read: (entry: Entry) => Promise<Message>): Promise<readonly Taken[]> {
    this.#requireOpen();
    const { dead } = this.#parts;
    const chosen = await this.#choose(which);
    // Taken before anything more is awaited: of two redrives that race, one gets each.
    const seized = chosen.filter((entry) => dead.seize(entry));
    try {
      return await Promise.all(seized.map(async (entry) => ({ entry, message: await read(entry) })));
    } catch (error) {
      for (const entry of seized) dead.restore(entry);
      throw error;
    }
  }
  /** As its definition has it now. One that is refused can still be edited, as it is. */
  async #lifted(entry: Entry, toBeEdited: boolean): Promise<Message> {
    const { dead, core } = this.#parts;
    try {
      return await dead.load(entry, core.kinds);
    } catch (error) {
      if (toBeEdited) return dead.load(entry, []);
      throw error;
    }
  }
  async #choose(which: WhichDeadLetters): Promise<readonly Entry[]> {
    const all = [...this.#marked()];
    if ("group" in which) return all.filter(({ death }) => death.group === which.group);
    if ("ids" in which) {
      const ids = new Set(which.ids);
      return all.filter(({ seq }) => ids.has(digitsOf(seq)));
    }
    const selects = compileQuery(which.query);
    const chosen: Entry[] = [];
    for (const entry of all) {
      const message = await this.#read(entry);
      if (message && selects(asEntry(entry, message.event))) chosen.push(entry);
    }
    return chosen;
  }
  /** `undefined` when somebody has moved it meanwhile. */
  async #read(entry: Entry): Promise<Message | undefined> {
    try {
      return await this.#parts.dead.load(entry, []);
    } catch (error) {
      if (entry.state === "moving" || entry.state === "gone") return undefined;
      throw error;
    }
  }
  /** @throws EventValidationError when its definition refuses what the edit came to */
  #edited(event: BusEvent, edit: (event: BusEvent) => unknown): BusEvent {
    const { core } = this.#parts;
    const input = edit(event);
    if (typeof input === "object" && input !== null && "then" in input) throw new TypeError("edit returned a promise: return the payload itself.");
    const kind = core.kindOf.get(event.type);
    const payload = kind ? validate(kind.schema, event.type, input) : input;
    const id = core.stamper.ids.next();
    return core.stamper.adopt(
      { ...event, id, payload, causationId: event.id, version: kind?.version ?? event.version },
      { time: core.clock.now(), cause: undefined, replyTo: undefined },
    );
  }
  *#marked(): Iterable<Marked> {
    for (const entry of this.#parts.dead.entries.values()) if (isMarked(entry)) yield entry;
  }
  #requireOpen(): void {
    if (this.#isClosed()) throw new QueueClosedError(this.#parts.name);
  }
}

function isMarked(entry: Entry): entry is Marked {
  return entry.death !== undefined;
}
/** What a query is asked about: an event that its handlers have failed. */
function asEntry({ seq, enqueuedAt }: Entry, event: BusEvent): HistoryEntry {
  return { position: seq, event, recordedAt: enqueuedAt, outcome: { handlers: 1, failed: 1, skipped: 0, pending: 0 } };
}
