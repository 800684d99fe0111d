import type { Arrival as RecordedArrival } from "../history/index.ts";
import { numberIn } from "./counted-id.ts";

/** How an event came here. */
export interface Arrival {
  readonly link: object;
  /** Instances it has passed through, this one left out. */
  readonly path: readonly string[];
  /** Of what has come over a link: the same for history. */
  readonly recorded?: RecordedArrival;
}
/** Of one source and one prefix, by their numbers: so many in a row to a block. */
type Counted = Map<number, (Arrival | undefined)[]>;
const blockLength = 16;

/** Events that came in the same time. */
class Generation {
  /** By source and prefix. */
  readonly counted = new Map<string, Map<string, Counted>>();
  /** Those whose ids are not counted: by source and id. */
  readonly others = new Map<string, Map<string, Arrival>>();
}

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
 * Events by source and id, which together are unique: at least the newest so many, and, up to four times as many, those that still wait in their lane. Two generations, the
 * older of which is forgotten as a whole, since to keep one map in the order of use costs more than all else that is done with a key.
 *
 * What buses make is numbered, and most of it comes in its order: so it is found by its number, in the block of the one before. In one map by id, each event would have its
 * text hashed and be looked for among tens of thousands, several times, which takes as long as reading it from JSON.
 */
export class MetEvents {
  #capacity = 0;
  readonly #waiting: WaitingEvents;
  #young = new Generation();
  #old = new Generation();
  #youngSince: number;
  #count = 0;
  #turnAt = 0;
  /** The last that was asked for, and where it is, if it is: taking one in asks several times. */
  #id = "";
  #number = Number.NaN;
  #source = "";
  #prefix: string | undefined;
  #block = -1;
  #youngBlock: (Arrival | undefined)[] | undefined;
  #oldBlock: (Arrival | undefined)[] | undefined;

  constructor(waiting: WaitingEvents) {
    this.#waiting = waiting;
    this.#youngSince = waiting.now();
  }

  /** From now on at least so many. */
  remember(capacity: number): void {
    if (capacity > this.#capacity) this.#capacity = this.#turnAt = capacity;
  }
  get(source: string, id: string): Arrival | undefined {
    const number = this.#lookAt(source, id);
    if (Number.isNaN(number)) return this.#young.others.get(source)?.get(id) ?? this.#old.others.get(source)?.get(id);
    const place = number % blockLength;
    return this.#youngBlock?.[place] ?? this.#oldBlock?.[place];
  }
  set(source: string, id: string, arrival: Arrival): void {
    if (this.#count >= this.#turnAt) this.#turn();
    const number = this.#lookAt(source, id);
    if (Number.isNaN(number)) entryOf(this.#young.others, source, newMap).set(id, arrival);
    else (this.#youngBlock ??= this.#newBlock(source))[number % blockLength] = arrival;
    this.#count++;
  }

  /** Its number, whose block is at hand then; `NaN` for one that is not counted. */
  #lookAt(source: string, id: string): number {
    if (id === this.#id && source === this.#source) return this.#number;
    let number = this.#prefix !== undefined && source === this.#source && id.startsWith(this.#prefix) ? numberIn(id, this.#prefix.length) : Number.NaN;
    if (Number.isNaN(number)) {
      const start = id.lastIndexOf("-") + 1;
      number = numberIn(id, start);
      if (Number.isNaN(number)) return number;
      this.#source = source;
      this.#prefix = id.slice(0, start);
      this.#block = -1;
    }
    const block = Math.floor(number / blockLength);
    if (block !== this.#block) this.#lookInto(block);
    this.#id = id;
    this.#number = number;
    return number;
  }
  #lookInto(block: number): void {
    const prefix = this.#prefix ?? "";
    this.#block = block;
    this.#youngBlock = this.#young.counted.get(this.#source)?.get(prefix)?.get(block);
    this.#oldBlock = this.#old.counted.get(this.#source)?.get(prefix)?.get(block);
  }
  #newBlock(source: string): (Arrival | undefined)[] {
    const block: (Arrival | undefined)[] = [];
    const bySource = entryOf(this.#young.counted, source, newMap<string, Counted>);
    entryOf(bySource, this.#prefix ?? "", newMap<number, (Arrival | undefined)[]>).set(this.#block, block);
    return block;
  }
  #turn(): void {
    const now = this.#waiting.now();
    // Who has waited since before the young generation began is known to the old one alone: forgotten, it would leave as if it had been made here.
    if (this.#count < maxGrowth * this.#capacity && this.#waiting.longestMs() >= now - this.#youngSince) {
      this.#turnAt = this.#count + askedEvery;
      return;
    }
    this.#old = this.#young;
    this.#young = new Generation();
    this.#youngSince = now;
    this.#count = 0;
    this.#turnAt = this.#capacity;
    this.#prefix = undefined;
    this.#id = "";
  }
}

function newMap<Key, Value>(): Map<Key, Value> {
  return new Map();
}
/** What is kept under a key, made when it is not there. */
function entryOf<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  let entry = map.get(key);
  if (entry === undefined) map.set(key, (entry = make()));
  return entry;
}
