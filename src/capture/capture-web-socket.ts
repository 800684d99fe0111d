import type { Bus } from "../bus/index.ts";
import type { EventKind } from "../event/index.ts";
import type { CaptureOptions } from "./capture-options.ts";
import { capturing } from "./capturing.ts";
import type { Mark } from "./frames.ts";
import { type Call, type Reaction, tapInto } from "./patch.ts";
import { Recorder } from "./recorder.ts";
import { hideSecretsOfUrl } from "./secrets.ts";
import { webSocketClosed, webSocketConnecting, webSocketFailed, webSocketOpened, webSocketReceived, webSocketSent } from "./web-socket-events.ts";

/** Numbers of connections, the same for all captures. */
const numbers = new WeakMap<object, number>();
let counted = 0;

/**
 * WebSocket connections become events of the bus: `websocket.connecting`, `opened`, `sent`, `received`, `closed`, `failed`, of which all of one connection share a
 * correlation, unless a handler sends. A connection that was made before is captured from the first message that it sends.
 *
 * Sockets are not changed: listeners are added to them, the constructor and `send` are wrapped. Secrets are left out of the URL, not out of messages: `redact` hides
 * those by name. Where there is no `WebSocket`, nothing is captured.
 *
 * @example
 * const end = captureWebSocket(bus);
 */
export function captureWebSocket(bus: Bus, options: CaptureOptions = {}): () => void {
  const recorder = new Recorder("captureWebSocket", bus, globalThis, "websocket", options);
  return capturing(bus, captureWebSocket, (onEnd) => {
    const constructor: unknown = Reflect.get(globalThis, "WebSocket");
    if (typeof constructor !== "function") return;
    const sockets = new Sockets(recorder);
    const prototype: object = constructor.prototype;
    onEnd(recorder.watch());
    onEnd(() => sockets.end());
    onEnd(tapInto(globalThis, "WebSocket", ({ args }) => sockets.connecting(args[0])));
    onEnd(tapInto(prototype, "send", (call) => sockets.sending(call)));
  });
}

/** What is known of one connection. */
interface Known {
  readonly mark: Mark | undefined;
  readonly url: string;
  readonly number: number;
}

/** The connections that one capture listens to. */
class Sockets {
  readonly #recorder: Recorder;
  readonly #known = new WeakMap<object, Known>();
  /** What ends the listening, of each connection that has not ended. */
  readonly #ends = new Set<() => void>();

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }
  end(): void {
    for (const end of this.#ends) end();
    this.#ends.clear();
  }

  connecting(url: unknown): Reaction {
    const shown = hideSecretsOfUrl(typeof url === "string" || url instanceof URL ? String(url) : "");
    return {
      returned: (socket) => {
        if (typeof socket === "object" && socket !== null) this.#meet(socket, shown);
        return socket;
      },
      threw: (error) => {
        this.#recorder.record({ name: "failed", payload: { socket: 0, url: shown, error }, subject: shown, definition: webSocketFailed });
      },
    };
  }

  sending({ self, args: [data] }: Call): Reaction | void {
    if (typeof self !== "object" || self === null) return;
    const record = (definition: EventKind, more: object) => {
      const known = this.#known.get(self) ?? this.#meet(self, hideSecretsOfUrl(String(Reflect.get(self, "url"))));
      // In a handler, it is the handler's event that it follows from.
      this.#record(definition, known, more, this.#recorder.mark().causationId === undefined ? known.mark : undefined);
    };
    return {
      returned: (result) => {
        record(webSocketSent, { data });
        return result;
      },
      threw: (error) => record(webSocketFailed, { error }),
    };
  }

  #meet(socket: object, url: string): Known {
    const number = numbers.get(socket) ?? ++counted;
    numbers.set(socket, number);
    const isNew = Reflect.get(socket, "readyState") === 0;
    const payload = { socket: number, url };
    const mark = isNew ? this.#recorder.record({ name: "connecting", payload, subject: url, definition: webSocketConnecting }) : this.#recorder.mark();
    const known: Known = { mark, url, number };
    this.#known.set(socket, known);
    this.#listen(socket, known);
    return known;
  }

  #listen(socket: object, known: Known): void {
    if (!isTarget(socket)) return;
    const listeners = new Map<string, (event: object) => void>();
    const on = (type: string, definition: EventKind, more: (event: object) => object) => {
      const listen = (event: object): void => {
        this.#record(definition, known, more(event), known.mark);
        if (type === "close") this.#ends.delete(end);
      };
      listeners.set(type, listen);
      socket.addEventListener(type, listen);
    };
    const end = (): void => {
      for (const [type, listen] of listeners) socket.removeEventListener(type, listen);
    };
    this.#ends.add(end);
    on("open", webSocketOpened, () => ({ protocol: Reflect.get(socket, "protocol") }));
    on("message", webSocketReceived, (event) => ({ data: Reflect.get(event, "data") }));
    on("close", webSocketClosed, (event) => ({
      code: Reflect.get(event, "code"),
      reason: Reflect.get(event, "reason"),
      wasClean: Reflect.get(event, "wasClean"),
    }));
    on("error", webSocketFailed, (event) => ({ error: Reflect.get(event, "error") }));
  }

  #record(definition: EventKind, { url, number }: Known, more: object, cause: Mark | undefined): void {
    const payload = { socket: number, url, ...more };
    this.#recorder.record({ name: definition.type.slice("websocket.".length), payload, subject: url, definition, cause });
  }
}

/** What has listeners. */
function isTarget(value: object): value is {
  addEventListener(type: string, listener: (event: object) => void): void;
  removeEventListener(type: string, listener: (event: object) => void): void;
} {
  return "addEventListener" in value && typeof value.addEventListener === "function" && "removeEventListener" in value;
}
