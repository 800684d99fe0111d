import type { HistoryEntry } from "eventdeck";
import { recordedWall } from "../contexts/sent.ts";

/** From here on, this much lies between the strip's time and the wall clock. */
interface Splice {
  readonly at: number;
  readonly offset: number;
}

// A clock that is set goes back further than this; one that is slewed does not.
const liveToleranceMs = 100;
// A session file tells when events were published, in the order in which they were delivered: what waited in a lane comes late by its wait.
const fileToleranceMs = 60_000;
// Keeps what is before a seam apart from what is after it.
const seamMs = 1;
// Past this many jumps of the clock the strip no longer tells wall clock time right behind a jump.
const mostSplices = 1_000;

/**
 * Turns entries, in their order, into moments that never go back. Recorded events stand where their delivery began; imported ones,
 * which were all recorded in the moment of the import, where they were published, yet never before one that was delivered earlier.
 * Where the clock jumps back, as between a live session and an imported one, the strip goes on, and remembers the seam.
 */
export class StripClock {
  #splices: Splice[] = [];
  #offset = 0;
  #imported = false;
  #time = 0;

  reset(): void {
    this.#splices = [];
    this.#time = 0;
  }

  /** When an entry was recorded, in milliseconds since the first one. */
  next(entry: HistoryEntry): number {
    const { imported = false } = entry;
    const wall = recordedWall(entry);
    if (this.#splices.length === 0) this.#splice(wall, 0);
    const back = this.#time - (wall - this.#offset);
    const tolerance = imported ? fileToleranceMs : liveToleranceMs;
    if (back > 0 && (imported !== this.#imported || back > tolerance)) this.#splice(wall, this.#time + seamMs);
    this.#imported = imported;
    return (this.#time += Math.max(0, wall - this.#offset - this.#time) || 0);
  }

  /** Wall clock time of a moment, in milliseconds since the Unix epoch. */
  toWall(time: number): number {
    return time + this.#offsetAt((splice) => splice.at <= time);
  }

  /** The moment of a wall clock time, by the newest seam before it. */
  toTime(wall: number): number {
    return wall - this.#offsetAt((splice) => splice.at + splice.offset <= wall);
  }

  #offsetAt(isBefore: (splice: Splice) => boolean): number {
    return (this.#splices.findLast(isBefore) ?? this.#splices[0])?.offset ?? 0;
  }

  #splice(wall: number, at: number): void {
    if (this.#splices.length >= mostSplices) return;
    this.#offset = wall - at;
    this.#splices.push({ at, offset: this.#offset });
  }
}
