import { BehaviorSubject, type Observable } from "rxjs";
import { type Bus, coreOf } from "../bus/index.ts";
import type { Known } from "../routing/index.ts";
import { Deck, type Moment } from "./deck.ts";
import type { TimeTravel } from "./projection.ts";

const travels = new WeakMap<Deck, TimeTravel>();

/** The time travel of a bus: the same object for each call. */
export function timeTravel<K extends Known>(bus: Bus<K>): TimeTravel {
  const deck = Deck.of(coreOf(bus));
  const known = travels.get(deck);
  if (known) return known;
  const made = new DeckTravel(deck);
  travels.set(deck, made);
  return made;
}

class DeckTravel implements TimeTravel {
  readonly position$: Observable<Moment>;
  readonly #deck: Deck;
  readonly #positions: BehaviorSubject<Moment>;

  constructor(deck: Deck) {
    this.#deck = deck;
    this.#positions = new BehaviorSubject<Moment>(deck.moment);
    this.position$ = this.#positions.asObservable();
  }

  get position(): Moment {
    return this.#deck.moment;
  }
  seek(position: number): void {
    const { oldestMoment, newestMoment } = this.#deck;
    if (!Number.isInteger(position) || position < oldestMoment || position > newestMoment) {
      throw new RangeError(
        `${String(position)} is no position to go to: history knows ${oldestMoment} to ${newestMoment}. A larger bound in the bus's history option keeps more.`,
      );
    }
    this.#go(position);
  }
  back(): void {
    const { members, oldestMoment, newestMoment } = this.#deck;
    const now = this.position === "live" ? newestMoment : this.position;
    const last = (upTo: number) => Math.max(oldestMoment, ...members.map((member) => member.lastChangeUpTo(upTo) ?? oldestMoment));
    const current = last(now);
    if (current > oldestMoment) this.#go(last(current - 1));
    else if (now > oldestMoment) this.#go(oldestMoment);
  }
  forward(): void {
    if (this.position === "live") return;
    const from = Math.max(this.position, this.#deck.oldestMoment);
    const next = Math.min(...this.#deck.members.map((member) => member.firstChangeAfter(from) ?? Infinity));
    this.#go(next === Infinity ? "live" : next);
  }
  live(): void {
    this.#go("live");
  }

  #go(moment: Moment): void {
    if (moment === this.#deck.moment) return;
    this.#deck.moment = moment;
    for (const member of this.#deck.members) if (member.show(moment)) this.#deck.changed(member);
    this.#positions.next(moment);
    this.#deck.tell(undefined);
  }
}
