import type { Clock } from "../scheduling/index.ts";

/** Messages that wait at most, and characters in those that are text; what comes past either is refused. */
const maxWaiting = 1000;
const maxWaitingCharacters = 32 * 1024 * 1024;

export interface IntakeHost {
  readonly clock: Clock;
  readonly maxEventsPerSecond: number;
  /** Nothing where there is room for another message; else resolves when there may be. */
  room(): Promise<void> | undefined;
  /** Takes one message in. Never throws. Returns how much it counts: its events, or what it makes this side do. */
  take(message: unknown): number;
  refuse(error: Error): void;
}

/**
 * Takes messages in, in order, and not faster than so many events a second, nor than the bus has room for: what comes past that waits, unread. Refused, it would have
 * to be asked for again, which makes a flood larger; only what would be too much to keep is.
 */
export class Intake {
  readonly #host: IntakeHost;
  #waiting: unknown[] = [];
  #characters = 0;
  #second = -1;
  #count = 0;
  #stop: (() => void) | undefined;
  #askedForRoom = false;
  #closed = false;

  constructor(host: IntakeHost) {
    this.#host = host;
  }

  /** Whether messages wait. */
  get behind(): boolean {
    return this.#waiting.length > 0;
  }
  receive(message: unknown): void {
    if (this.#closed) return;
    if (this.#waiting.length === 0 && this.#admits()) return this.#take(message);
    const characters = charactersOf(message);
    if (this.#waiting.length >= maxWaiting || this.#characters + characters > maxWaitingCharacters) return this.#host.refuse(this.#tooMuch());
    this.#waiting.push(message);
    this.#characters += characters;
  }
  /** What waits is forgotten. */
  close(): void {
    this.#closed = true;
    this.#stop?.();
    this.#waiting = [];
  }

  #take(message: unknown): void {
    this.#count += Math.max(1, this.#host.take(message));
  }
  /** Whether another message may be taken in now; if not, it is seen to that those which wait are later. */
  #admits(): boolean {
    const { clock, maxEventsPerSecond } = this.#host;
    const now = clock.monotonic();
    const second = Math.floor(now / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#count = 0;
    }
    if (this.#count >= maxEventsPerSecond) {
      this.#stop ??= clock.schedule(() => this.#nextSecond(), (second + 1) * 1000 - now, "normal");
      return false;
    }
    const room = this.#host.room();
    if (room !== undefined) this.#await(room);
    return room === undefined;
  }
  #await(room: Promise<void>): void {
    if (this.#askedForRoom) return;
    this.#askedForRoom = true;
    const goOn = (): void => {
      this.#askedForRoom = false;
      this.#goOn();
    };
    // A bus that has closed has none, and what waits finds that out.
    void room.then(goOn, goOn);
  }
  #nextSecond(): void {
    this.#stop = undefined;
    this.#goOn();
  }
  #goOn(): void {
    while (this.#waiting.length > 0 && this.#admits()) {
      const message = this.#waiting.shift();
      this.#characters -= charactersOf(message);
      this.#take(message);
    }
  }
  #tooMuch(): RangeError {
    return new RangeError(
      `more than maxEventsPerSecond (${this.#host.maxEventsPerSecond}) came in, or more than the bus had room for, and as many messages wait already as may`,
    );
  }
}

function charactersOf(message: unknown): number {
  return typeof message === "string" ? message.length : 0;
}
