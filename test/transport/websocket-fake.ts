import type { WebSocketEvent, WebSocketLike } from "eventdeck/transport/websocket";

type Listener = (event: WebSocketEvent) => void;

/** A constructor of sockets whose server is the test. */
export function fakeSockets() {
  const made: FakeSocket[] = [];
  class Made extends FakeSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols);
      made.push(this);
    }
  }
  return { WebSocket: Made, made };
}

class FakeSocket implements WebSocketLike {
  readonly url: string;
  readonly protocols: readonly string[];
  readonly sent: unknown[] = [];
  readyState = 0;
  bufferedAmount = 0;
  protocol = "";
  binaryType = "blob";
  closedWith: number | undefined;
  readonly #listeners = new Map<string, Set<Listener>>();

  constructor(url: string, protocols: string[]) {
    this.url = url;
    this.protocols = protocols;
  }
  send(data: unknown): void {
    this.sent.push(data);
  }
  close(code?: number): void {
    this.closedWith = code;
    this.readyState = 2;
  }
  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, (this.#listeners.get(type) ?? new Set()).add(listener));
  }

  open(protocol = "eventdeck.v1"): void {
    this.readyState = 1;
    this.protocol = protocol;
    this.#tell("open", {});
  }
  say(data: unknown): void {
    this.#tell("message", { data });
  }
  /** As every socket that fails: an error, then a close. */
  fail(message?: string): void {
    this.readyState = 3;
    this.#tell("error", { message });
    this.#tell("close", { code: 1006, reason: "" });
  }

  #tell(type: string, event: WebSocketEvent): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event);
  }
}
