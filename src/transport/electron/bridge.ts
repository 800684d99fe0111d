import type { PageMessage, PageWindow } from "./shapes.ts";

/** The IPC channel, and what marks the messages of a page and its preload script, unless another is named. */
export const defaultChannel = "eventdeck";

/** A page asks for a port. `ask` numbers its questions, so that it knows the answer to the latest. */
export interface Ask {
  readonly kind: "ask";
  readonly ask: number;
}
/** The port comes along with it. */
export interface Granted {
  readonly kind: "port";
  readonly ask: number;
}
export interface Refused {
  readonly kind: "refused";
  readonly ask: number;
  readonly why: string;
}
export type Answer = Granted | Refused;

/** Says something to the other world of the same page: nothing but data crosses, and the port. */
export function sayInPage(window: PageWindow, channel: string, message: Ask | Answer, ports: readonly MessagePort[] = []): void {
  // The slash is for documents of the same origin, also where that has no name, as with file: and sandboxed pages.
  window.postMessage({ eventdeck: channel, ...message }, "/", [...ports]);
}

/** What the other world of the same page says: not its frames, and not other windows. Returns what ends it. */
export function hearInPage(window: PageWindow, channel: string, hear: (message: object, ports: readonly MessagePort[]) => void): () => void {
  const listener = ({ data, source, ports }: PageMessage): void => {
    if (source === window && typeof data === "object" && data !== null && "eventdeck" in data && data.eventdeck === channel) hear(data, ports);
  };
  window.addEventListener("message", listener);
  return () => window.removeEventListener("message", listener);
}

export function isAsk(message: unknown): message is Ask {
  return kindOf(message) === "ask";
}
export function isAnswer(message: unknown): message is Answer {
  const kind = kindOf(message);
  return kind === "port" || (kind === "refused" && typeof Reflect.get(Object(message), "why") === "string");
}

function kindOf(message: unknown): unknown {
  if (typeof message !== "object" || message === null || !("kind" in message) || !("ask" in message)) return undefined;
  return Number.isSafeInteger(message.ask) ? message.kind : undefined;
}
