import type { Clock } from "../../scheduling/index.ts";
import type { WebSocketEvent, WebSocketLike } from "./client.ts";
import { isPong, ping } from "./heartbeat.ts";

/** What is heard of one socket. */
export interface SocketHandlers {
  opened(): void;
  message(data: unknown): void;
  /** Comes once at most, and nothing comes after it. */
  ended(why: string): void;
}

export interface SessionOptions {
  readonly clock: Clock;
  readonly connectTimeoutMs: number;
  /** 0 for none. */
  readonly heartbeatMs: number;
  readonly heartbeatTimeoutMs: number;
}

const open = 1;

/**
 * One socket from its making to its end. Whatever comes first ends it, an error, a close, a time that has run out, and what the socket tells afterwards is not heard:
 * a socket that fails says so twice, and each would be a reconnection of its own.
 */
export class SocketSession {
  readonly #socket: WebSocketLike;
  readonly #options: SessionOptions;
  readonly #handlers: SocketHandlers;
  #ended = false;
  #heard = false;
  /** What an error said of itself, before the close that always follows. */
  #error: string | undefined;
  #callOff: () => void;

  constructor(socket: WebSocketLike, options: SessionOptions, handlers: SocketHandlers) {
    this.#socket = socket;
    this.#options = options;
    this.#handlers = handlers;
    // They stay: the package `ws` throws an error that nobody listens for, also of a socket that is being closed.
    socket.addEventListener("open", () => this.#opened());
    socket.addEventListener("message", ({ data }) => this.#message(data));
    socket.addEventListener("close", (event) => this.#fail(this.#describeClose(event)));
    socket.addEventListener("error", ({ message }) => (this.#error = message));
    this.#callOff = this.#after(options.connectTimeoutMs, () => this.#fail(`was not open within ${options.connectTimeoutMs} ms`));
  }

  get isOpen(): boolean {
    return !this.#ended && this.#socket.readyState === open;
  }
  get protocol(): string {
    return this.#socket.protocol;
  }
  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    this.#socket.send(data);
  }

  /** Ends it from this side, without a word to the handlers. */
  end(code: number = 1000, reason: string = ""): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#callOff();
    this.#socket.close(code, reason);
  }

  #opened(): void {
    if (this.#ended) return;
    this.#callOff();
    this.#callOff = () => undefined;
    if (this.#options.heartbeatMs > 0) this.#beatLater();
    this.#handlers.opened();
  }

  #message(data: unknown): void {
    if (this.#ended) return;
    this.#heard = true;
    if (!isPong(data)) this.#handlers.message(data);
  }

  #beatLater(): void {
    this.#callOff = this.#after(this.#options.heartbeatMs, () => {
      // Whoever was heard meanwhile is alive.
      if (this.#heard) {
        this.#heard = false;
        return this.#beatLater();
      }
      if (this.isOpen) this.#socket.send(ping);
      const { heartbeatTimeoutMs } = this.#options;
      this.#callOff = this.#after(heartbeatTimeoutMs, () => {
        if (!this.#heard) return this.#fail(`has not answered for ${heartbeatTimeoutMs} ms`);
        this.#heard = false;
        this.#beatLater();
      });
    });
  }

  #fail(why: string): void {
    if (this.#ended) return;
    this.end(1000);
    this.#handlers.ended(why);
  }

  #describeClose({ code, reason }: WebSocketEvent): string {
    const why = reason || this.#error;
    return `was closed with code ${code ?? 1006}${why ? ` (${why})` : ""}`;
  }

  #after(delayMs: number, task: () => void): () => void {
    return this.#options.clock.schedule(task, delayMs, "immediate");
  }
}
