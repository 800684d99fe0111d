import { LinkError } from "../errors.ts";

/** What crosses a port: a message of the host's, or how many of those have been taken in so far. */
type Parcel = readonly [kind: 0, message: unknown] | readonly [kind: 1, taken: number];

/** Messages that may wait in a port for the far side to take them in. A window that hangs would otherwise fill the memory of the other process. */
const mostUnread = 256;
/** How many are taken in before the far side is told. */
const tellEach = 64;

/** One port's traffic, with a bound for what is under way: whoever posts waits while the far side does not take anything in. */
export class PortLine {
  readonly #write: (parcel: Parcel) => void;
  readonly #receive: (message: unknown) => void;
  readonly #waiting: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];
  #posted = 0;
  #takenThere = 0;
  #takenHere = 0;
  #ended = false;

  /** @param write - puts something into the port */
  constructor(write: (parcel: Parcel) => void, receive: (message: unknown) => void) {
    this.#write = write;
    this.#receive = receive;
  }

  /** Nothing while there is room, else a promise of it, which rejects when the line has ended. */
  post(message: unknown): Promise<void> | void {
    this.#write([0, message]);
    this.#posted += 1;
    if (this.#posted - this.#takenThere < mostUnread) return undefined;
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** What came out of the port, from whomever: what is not of this form goes to the host, which refuses and counts it. */
  hear(data: unknown): void {
    if (this.#ended) return;
    if (!Array.isArray(data) || data.length !== 2) return this.#receive(data);
    const [kind, value]: readonly unknown[] = data;
    if (kind === 0) return this.#take(value);
    if (kind === 1 && this.#isProgress(value)) return this.#makeRoom(value);
    this.#receive(data);
  }

  end(): void {
    this.#ended = true;
    for (const { reject } of this.#waiting.splice(0))
      reject(new LinkError("ERR_LINK_FAILED", "The port was closed before the far side had taken in what was posted."));
  }

  #take(message: unknown): void {
    this.#takenHere += 1;
    this.#receive(message);
    if (this.#takenHere % tellEach === 0 && !this.#ended) this.#write([1, this.#takenHere]);
  }
  #isProgress(taken: unknown): taken is number {
    return typeof taken === "number" && taken > this.#takenThere && taken <= this.#posted;
  }
  #makeRoom(taken: number): void {
    this.#takenThere = taken;
    if (this.#posted - taken >= mostUnread) return;
    for (const { resolve } of this.#waiting.splice(0)) resolve();
  }
}
