import type { Observable } from "rxjs";
import { type BusEvent, requireFrom } from "../event/index.ts";
import type { Query } from "../history/index.ts";
import { coalesced } from "./coalesced.ts";
import type { DeadLetter, DeadLetterGroup, DeadLetterPage, DeadLetters, EditedRedrive, WhichDeadLetters } from "./dead-letter.ts";
import { QueueClosedError } from "./errors.ts";
import { beforeClosing, type Parts } from "./parts.ts";

/** The dead letters of one queue, which are the events of another. What reads and moves them is loaded with the first that is asked for. */
export class Redriving implements DeadLetters {
  readonly count$: Observable<number>;
  readonly #parts: Parts;
  readonly #isClosed: () => boolean;
  #loading: ReturnType<typeof load> | undefined;

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

  async list(query?: Query, page: DeadLetterPage = {}): Promise<readonly DeadLetter[]> {
    requireFrom(1, "limit", page.limit);
    const { listLetters } = await this.#loaded();
    return listLetters(this.#parts.dead, query, page);
  }
  async ids(page: DeadLetterPage = {}): Promise<readonly string[]> {
    requireFrom(1, "limit", page.limit);
    const { idsOf } = await this.#loaded();
    return idsOf(this.#parts.dead, page);
  }
  async get(id: string): Promise<DeadLetter | undefined> {
    const { oneLetter } = await this.#loaded();
    return oneLetter(this.#parts.dead, id);
  }
  async groups(): Promise<readonly DeadLetterGroup[]> {
    const { groupsOf } = await this.#loaded();
    return groupsOf(this.#parts.dead);
  }
  redrive(which: WhichDeadLetters, edit?: (event: BusEvent) => unknown): Promise<number> {
    const moved = this.#loaded().then(({ DeadLetterMoves }) => new DeadLetterMoves(this.#parts).redrive(which, edit));
    return beforeClosing(this.#parts, moved);
  }
  discard(which: WhichDeadLetters): Promise<number> {
    const moved = this.#loaded().then(({ DeadLetterMoves }) => new DeadLetterMoves(this.#parts).discard(which));
    return beforeClosing(this.#parts, moved);
  }
  async edited(eventId: string): Promise<readonly EditedRedrive[]> {
    const { DeadLetterMoves } = await this.#loaded();
    return new DeadLetterMoves(this.#parts).edited(eventId);
  }

  /** One that could not be loaded is tried again by the next. */
  async #loaded(): ReturnType<typeof load> {
    if (this.#isClosed()) throw new QueueClosedError(this.#parts.name);
    try {
      return await (this.#loading ??= load());
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
  }
}

function load() {
  return import("./dead-letter-work.ts");
}
