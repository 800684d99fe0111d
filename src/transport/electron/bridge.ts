import type { PageMessage, PageWindow } from "./shapes.ts";

/** The IPC channel, and what marks the messages of a page and its preload script, unless another is named. */
export const defaultChannel = "eventdeck";

/** The IPC channel of the devtools window. A preload script carries it beside its own, so that a window needs no other for it. */
export const devtoolsChannel = "eventdeck.devtools";

/** A page says that it is there, and wants to be told when ports are to be had. */
export interface Knock {
  readonly kind: "knock";
}
/** The main process gives ports to pages that ask, from now on. */
export interface Offer {
  readonly kind: "offer";
}
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
export type FromPage = Knock | Ask;
export type FromMain = Offer | Answer;

/** Says something to the other world of the same page: nothing but data crosses, and the port. */
export function sayInPage(window: PageWindow, channel: string, message: FromPage | FromMain, ports: readonly MessagePort[] = []): void {
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

export function isKnock(message: unknown): message is Knock {
  return isOfKind(message, "knock");
}
export function isOffer(message: unknown): message is Offer {
  return isOfKind(message, "offer");
}
export function isAsk(message: unknown): message is Ask {
  return isOfKind(message, "ask") && isNumbered(message);
}
export function isAnswer(message: unknown): message is Answer {
  if (!isNumbered(message)) return false;
  return isOfKind(message, "port") || (isOfKind(message, "refused") && "why" in message && typeof message.why === "string");
}

function isOfKind(message: unknown, kind: string): message is { readonly kind: unknown } {
  return typeof message === "object" && message !== null && "kind" in message && message.kind === kind;
}
function isNumbered(message: unknown): message is { readonly ask: number } {
  return typeof message === "object" && message !== null && "ask" in message && Number.isSafeInteger(message.ask);
}
