import type { QueueInfo } from "eventdeck/queue";
import { type LetterKey, Store, type Readable, type Target } from "../../target/index.ts";
import { deckPart } from "../deck-part.ts";
import type { PaceOptions } from "../pace.ts";
import { Inquiry } from "../watching/inquiry.ts";
import { errorText } from "../value/error-text.ts";
import { type DepthSample, QueueDepths } from "./depth.ts";
import { LettersModel } from "./letters.ts";
import { type QueueColumn, type QueueSort, sortQueues } from "./queue-lines.ts";

export interface QueuesState {
  /** `false` until the first answer. */
  readonly loaded: boolean;
  readonly queues: readonly QueueInfo[];
  readonly sort: QueueSort;
  /** The queue that is looked at: the first one until another is chosen. */
  readonly chosen: QueueInfo | undefined;
  /** Of the chosen queue, while somebody looked. */
  readonly depth: readonly DepthSample[];
  /** What the last thing that was done has come to, where nothing else shows it. */
  readonly said?: string;
  /** Why the last question was not answered. */
  readonly mistake?: string;
}

/** Depths change with every event; nobody reads them faster than that. */
const refreshMs = 500;

/** The queues of a bus. It asks only while somebody looks, twice a second. */
class QueuesModel implements Readable<QueuesState> {
  readonly #target: Target;
  readonly #inquiry: Inquiry;
  readonly #depths = new QueueDepths();
  readonly #letters = new Map<string, LettersModel>();
  readonly #store = new Store<QueuesState>({ loaded: false, queues: [], sort: { column: "name", descending: false }, chosen: undefined, depth: [] });
  #wanted: string | undefined;
  #purging = false;

  constructor(target: Target, options?: PaceOptions) {
    this.#target = target;
    this.#inquiry = new Inquiry({ everyMs: () => refreshMs, ask: (now) => this.#ask(now) }, options);
  }

  get state(): QueuesState {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** Asks for as long as somebody looks; returns what ends that. */
  connect(): () => void {
    return this.#inquiry.connect();
  }

  /** The dead letters of a queue, with what is under way there. */
  letters(name: string): LettersModel {
    const known = this.#letters.get(name);
    if (known) return known;
    const letters = new LettersModel(this.#target, name, () => this.#inquiry.soon());
    this.#letters.set(name, letters);
    return letters;
  }

  choose(name: string): void {
    this.#wanted = name;
    this.#show({ said: undefined });
    this.#inquiry.soon();
  }

  /** Looks at one dead letter of a queue. */
  async open(name: string, letter: LetterKey): Promise<void> {
    this.choose(name);
    await this.letters(name).openKey(letter);
  }

  /** Sorts by a column; again, the other way round. */
  sortBy(column: QueueColumn): void {
    const { sort } = this.state;
    this.#show({ sort: { column, descending: sort.column === column ? !sort.descending : column !== "name" } });
  }

  /** Has a queue hand out nothing, or go on. */
  async hold(name: string, on: boolean): Promise<void> {
    await this.#try(async () => {
      await (on ? this.#target.queues.pause(name) : this.#target.queues.resume(name));
      const now = (await this.#target.queues.list()).find((queue) => queue.name === name);
      // Tabs that share a queue pause it each for itself: without a word the press would seem to have done nothing.
      const held = !on && now?.paused === true;
      this.#show({ said: held ? `${name} stays paused: another tab has paused it as well, and has to resume it or go.` : undefined });
    });
    this.#inquiry.soon();
  }

  /** Removes what waits in a queue; once, however often it is pressed. */
  async purge(name: string): Promise<void> {
    if (this.#purging) return;
    this.#purging = true;
    await this.#try(async () => {
      const purged = await this.#target.queues.purge(name);
      this.#show({ said: purged === 1 ? `1 event was removed from ${name}.` : `${purged.toLocaleString("en")} events were removed from ${name}.` });
    });
    this.#purging = false;
    this.#inquiry.soon();
  }

  async #ask(now: number): Promise<void> {
    await this.#try(async () => {
      const queues = await this.#target.queues.list();
      this.#depths.add(queues, now);
      this.#show({ loaded: true, queues });
      const names = new Set(queues.map(({ name }) => name));
      for (const name of this.#letters.keys()) if (!names.has(name)) this.#letters.delete(name);
      const { chosen } = this.state;
      if (chosen) await this.letters(chosen.name).follow(chosen.dead);
    });
  }

  async #try(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      if (this.state.mistake !== undefined) this.#show({ mistake: undefined });
    } catch (error) {
      this.#show({ mistake: errorText(error) });
    }
  }

  #show(change: Partial<QueuesState>): void {
    const next = { ...this.state, ...change };
    const queues = sortQueues(next.queues, next.sort);
    const chosen = queues.find(({ name }) => name === this.#wanted) ?? queues[0];
    // What is looked at stays, however the table is sorted.
    this.#wanted = chosen?.name ?? this.#wanted;
    this.#store.set({ ...next, queues, chosen, depth: chosen ? this.#depths.of(chosen.name) : [] });
  }
}

/** The queues of the bus of a deck. */
export const queuesOf = deckPart(({ target, options }) => new QueuesModel(target, options));
