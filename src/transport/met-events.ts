/** How an event came here. */
export interface Arrival {
  readonly link: object;
  /** Instances it has passed through, this one left out. */
  readonly path: readonly string[];
}
type BySource = Map<string, Map<string, Arrival>>;

/** What a generation may hold, as a multiple of its usual size, while an event waits that an older one knows. */
const maxGrowth = 4;
/** After how many more it is asked again whether that event still waits. */
const askedEvery = 1000;

/** What tells of the events that wait in the lanes of the bus. */
export interface WaitingEvents {
  /** Monotonic milliseconds. */
  now(): number;
  /** For how long the one that has waited longest has, in milliseconds. */
  longestMs(): number;
}

/**
 * Events by source and id, which together are unique: at least the newest so many, and, up to four times as many, those that still wait in their lane. Two generations, the older of which is
 * forgotten as a whole, since to keep one map in the order of use costs more than all else that is done with a key. By source first: a key put together of both would
 * have to be made anew, and hashed, each time it is asked for.
 */
export class MetEvents {
  #capacity = 0;
  readonly #waiting: WaitingEvents;
  #young: BySource = new Map();
  #old: BySource = new Map();
  #source: string | undefined;
  #youngOfSource: Map<string, Arrival> | undefined;
  #oldOfSource: Map<string, Arrival> | undefined;
  #youngSince: number;
  #count = 0;
  #turnAt = 0;

  constructor(waiting: WaitingEvents) {
    this.#waiting = waiting;
    this.#youngSince = waiting.now();
  }

  /** From now on at least so many. */
  remember(capacity: number): void {
    if (capacity > this.#capacity) this.#capacity = this.#turnAt = capacity;
  }
  get(source: string, id: string): Arrival | undefined {
    this.#lookAt(source);
    return this.#youngOfSource?.get(id) ?? this.#oldOfSource?.get(id);
  }
  set(source: string, id: string, arrival: Arrival): void {
    if (this.#count >= this.#turnAt) this.#turn();
    this.#lookAt(source);
    if (this.#youngOfSource === undefined) this.#young.set(source, (this.#youngOfSource = new Map()));
    this.#youngOfSource.set(id, arrival);
    this.#count++;
  }

  /** Most events come from the same source as the one before. */
  #lookAt(source: string): void {
    if (source === this.#source) return;
    this.#source = source;
    this.#youngOfSource = this.#young.get(source);
    this.#oldOfSource = this.#old.get(source);
  }
  #turn(): void {
    const now = this.#waiting.now();
    // Who has waited since before the young generation began is known to the old one alone: forgotten, it would leave as if it had been made here.
    if (this.#count < maxGrowth * this.#capacity && this.#waiting.longestMs() >= now - this.#youngSince) {
      this.#turnAt = this.#count + askedEvery;
      return;
    }
    this.#old = this.#young;
    this.#young = new Map();
    this.#youngSince = now;
    this.#count = 0;
    this.#turnAt = this.#capacity;
    this.#source = undefined;
  }
}
