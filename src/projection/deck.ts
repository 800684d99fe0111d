import { BusClosedError, BusError, type BusEvent, type EventKind } from "../event/index.ts";
import type { Core, Fold, Folding } from "../bus/index.ts";
import type { HistoryEntry } from "../history/index.ts";

/** A projection, as its deck uses it. */
export interface Member {
  readonly name: string;
  /** Makes what was folded the live state. Whether what is shown has changed. */
  commit(): boolean;
  /** Shows the state at a position, or the live one. Whether that is another. */
  show(moment: Moment): boolean;
  /** Tells listeners that another state is shown. */
  tell(): void;
  dispose(): void;
  lastChangeUpTo(position: number): number | undefined;
  firstChangeAfter(position: number): number | undefined;
}
export type Moment = number | "live";

const decks = new WeakMap<Core, Deck>();

/** The projections of one bus: folded together, swapped together, told together. */
export class Deck implements Folding {
  readonly core: Core;
  readonly kinds: readonly EventKind[] = [];
  moment: Moment = "live";
  readonly #members = new Map<string, Member>();
  /** Members that have folded something that is not the live state yet. */
  readonly #folded: Member[] = [];
  readonly #failed: { readonly event: BusEvent; readonly error: unknown; readonly by: string }[] = [];
  /** Who is to be told; a listener that changes something adds to it. */
  readonly #untold = new Set<Member>();
  #telling = false;
  /** What the listeners are told of. */
  #event: BusEvent | undefined;

  private constructor(core: Core) {
    this.core = core;
  }
  static of(core: Core): Deck {
    const known = decks.get(core);
    if (known) return known;
    const deck = new Deck(core);
    decks.set(core, deck);
    core.folding = deck;
    return deck;
  }

  get members(): readonly Member[] {
    return [...this.#members.values()];
  }
  /** The last position before the oldest that history retains. */
  get oldestMoment(): number {
    return this.core.history.firstPosition - 1;
  }
  get newestMoment(): number {
    return this.core.history.lastPosition;
  }
  join(member: Member): void {
    if (this.core.phase !== "open") throw new BusClosedError("The bus is closed: nothing can be projected from it any more.");
    if (this.#members.has(member.name)) {
      throw new BusError(
        "ERR_PROJECTION_EXISTS",
        `The bus has a projection "${member.name}" already: dispose it first, or choose another name.`,
      );
    }
    this.#members.set(member.name, member);
  }
  leave(member: Member): void {
    if (this.#members.get(member.name) === member) this.#members.delete(member.name);
  }

  fold(folds: readonly Fold[], event: BusEvent, position: number): void {
    for (const fold of folds) fold.compute(event, position);
    if (this.#folded.length > 0 || this.#failed.length > 0) this.settle(event);
  }
  imported(events: readonly BusEvent[]): void {
    const { history, routes } = this.core;
    let position = history.lastPosition - events.length;
    for (const event of events) {
      position++;
      for (const fold of routes.of(event).folds) fold.compute(event, position);
      for (const member of this.#folded) if (member.commit()) this.#untold.add(member);
      this.#folded.length = 0;
    }
    this.settle(events.at(-1));
  }
  close(): void {
    for (const member of this.members) member.dispose();
  }

  /** For queries that choose what is folded: its outcome is not known yet. */
  entryOf(event: BusEvent, position: number): HistoryEntry {
    const outcome = { handlers: 0, failed: 0, skipped: 0, pending: 0 };
    return this.core.history.get(position) ?? { position, event, recordedAt: this.core.clock.now(), outcome };
  }

  noteFolded(member: Member): void {
    this.#folded.push(member);
  }
  noteFailed(event: BusEvent, error: unknown, by: string): void {
    this.#failed.push({ event, error, by });
  }
  /** Swaps what was folded, then reports failures, then tells listeners. */
  settle(event: BusEvent | undefined): void {
    for (const member of this.#folded) if (member.commit()) this.#untold.add(member);
    this.#folded.length = 0;
    const { failures, routes } = this.core;
    for (const failure of this.#failed.splice(0)) {
      routes.counts(routes.of(failure.event)).failed++;
      failures.report(failure);
    }
    this.tell(event);
  }
  changed(member: Member): void {
    this.#untold.add(member);
  }
  /** Tells the listeners of all that have changed. What they publish comes after. */
  tell(event: BusEvent | undefined): void {
    if (this.#telling || this.#untold.size === 0) return;
    const { lanes } = this.core;
    this.#event = event;
    if (lanes.running) this.#tellAll();
    else lanes.outermost(() => this.#tellAll());
  }
  #tellAll(): void {
    this.#telling = true;
    for (const member of this.#untold) {
      this.#untold.delete(member);
      member.tell();
    }
    this.#telling = false;
    this.#event = undefined;
  }
  /** A listener threw. */
  listenerFailed(error: unknown, by: string): void {
    const event = this.#event;
    if (event) this.core.failures.report({ event, error, by });
    else reportUncaught(error);
  }
}

function reportUncaught(error: unknown): void {
  const report: unknown = Reflect.get(globalThis, "reportError");
  if (typeof report === "function") return void Reflect.apply(report, globalThis, [error]);
  queueMicrotask(() => {
    throw error;
  });
}
