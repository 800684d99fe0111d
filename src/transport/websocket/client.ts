/** What of a WebSocket is used: that of browsers, of Node 22 and later, and of the package `ws`. */
export interface WebSocketLike {
  readonly readyState: number;
  /** Bytes that were given to `send` and are not on the network yet. */
  readonly bufferedAmount: number;
  /** The sub-protocol that the server has chosen. */
  readonly protocol: string;
  binaryType: string;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: "open" | "message" | "close" | "error", listener: (event: WebSocketEvent) => void): void;
}

/** The fields of the four events that are read. */
export interface WebSocketEvent {
  readonly data?: unknown;
  readonly code?: number;
  readonly reason?: string;
  /** Of an error, by the package `ws` only. */
  readonly message?: string;
}

export type WebSocketConstructor = new (url: string, protocols: string[]) => WebSocketLike;

/**
 * The constructor to use: what was given, the host's, or that of the package `ws` where there is no other, which is in Node 20.
 *
 * @throws TypeError that says what to install
 */
export function findConstructor(given: WebSocketConstructor | undefined): WebSocketConstructor {
  const constructor = given ?? Reflect.get(globalThis, "WebSocket") ?? fromPackage();
  if (isConstructor(constructor)) return constructor;
  throw new TypeError(
    `There is no WebSocket here: Node has one from version 22 on. Install the package "ws" beside eventdeck, or pass a constructor as the option "WebSocket".`,
  );
}

/** The package, when it is installed. Not imported: bundlers for browsers would look for it. */
function fromPackage(): unknown {
  if (typeof process === "undefined" || typeof process.getBuiltinModule !== "function") return undefined;
  const require = process.getBuiltinModule("node:module").createRequire(import.meta.url);
  try {
    return require("ws");
  } catch {
    return undefined;
  }
}

function isConstructor(value: unknown): value is WebSocketConstructor {
  return typeof value === "function";
}
