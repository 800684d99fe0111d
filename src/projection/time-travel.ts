import type { Observable } from "rxjs";
import { type Bus, coreOf } from "../bus/index.ts";
import { BusClosedError } from "../event/index.ts";
import type { Known } from "../routing/index.ts";
import { Deck, type Moment } from "./deck.ts";
import type { TimeTravel } from "./projection.ts";

const travels = new WeakMap<Deck, TimeTravel>();

/**
 * The time travel of a bus: the same object for each call.
 *
 * @example
 * const travel = timeTravel(bus);
 * travel.seek(bus.history.lastPosition - 1); // every projection shows what it was before the newest event
 * travel.live();
 */
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

  constructor(deck: Deck) {
    this.#deck = deck;
    this.position$ = deck.moments.asObservable();
  }

  get position(): Moment {
    return this.#deck.moment;
  }
  seek(position: number): void {
    const { oldest, newest, core } = this.#deck;
    if (core.phase === "closed") throw new BusClosedError("The bus is closed: its projections stay where they are.");
    if (Number.isInteger(position) && position >= oldest && position <= newest) return this.#go(position);
    throw new RangeError(
      `There is no position ${String(position)} to go to: history knows ${oldest} to ${newest}. Older ones are kept by larger bounds in the bus's \`history\` option.`,
    );
  }
  back(): void {
    const { oldest, newest } = this.#deck;
    const now = this.position === "live" ? newest : this.position;
    const shown = this.#lastChange(now);
    if (shown > oldest) this.#go(this.#lastChange(shown - 1));
    else if (now > oldest) this.#go(oldest);
  }
  forward(): void {
    if (this.position === "live") return;
    const from = Math.max(this.position, this.#deck.oldest);
    const next = Math.min(...this.#deck.members.map((member) => member.firstChangeAfter(from) ?? Infinity));
    this.#go(next === Infinity ? "live" : next);
  }
  live(): void {
    this.#go("live");
  }

  /** Where what is shown at a position was made, or the oldest position that is known. */
  #lastChange(upTo: number): number {
    const { oldest, members } = this.#deck;
    return Math.max(oldest, ...members.map((member) => member.lastChangeUpTo(upTo) ?? oldest));
  }
  #go(moment: Moment): void {
    if (moment === this.#deck.moment || this.#deck.core.phase === "closed") return;
    this.#deck.requireIdle();
    this.#deck.go(moment);
  }
}
