import type { Clock } from "./clock.ts";
import { hostClock } from "./host-clock.ts";

/** So many stamps share one reading: reading the clock costs more than delivering an event. */
const stampsPerReading = 64;

/** The time for stamps: read once per task turn and again every few dozen events. A clock other than the host's is read every time. */
export class TurnClock {
  readonly #clock: Clock;
  readonly #shares: boolean;
  readonly #onReading: (monotonicMs: number) => void;
  #left = 0;
  #resetWaits = false;
  #now = 0;
  #monotonic = 0;

  /** @param onReading called with every fresh reading, in monotonic milliseconds */
  constructor(clock: Clock, onReading: (monotonicMs: number) => void) {
    this.#clock = clock;
    this.#onReading = onReading;
    this.#shares = clock === hostClock;
  }

  /** Milliseconds since the Unix epoch, at most a turn old. */
  now(): number {
    if (this.#left > 0) this.#left--;
    else this.#read();
    return this.#now;
  }
  /** Milliseconds from an arbitrary start, as old as the last `now()`. */
  monotonic(): number {
    this.freshen();
    return this.#monotonic;
  }
  /** Reads the clock unless this turn has: what `onReading` keeps up with is up to date then. */
  freshen(): void {
    if (this.#left === 0) this.#read();
  }

  #read(): void {
    this.#now = this.#clock.now();
    this.#monotonic = this.#clock.monotonic();
    this.#onReading(this.#monotonic);
    if (!this.#shares || !isReal(Date.now)) return;
    this.#left = stampsPerReading;
    if (this.#resetWaits) return;
    this.#resetWaits = true;
    // Microtasks run when the turn's code has ended: the next turn must not see this turn's time.
    queueMicrotask(() => {
      this.#resetWaits = false;
      this.#left = 0;
    });
  }
}

let asked: (() => number) | undefined;
let real = false;

/** Fake timers turn the time within one turn, where no reading may be shared. They are functions like any other; the host's own show no source. */
function isReal(now: () => number): boolean {
  if (now !== asked) {
    asked = now;
    real = /\[native code\]/.test(Function.prototype.toString.call(now));
  }
  return real;
}
