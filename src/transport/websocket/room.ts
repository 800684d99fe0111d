import type { Clock } from "../../scheduling/index.ts";
import { LinkError } from "../errors.ts";
import type { SocketSession } from "./socket-session.ts";

export interface RoomOptions {
  readonly clock: Clock;
  /** @default 1 MiB */
  readonly maxBufferedBytes?: number;
}

/** A socket does not tell when its buffer has been sent: it is looked at this often. */
const pollMs = 10;

/** How much a socket holds back, and who waits until it is less. */
export class Room {
  readonly #session: SocketSession;
  readonly #clock: Clock;
  readonly #maxBytes: number;
  readonly #waiting: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];
  #callOff: (() => void) | undefined;

  constructor(session: SocketSession, { clock, maxBufferedBytes = 1024 * 1024 }: RoomOptions) {
    this.#session = session;
    this.#clock = clock;
    this.#maxBytes = maxBufferedBytes;
  }

  /** Nothing while there is room, else a promise of it, which rejects when the socket has ended. */
  free(): Promise<void> | void {
    if (this.#session.bufferedBytes <= this.#maxBytes) return undefined;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#callOff ??= this.#lookLater();
    });
  }

  close(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    for (const { reject } of this.#waiting.splice(0)) reject(new LinkError("ERR_LINK_FAILED", "The connection has ended with messages in its buffer."));
  }

  #lookLater(): () => void {
    const look = (): void => {
      // Half of it, so that the bus does not wait again at once.
      if (this.#session.bufferedBytes > this.#maxBytes / 2) {
        this.#callOff = this.#lookLater();
        return;
      }
      this.#callOff = undefined;
      for (const { resolve } of this.#waiting.splice(0)) resolve();
    };
    return this.#clock.schedule(look, pollMs, "normal");
  }
}
