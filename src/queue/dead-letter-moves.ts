import { type BusEvent, validate } from "../event/index.ts";
import type { EditedRedrive, WhichDeadLetters } from "./dead-letter.ts";
import { redrivenNotice } from "./redriven-notice.ts";
import { chooseLetters, readAll, readAtOnce, type ReadEvent, requireRead } from "./dead-letter-reading.ts";
import { EditedRedrives, type Replacement } from "./edited-redrives.ts";
import type { Entry, Message } from "./entry.ts";
import { QueueFullError } from "./errors.ts";
import { givingWay } from "./giving-way.ts";
import { digitsOf } from "./keys.ts";
import { type Parts, reportFailure } from "./parts.ts";

/** A dead letter, and what is put back for it. */
interface Prepared {
  readonly from: Entry;
  readonly original: BusEvent;
  readonly event: BusEvent;
  readonly redriven: number;
}
/** Letters of one batch: one large one would hold the host up while it is written. */
const moveAtOnce = 500;

/** What is done with dead letters: apart from the queue itself, since an application does without it until somebody looks at them. */
export class DeadLetterMoves {
  readonly #parts: Parts;
  readonly #edits: EditedRedrives;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#edits = EditedRedrives.of(parts.log);
  }

  async edited(eventId: string): Promise<readonly EditedRedrive[]> {
    const { log, dead } = this.#parts;
    const pairs = await this.#edits.around(eventId);
    const made = new Set(pairs.map(({ to }) => to));
    const queued = new Set<string>();
    const letters = new Map<string, string>();
    // No index of ids is kept for what is asked so seldom.
    for (const { id } of pairs.length > 0 ? log.entries.values() : []) if (made.has(id)) queued.add(id);
    for (const { id, seq } of pairs.length > 0 ? dead.entries.values() : []) if (made.has(id)) letters.set(id, digitsOf(seq));
    return pairs.map((pair) => {
      const letter = letters.get(pair.to);
      return letter === undefined ? { ...pair, state: queued.has(pair.to) ? "queued" : "gone" } : { ...pair, state: "dead", letter };
    });
  }

  redrive(which: WhichDeadLetters, edit: ((event: BusEvent) => unknown) | undefined): Promise<number> {
    const { log, settings } = this.#parts;
    const prepare = async (taken: readonly Entry[]): Promise<readonly Prepared[]> => {
      const prepared = await this.#prepare(taken, edit);
      if (settings.overflow === "reject-publish" && log.entries.size + prepared.length > settings.maxLength)
        throw new QueueFullError(log.name, settings.maxLength);
      return prepared;
    };
    return this.#move(which, prepare, (some) => this.#putBack(some));
  }
  /** Reads and checks all of them, before any is moved. */
  async #prepare(taken: readonly Entry[], edit: ((event: BusEvent) => unknown) | undefined): Promise<readonly Prepared[]> {
    const { dead } = this.#parts;
    const prepared: Prepared[] = [];
    const giveWay = givingWay();
    for (let from = 0; from < taken.length; from += readAtOnce) {
      const some = taken.slice(from, from + readAtOnce);
      const reads = await readAll(dead, some);
      for (const entry of some) {
        const { event, redriven } = this.#lifted(requireRead(reads.get(entry)), edit !== undefined);
        prepared.push({ from: entry, original: event, event: edit ? this.#edited(event, edit) : event, redriven: redriven + 1 });
        await giveWay();
      }
    }
    return prepared;
  }
  /** In one batch: all of them or none. */
  async #putBack(prepared: readonly Prepared[]): Promise<void> {
    const { dead, log, settings, core } = this.#parts;
    const now = core.clock.now();
    const pairs = prepared
      .filter(({ original, event }) => event !== original)
      .map(({ original, event }): Replacement => ({ from: original.id, to: event.id, at: now }));
    const moves: { readonly from: Entry; readonly to: ReturnType<typeof log.insertion> }[] = [];
    try {
      const known = await this.#edits.add(pairs);
      for (const { from, event, redriven } of prepared)
        moves.push({ from, to: log.insertion({ event, redriven }, this.#entering(event, now), !log.remembers(event)) });
      await log.commit([...moves.flatMap(({ from, to }) => [...dead.removal(from), ...to.operations]), ...known], settings.sync);
    } catch (error) {
      for (const { to } of moves) log.abandon(to.entry);
      this.#edits.drop(pairs);
      throw error;
    }
    for (const { from, to } of moves) {
      dead.remove(from);
      log.admit(to.entry);
    }
    for (const { original, event } of prepared) if (event !== original) this.#notify(original, event);
  }
  #entering({ source, id, partitionKey: key }: BusEvent, now: number) {
    return { source, id, key, enqueuedAt: now, expiresAt: this.#parts.log.expiryAt(now), maxRetries: undefined, availableAt: 0 };
  }
  #notify(original: BusEvent, event: BusEvent): void {
    const { bus, name } = this.#parts;
    const notice = redrivenNotice(name, original, event);
    if (!notice || bus.closed) return;
    try {
      bus.emit(notice);
    } catch (error) {
      reportFailure(this.#parts, event, error);
    }
  }
  discard(which: WhichDeadLetters): Promise<number> {
    const { dead, settings } = this.#parts;
    const remove = async (some: readonly Entry[]): Promise<void> => {
      await dead.commit(
        some.flatMap((entry) => dead.removal(entry)),
        settings.sync,
      );
      for (const entry of some) dead.remove(entry);
    };
    return this.#move(which, (taken) => taken, remove);
  }
  /** Batch by batch; those that a failure leaves behind stay dead letters. Returns how many were moved. */
  async #move<Item>(
    which: WhichDeadLetters,
    prepare: (taken: readonly Entry[]) => readonly Item[] | Promise<readonly Item[]>,
    moveSome: (some: readonly Item[]) => Promise<void>,
  ): Promise<number> {
    const taken = await this.#take(which);
    let moved = 0;
    try {
      const items = await prepare(taken);
      const giveWay = givingWay();
      while (moved < items.length) {
        const some = items.slice(moved, moved + moveAtOnce);
        await moveSome(some);
        moved += some.length;
        if (moved < items.length) await giveWay();
      }
    } catch (error) {
      for (const entry of taken.slice(moved)) this.#parts.dead.restore(entry);
      throw error;
    }
    return moved;
  }
  async #take(which: WhichDeadLetters): Promise<readonly Entry[]> {
    const { dead } = this.#parts;
    const chosen = await chooseLetters(dead, which);
    // Taken before anything more is awaited: of two redrives that race, one gets each.
    return chosen.filter((entry) => dead.seize(entry));
  }
  /** As its definition has it now. One that is refused can still be edited, as it is. */
  #lifted(read: ReadEvent, toBeEdited: boolean): Message {
    try {
      return read(this.#parts.core.kinds);
    } catch (error) {
      if (toBeEdited) return read([]);
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
}
