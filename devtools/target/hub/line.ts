import type { LinkTransport } from "eventdeck/transport";
import type { Frame } from "./frame.ts";

/** Messages that may be under way while the far side takes none in: it hangs, or is paused in a debugger. Past that the line is cut; the far side joins anew when it is back. */
const mostUnderWay = 10_000;

export interface LineEnds {
  /** Whatever the far side sent; of whatever form. */
  hear(message: unknown): void;
  /** The far side has gone. It may come back on the same line, as a page does that was loaded again. */
  lost(): void;
  /** No message comes any more: the line was cut, or has ended by itself. */
  ended(): void;
  /** Somebody was not let in, or the link could not be closed. */
  refused(error: unknown): void;
}

/** A link that carries frames, bounded by cutting it. */
export class Line {
  readonly #link: LinkTransport;
  readonly #ends: LineEnds;
  /** Sent since the far side had last room. */
  #underWay = 0;
  #up = true;
  #ended = false;

  /** @param link that nobody has connected yet */
  constructor(link: LinkTransport, ends: LineEnds) {
    this.#link = link;
    this.#ends = ends;
  }

  /** Whether frames get through; also before the far side has come, where the link cannot tell. */
  get up(): boolean {
    return this.#up && !this.#ended;
  }

  /** @throws what the link rejects with, when the far side will not have it */
  async open(): Promise<void> {
    await this.#link.connect({
      instanceId: this.#link.name,
      interest: [],
      receive: (message) => {
        this.#up = true;
        if (!this.#ended) this.#ends.hear(message);
      },
      gap: () => undefined,
      refuse: (error) => this.#ends.refused(error),
      away: () => undefined,
      state: (state) => {
        if (state === "closed") return this.close();
        this.#up = state === "connected";
        this.#underWay = 0;
        if (state === "reconnecting" && !this.#ended) this.#ends.lost();
      },
    });
  }

  /** What nobody is there to hear is not sent, as on every channel of a page. @throws DataCloneError for what cannot cross */
  send(frame: Frame): void {
    if (!this.up) return;
    const room = this.#link.post(frame);
    if (!room) return this.#hasRoom();
    // It rejects when the line is lost, which is heard of anyway.
    room.then(
      () => this.#hasRoom(),
      () => undefined,
    );
    this.#underWay += 1;
    if (this.#underWay > mostUnderWay) this.close();
  }

  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    void this.#link.close().catch((error: unknown) => this.#ends.refused(error));
    this.#ends.ended();
  }

  #hasRoom(): void {
    this.#underWay = 0;
  }
}
