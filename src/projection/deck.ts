import { BehaviorSubject } from "rxjs";
import { type Core, type Fold, type Folding, reportUncaught } from "../bus/index.ts";
import { BusClosedError, BusError, type BusEvent, type EventKind } from "../event/index.ts";
import type { HistoryEntry, Replay } from "../history/index.ts";
import type { Projection } from "./projection.ts";
import { ReplayFollower } from "./replay-follower.ts";
import { snapshotKind } from "./snapshot.ts";

/** Where the projections stand: after the event at a position, or where the bus is. */
export type Moment = number | "live";

/** A projection, as its deck uses it. */
export interface Member extends Projection<unknown> {
  readonly label: string;
  /** @throws EventValidationError, TypeError for a state that it cannot take over */
  requireRestorable(state: unknown): void;
  /** The state that a session which goes on after a position begins with. */
  stateAt(moment: Moment): unknown;
  /** Makes what was folded the live state. Whether another one is shown now. */
  commit(): boolean;
  /** Shows another moment. Whether that shows another state. */
  show(moment: Moment): boolean;
  /** Tells listeners that another state is shown. */
  tell(failed: (error: unknown) => void): void;
  lastChangeUpTo(position: number): number | undefined;
  firstChangeAfter(position: number): number | undefined;
}

/** The projections of one bus: folded together, swapped together, told together. */
export class Deck implements Folding {
  readonly core: Core;
  readonly kinds: readonly EventKind[];
  readonly snapshots: EventKind;
  /** Told after every projection shows its moment, and before their listeners. */
  readonly moments = new BehaviorSubject<Moment>("live");
  #moment: Moment = "live";
  readonly #members = new Map<string, Member>();
  readonly #replays = new ReplayFollower(this);
  /** Whether reducers run right now: nobody may change anything then but they their drafts. */
  #folding = false;
  #importing = false;
  /** Members that have folded something that is not their state yet. */
  readonly #folded: Member[] = [];
  readonly #failed: { readonly event: BusEvent; readonly error: unknown; readonly by: string }[] = [];
  /** Whose listeners are to be told; one that changes something adds to it. */
  readonly #untold = new Set<Member>();
  #telling = false;

  private constructor(core: Core) {
    this.core = core;
    this.snapshots = snapshotKind((name, state) => this.#members.get(name)?.requireRestorable(state));
    this.kinds = [this.snapshots];
  }
  static of(core: Core): Deck {
    if (core.folding instanceof Deck) return core.folding;
    const deck = new Deck(core);
    core.folding = deck;
    return deck;
  }

  get members(): readonly Member[] {
    return [...this.#members.values()];
  }
  get moment(): Moment {
    return this.#moment;
  }
  /** The position before the oldest event that history retains. */
  get oldest(): number {
    return this.core.history.firstPosition - 1;
  }
  get newest(): number {
    return this.core.history.lastPosition;
  }

  /** @throws BusClosedError, BusError for a name that is taken */
  join(member: Member): void {
    this.requireIdle();
    if (this.core.phase !== "open") throw new BusClosedError("The bus is closed: nothing can be projected from it any more.");
    if (this.#members.has(member.name)) {
      throw new BusError(
        "ERR_PROJECTION_EXISTS",
        `This bus has a projection "${member.name}" already. Use that one, dispose it first, or choose another name; in a module that is updated hot, dispose it in import.meta.hot.dispose.`,
      );
    }
    this.#members.set(member.name, member);
  }
  leave(member: Member): void {
    if (this.#members.get(member.name) === member) this.#members.delete(member.name);
  }
  /** @throws BusError while reducers run */
  requireIdle(): void {
    if (this.#folding) throw new BusError("ERR_PROJECTION_BUSY", "A reducer only makes the next state: do the rest in a handler or a listener.");
  }

  fold(folds: readonly Fold[], event: BusEvent, position: number): void {
    this.#run(folds, event, position);
    if (this.#folded.length === 0 && this.#failed.length === 0) return;
    this.#commit();
    const { ring } = this.core.history;
    if (this.#failed.length > 0 && ring.retains(position)) ring.setOutcome(position, this.#failed.length, 0, 0, ring.listeners(position), NaN, NaN);
    this.settle(event);
  }
  imported(events: readonly BusEvent[]): void {
    let position = this.newest - events.length;
    this.#importing = true;
    for (const event of events) {
      this.#run(this.core.routes.of(event).folds, event, ++position);
      this.#commit();
    }
    this.#importing = false;
    this.settle(events.at(-1));
  }
  /** Folds past events again, or for the first time, for one projection: the caller chooses its folds. Followed by `settle`. */
  foldPast(folds: readonly Fold[], event: BusEvent, position: number): void {
    this.#run(folds, event, position);
    for (const member of this.#folded.splice(0)) member.commit();
  }
  /** As it is known while an event is recorded: its outcome is still to come. */
  entryOf(event: BusEvent, position: number): HistoryEntry {
    const outcome = { handlers: 0, failed: 0, skipped: 0, pending: 0 };
    return this.core.history.get(position) ?? { position, event, recordedAt: this.core.clock.now(), outcome };
  }
  cameFromFile(position: number): boolean {
    const { ring } = this.core.history;
    return this.#importing || (ring.retains(position) && ring.imported(position));
  }
  noteFolded(member: Member): void {
    this.#folded.push(member);
  }
  noteFailed(event: BusEvent, error: unknown, by: string): void {
    this.#failed.push({ event, error, by });
  }

  go(moment: Moment): void {
    this.#moment = moment;
    for (const member of this.#members.values()) if (member.show(moment)) this.#untold.add(member);
    const event = moment === "live" ? undefined : this.core.history.get(moment)?.event;
    this.settle(event);
  }
  replaying(run: Replay, position: number): void {
    this.#replays.follow(run, position);
  }
  close(): void {
    if (this.#moment !== "live") this.go("live");
    for (const member of this.members) member.dispose();
    this.moments.complete();
  }

  changed(member: Member): void {
    this.#untold.add(member);
  }
  /** Reports failures, then tells listeners of all that has changed. What they publish comes after. */
  settle(event: BusEvent | undefined): void {
    const { failures, routes, lanes } = this.core;
    for (const failure of this.#failed.splice(0)) {
      routes.counts(routes.of(failure.event)).failed++;
      failures.report(failure);
    }
    if (this.#telling || (this.#untold.size === 0 && this.moments.value === this.#moment)) return;
    if (lanes.running) this.#tell(event);
    else lanes.outermost(() => this.#tell(event));
  }

  #run(folds: readonly Fold[], event: BusEvent, position: number): void {
    this.#folding = true;
    for (const fold of folds) fold.compute(event, position);
    this.#folding = false;
  }
  #commit(): void {
    for (const member of this.#folded.splice(0)) if (member.commit()) this.#untold.add(member);
  }
  #tell(event: BusEvent | undefined): void {
    this.#telling = true;
    // Whoever is told may move on or rebuild, and that is news for all again.
    while (this.#untold.size > 0 || this.moments.value !== this.#moment) {
      if (this.moments.value !== this.#moment) this.moments.next(this.#moment);
      else {
        const [member] = this.#untold;
        this.#untold.delete(member!);
        member!.tell((error) => this.#listenerFailed(event, error, member!.label));
      }
    }
    this.#telling = false;
  }
  #listenerFailed(event: BusEvent | undefined, error: unknown, by: string): void {
    if (event) this.core.failures.report({ event, error, by });
    else reportUncaught(error);
  }
}
