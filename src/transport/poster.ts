import type { Codec } from "./codec.ts";
import { LinkError } from "./errors.ts";
import type { LinkTransport } from "./transport.ts";
import { protocolVersion, type Said } from "./wire.ts";

/** Messages that wait while the transport is busy with one; past it the oldest is lost, and asked for again like any other loss. */
const maxWaiting = 1000;

/** Puts sender and version on each message, writes it and hands it to the transport, one after another. */
export class Poster {
  readonly #transport: LinkTransport;
  readonly #codec: Codec;
  readonly #from: { readonly from: string; readonly epoch: string };
  readonly #failed: (error: unknown) => void;
  readonly #idle: () => void;
  readonly #waiting: unknown[] = [];
  #busy = false;
  #posting: Promise<void> = Promise.resolve();

  constructor(
    transport: LinkTransport,
    codec: Codec,
    from: { readonly from: string; readonly epoch: string },
    told: { readonly failed: (error: unknown) => void; readonly idle: () => void },
  ) {
    this.#transport = transport;
    this.#codec = codec;
    this.#from = from;
    this.#failed = told.failed;
    this.#idle = told.idle;
  }

  /** Whether the transport can take another message. */
  get ready(): boolean {
    return !this.#busy;
  }
  /** Resolves when the transport has taken everything. */
  async drained(): Promise<void> {
    while (this.#busy) await this.#posting;
  }
  encode(said: Said): unknown {
    return this.#codec.encode({ eventdeck: protocolVersion, ...this.#from, ...said });
  }
  say(said: Said): void {
    this.post(this.encode(said));
  }
  post(encoded: unknown): void {
    if (this.#busy) {
      if (this.#waiting.length >= maxWaiting) this.#waiting.shift();
      this.#waiting.push(encoded);
      return;
    }
    try {
      const posting = this.#transport.post(encoded);
      if (posting === undefined) return;
      this.#busy = true;
      this.#posting = this.#follow(posting);
    } catch (error) {
      this.#fail(error);
    }
  }
  async #follow(posting: Promise<void>): Promise<void> {
    try {
      await posting;
    } catch (error) {
      this.#fail(error);
    }
    this.#busy = false;
    while (this.ready && this.#waiting.length > 0) this.post(this.#waiting.shift());
    if (this.ready) this.#idle();
  }
  #fail(error: unknown): void {
    const message = `The transport "${this.#transport.name}" could not post a message (${String(error)}). What it carried is repaired, if it was an event.`;
    this.#failed(new LinkError("ERR_LINK_FAILED", message, { cause: error }));
  }
}

/** Of a message, as far as it can be told without writing it once more; a codec that does not write text or bytes sees to it itself. */
export function sizeOf(encoded: unknown): number {
  if (typeof encoded === "string") return encoded.length;
  return encoded instanceof ArrayBuffer || ArrayBuffer.isView(encoded) ? encoded.byteLength : 0;
}
