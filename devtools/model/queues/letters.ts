import type { DeadLetterGroup } from "eventdeck/queue";
import { Store, type LetterChoice, type LetterKey, type LetterPage, type LetterRow, type LetterShown, type Readable, type Target } from "../../target/index.ts";
import { Held } from "../list/held.ts";
import { errorText } from "../value/error-text.ts";
import { LetterEdit } from "./letter-edit.ts";
import { LetterMoves } from "./letter-moves.ts";

/** What is known of a letter before it is read. */
export type OpenedRow = Pick<LetterRow, "id" | "eventId" | "type">;

/** One letter that was opened. */
export type OpenedLetter = { readonly row: OpenedRow } & (
  | { readonly status: "loading" }
  | { readonly status: "gone" }
  | { readonly status: "failed"; readonly message: string }
  | { readonly status: "ready"; readonly letter: Held<LetterShown> }
);

export interface LettersState {
  /** `false` until the first answer. */
  readonly loaded: boolean;
  /** Letters are being read; of a rare match that may take a while. */
  readonly looking: boolean;
  readonly groups: readonly DeadLetterGroup[];
  readonly choice: LetterChoice;
  /** Oldest first; at most 2,000, those after them are told of by `more`. */
  readonly rows: readonly LetterRow[];
  readonly more: boolean;
  readonly opened: OpenedLetter | undefined;
  /** Why there is nothing newer to see, such as a mistake in the filter. */
  readonly mistake?: string;
}

export const mostLetters = 2_000;

/** The dead letters of one queue: their groups, those of the chosen group that the filter matches, and the one that is opened. */
export class LettersModel implements Readable<LettersState> {
  readonly queue: string;
  readonly moves: LetterMoves;
  readonly edit: LetterEdit;
  readonly #target: Target;
  readonly #store = new Store<LettersState>({ loaded: false, looking: false, groups: [], choice: {}, rows: [], more: false, opened: undefined });
  /** The newest reading; older answers are about another choice. */
  #reading = 0;
  #opening = 0;
  #next: string | undefined;

  /** @param changed - called when letters have been moved */
  constructor(target: Target, queue: string, changed: () => void) {
    this.#target = target;
    this.queue = queue;
    const moved = async (): Promise<void> => {
      changed();
      await this.refresh();
    };
    this.moves = new LetterMoves(target, queue, moved);
    this.edit = new LetterEdit(target, queue, this.moves);
  }

  get state(): LettersState {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** Reads again when the groups are others than they were; what they tell is cheap to ask, and a letter that has died anew changes no number. @param dead how many there are */
  async follow(dead: number): Promise<void> {
    const { loaded, looking, groups } = this.state;
    // One that takes long would begin anew each time, and never come to an end.
    if (looking || (loaded && dead === 0 && groups.length === 0)) return;
    const now = await this.#target.queues.groups(this.queue);
    if (!loaded || !areEqual(now, groups)) await this.refresh();
  }

  /** Those of one group; of all without one. */
  async chooseGroup(group: string | undefined): Promise<void> {
    await this.#choose({ ...this.state.choice, group });
  }

  /** @param filter in the language of the list of events */
  async filter(filter: string): Promise<void> {
    await this.#choose({ ...this.state.choice, filter });
  }

  /** Reads as many rows as are shown once more, and the groups. */
  async refresh(): Promise<void> {
    await this.#readRows(Math.max(1, this.state.rows.length));
    const { opened } = this.state;
    if (opened?.status === "ready") await this.#check(opened);
  }

  /** Reads the page that comes after so many rows; nothing when those are not what is shown. */
  async loadMore(after: number): Promise<void> {
    const { rows, choice } = this.state;
    if (this.#next === undefined || rows.length !== after || after >= mostLetters) return;
    const reading = this.#begin();
    await this.#guard(reading, async () => {
      const page = await this.#pages(reading, choice, 1, this.#next);
      return () => this.#show([...rows, ...page.rows], page.next);
    });
  }

  /** Opens a letter that stands in no row that is shown. */
  async openKey(key: LetterKey): Promise<void> {
    await this.open({ ...key, type: "" });
  }

  /** Opens a letter: this one, whatever was asked for before and comes later. */
  async open(row: OpenedRow | undefined): Promise<void> {
    const asked = (this.#opening += 1);
    this.#patch({ opened: row && { row, status: "loading" } });
    if (!row) return;
    const opened = await this.#load(row);
    if (asked === this.#opening) this.#patch({ opened });
  }

  async #choose(choice: LetterChoice): Promise<void> {
    this.#patch({ choice });
    await this.#readRows(1);
  }

  async #readRows(least: number): Promise<void> {
    const reading = this.#begin();
    const { choice } = this.state;
    await this.#guard(reading, async () => {
      const groups = await this.#target.queues.groups(this.queue);
      // Also when the filter has a mistake.
      if (reading === this.#reading) this.#patch({ groups });
      const { rows, next } = await this.#pages(reading, choice, least);
      return () => this.#show(rows, next);
    });
  }

  #begin(): number {
    if (!this.state.looking) this.#patch({ looking: true });
    return (this.#reading += 1);
  }

  /** As many pages as hold so many rows: in one of them there may be none that is meant. Ends early when something else is read by then. */
  async #pages(reading: number, choice: LetterChoice, least: number, from?: string): Promise<LetterPage> {
    const rows: LetterRow[] = [];
    let next = from;
    do {
      const page = await this.#target.queues.letters(this.queue, choice, next);
      rows.push(...page.rows);
      next = page.next;
    } while (reading === this.#reading && next !== undefined && rows.length < Math.min(least, mostLetters));
    return { rows, next };
  }

  /** Shows what was read, unless something else is read by then. */
  async #guard(reading: number, read: () => Promise<() => void>): Promise<void> {
    try {
      const show = await read();
      if (reading === this.#reading) show();
    } catch (error) {
      if (reading === this.#reading) this.#patch({ loaded: true, looking: false, mistake: errorText(error) });
    }
  }

  #show(rows: readonly LetterRow[], next: string | undefined): void {
    this.#next = next;
    this.#patch({ loaded: true, looking: false, rows, more: next !== undefined, mistake: undefined });
  }

  /** Says so when the opened one has gone. */
  async #check({ row }: OpenedLetter): Promise<void> {
    const asked = this.#opening;
    const opened = await this.#load(row);
    if (asked === this.#opening && opened.status === "gone") this.#patch({ opened });
  }

  async #load(row: OpenedRow): Promise<OpenedLetter> {
    try {
      const letter = await this.#target.queues.letter(this.queue, { id: row.id, eventId: row.eventId });
      return letter ? { row: { ...row, type: letter.event.type }, status: "ready", letter: new Held(letter) } : { row, status: "gone" };
    } catch (error) {
      return { row, status: "failed", message: errorText(error) };
    }
  }

  #patch(change: Partial<LettersState>): void {
    this.#store.set({ ...this.state, ...change });
  }
}

function areEqual(some: readonly DeadLetterGroup[], others: readonly DeadLetterGroup[]): boolean {
  if (some.length !== others.length) return false;
  return some.every(({ group, count, firstAt, lastAt }, nth) => {
    const other = others[nth];
    return other?.group === group && other.count === count && other.firstAt === firstAt && other.lastAt === lastAt;
  });
}
