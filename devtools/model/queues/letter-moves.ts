import { Store, type LetterChoice, type LettersMoved, type Readable, type Target } from "../../target/index.ts";
import { errorText } from "../value/error-text.ts";

export type MoveKind = "redrive" | "discard";

/** What is to be moved: one letter, or all that are meant. */
export type MoveWhich = { readonly id: string } | { readonly choice: LetterChoice };

/** The event of a single letter, for links to what came of it. */
export interface MovedEvent {
  readonly id: string;
  readonly correlationId: string;
}

/** Letters that are about to be discarded: these, and no others. */
export interface MoveAsked {
  readonly ids: readonly string[];
  readonly more: boolean;
}

export interface MoveResult {
  readonly kind: MoveKind;
  readonly total: number;
  readonly moved: number;
  /** Why some stayed, each reason once, at most 5 with the most first; `others` counts the rest. */
  readonly refused: readonly { readonly why: string; readonly count: number }[];
  readonly others: number;
  /** Were moved by somebody else before. */
  readonly gone: number;
  /** Not come to, since it was stopped or ended by a mistake. */
  readonly left: number;
  /** There were more than are moved by one press. */
  readonly more: boolean;
  readonly mistake?: string;
  /** Of a single one. */
  readonly event?: MovedEvent;
  readonly edited?: boolean;
}

export interface MoveRunning {
  readonly kind: MoveKind;
  readonly done: number;
  /** Absent until it is known which letters are meant. */
  readonly total: number | undefined;
  /** Until then: those that were found. */
  readonly found: number;
}

export interface MovesState {
  readonly running: MoveRunning | undefined;
  readonly asked: MoveAsked | undefined;
  readonly result: MoveResult | undefined;
}

/** Letters that go at once, so that a stop is heard soon and progress is seen. */
const atOnce = 50;
/** By one press, so that their ids take no more than a few megabytes. */
const mostMoved = 100_000;
const mostReasons = 5;

/** Redrives and discards letters of one queue, one such work at a time: a second press while it runs does nothing. */
export class LetterMoves implements Readable<MovesState> {
  readonly #target: Target;
  readonly #queue: string;
  readonly #moved: () => Promise<void>;
  readonly #store = new Store<MovesState>({ running: undefined, asked: undefined, result: undefined });
  #stopped = false;

  constructor(target: Target, queue: string, moved: () => Promise<void>) {
    this.#target = target;
    this.#queue = queue;
    this.#moved = moved;
  }

  get state(): MovesState {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** Puts letters back into their queue as they are. @param event - of a single one */
  async redrive(which: MoveWhich, event?: MovedEvent): Promise<void> {
    if (!this.#begin("redrive", "id" in which)) return;
    await this.#run("redrive", () => this.#idsOf("redrive", which), event);
  }

  /** Finds out what would be discarded, and asks. */
  async askToDiscard(which: MoveWhich): Promise<void> {
    if (!this.#begin("discard", "id" in which)) return;
    try {
      const asked = await this.#idsOf("discard", which);
      if (this.#stopped) this.#end("discard", this.#sum(asked.ids.length, [], asked.ids.length));
      else this.#store.set({ running: undefined, asked, result: undefined });
    } catch (error) {
      this.#end("discard", { ...nothing, mistake: errorText(error) });
    }
  }

  /** Discards what was asked about, or does not. */
  async answer(yes: boolean): Promise<void> {
    const { asked, running } = this.state;
    if (!asked || running) return;
    if (!yes) return this.#store.set({ ...this.state, asked: undefined });
    this.#begin("discard", asked.ids.length === 1);
    await this.#run("discard", async () => asked);
  }

  /** Ends what runs after the letters that are under way. */
  stop(): void {
    this.#stopped = true;
  }

  /** Does one piece of work that another part has, with its result told here. */
  async single(event: MovedEvent, move: () => Promise<LettersMoved>): Promise<LettersMoved | undefined> {
    if (!this.#begin("redrive", true)) return undefined;
    try {
      const moved = await move();
      this.#end("redrive", { ...this.#sum(1, [moved], 0), edited: true, event });
      await this.#moved();
      return moved;
    } catch (error) {
      this.#store.set({ running: undefined, asked: undefined, result: undefined });
      throw error;
    }
  }

  /** Puts the result away. */
  dismiss(): void {
    this.#store.set({ ...this.state, result: undefined });
  }

  #begin(kind: MoveKind, single: boolean): boolean {
    if (this.state.running) return false;
    this.#stopped = false;
    this.#store.set({ running: { kind, done: 0, total: single ? 1 : undefined, found: 0 }, asked: undefined, result: undefined });
    return true;
  }

  /** Those that are there when it is pressed; what dies meanwhile comes after them, and what it says of how many it has found is seen. */
  async #idsOf(kind: MoveKind, which: MoveWhich): Promise<MoveAsked> {
    if ("id" in which) return { ids: [which.id], more: false };
    const ids: string[] = [];
    let next: string | undefined;
    do {
      const page = await this.#target.queues.ids(this.#queue, which.choice, next);
      for (const id of page.ids) ids.push(id);
      next = page.next;
      this.#store.set({ ...this.state, running: { kind, done: 0, total: undefined, found: ids.length } });
    } while (next !== undefined && ids.length < mostMoved && !this.#stopped);
    return { ids: ids.slice(0, mostMoved), more: next !== undefined };
  }

  async #run(kind: MoveKind, which: () => Promise<MoveAsked>, event?: MovedEvent): Promise<void> {
    let asked: MoveAsked = { ids: [], more: false };
    const parts: LettersMoved[] = [];
    let done = 0;
    let mistake: string | undefined;
    try {
      asked = await which();
      const { ids } = asked;
      for (; done < ids.length && !this.#stopped; done += atOnce) {
        this.#store.set({ ...this.state, running: { kind, done, total: ids.length, found: ids.length } });
        parts.push(await this.#target.queues[kind](this.#queue, ids.slice(done, done + atOnce)));
      }
    } catch (error) {
      mistake = errorText(error);
    }
    const { ids, more } = asked;
    this.#end(kind, { ...this.#sum(ids.length, parts, Math.max(0, ids.length - done)), more, mistake, event });
    await this.#moved();
  }

  #sum(total: number, parts: readonly LettersMoved[], left: number): Omit<MoveResult, "kind"> {
    const moved = parts.reduce((sum, part) => sum + part.moved, 0);
    const counts = new Map<string, number>();
    for (const { why } of parts.flatMap(({ refused }) => refused)) counts.set(why, (counts.get(why) ?? 0) + 1);
    const reasons = [...counts].map(([why, count]) => ({ why, count })).toSorted((a, b) => b.count - a.count);
    const stayed = reasons.reduce((sum, { count }) => sum + count, 0);
    const refused = reasons.slice(0, mostReasons);
    const others = stayed - refused.reduce((sum, { count }) => sum + count, 0);
    return { total, moved, refused, others, left, gone: total - moved - stayed - left, more: false };
  }

  #end(kind: MoveKind, result: Omit<MoveResult, "kind">): void {
    this.#store.set({ running: undefined, asked: undefined, result: { kind, ...result } });
  }
}

const nothing = { total: 0, moved: 0, refused: [], others: 0, gone: 0, left: 0, more: false };
