import type { Undelivered } from "eventdeck";

/** How far apart two attempts after one position lie: there is room for a million, at every position that a page lives to see. */
export const attemptStep = 2 ** -20;

/** Whether a place is that of an attempt: it lies between two positions. */
export function isAttemptPlace(place: number): boolean {
  return !Number.isInteger(place);
}

/**
 * Gives every undelivered attempt a place among the events: after the one that was the newest then. It keeps its place for as long as the
 * bus keeps the attempt.
 */
export class Attempts {
  #known: readonly Undelivered[] = [];
  readonly #byPlace = new Map<number, Undelivered>();
  readonly #places: number[] = [];

  get count(): number {
    return this.#known.length;
  }

  /** Ascending. */
  get places(): readonly number[] {
    return this.#places;
  }

  at(place: number): Undelivered | undefined {
    return this.#byPlace.get(place);
  }

  /** Where an attempt has its place; `undefined` when the bus keeps it no more. */
  placeOf(attempt: Undelivered): number | undefined {
    const index = this.#known.findIndex((known) => isSame(known, attempt));
    return this.#places[index];
  }

  /** Takes the list as the bus has it now, and tells which places are new and which are gone. */
  update(list: readonly Undelivered[]): { readonly added: readonly number[]; readonly gone: readonly number[] } {
    if (list.length === this.#known.length && list[0] === this.#known[0] && list.at(-1) === this.#known.at(-1)) return { added: [], gone: [] };
    const dropped = droppedOf(this.#known, list);
    const kept = this.#known.length - dropped;
    const gone = this.#places.splice(0, dropped);
    for (const place of gone) this.#byPlace.delete(place);
    // From afar they come as new objects each time; the newest copy is the one to show.
    for (const [index, place] of this.#places.entries()) this.#put(place, list[index]);
    const added = list.slice(kept).map((attempt) => this.#add(attempt));
    this.#known = list;
    return { added, gone };
  }

  #add(attempt: Undelivered): number {
    const last = this.#places.at(-1) ?? Number.NEGATIVE_INFINITY;
    const place = Math.max(attempt.after, last) + attemptStep;
    this.#places.push(place);
    this.#put(place, attempt);
    return place;
  }

  #put(place: number, attempt: Undelivered | undefined): void {
    if (attempt) this.#byPlace.set(place, attempt);
  }
}

/** How many of the oldest the bus has given up: what is left of the known ones is what the list begins with. */
function droppedOf(known: readonly Undelivered[], list: readonly Undelivered[]): number {
  for (let dropped = Math.max(0, known.length - list.length); dropped < known.length; dropped += 1) {
    let index = dropped;
    while (index < known.length && isSame(known[index], list[index - dropped])) index += 1;
    if (index === known.length) return dropped;
  }
  return known.length;
}

function isSame(one: Undelivered | undefined, other: Undelivered | undefined): boolean {
  if (one === other) return true;
  if (!one || !other) return false;
  return (
    one.after === other.after &&
    one.at === other.at &&
    one.reason === other.reason &&
    one.event?.id === other.event?.id &&
    one.draft?.type === other.draft?.type
  );
}
