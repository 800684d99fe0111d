import { followPageFor } from "./page-life.ts";
import type { LinkTransport } from "./transport.ts";

/** A window that messages are posted to: an iframe's `contentWindow`, `parent`, `opener`, or what `window.open` has returned. */
export interface WindowLike {
  postMessage(message: unknown, targetOrigin: string): void;
}

export interface WindowOptions {
  /** Origin of the other window. What comes from another is not looked at, and nothing is posted to it. */
  readonly origin: string;
  /** Told apart from other links between the same two windows. @default "eventdeck" */
  readonly channel?: string;
}

/** Messages between windows are heard by everybody in the page: this says whose ours are. */
interface Marked {
  readonly eventdeckChannel: string;
  readonly message: unknown;
}

/**
 * A link between two windows: a page and an iframe in it, or one that it has opened. Both sides name the other's window and origin. One that is left or frozen tells the
 * other, and one that is closed says goodbye.
 *
 * @example
 * await connect(bus, windowPort(iframe.contentWindow, { origin: "https://shop.example" }));
 * // In the iframe: await connect(bus, windowPort(parent, { origin: "https://portal.example" }));
 *
 * @throws TypeError when there is no window, or the origin is `*` or none: anybody could read along, and write
 */
export function windowPort(far: WindowLike | null, { origin, channel = "eventdeck" }: WindowOptions): LinkTransport {
  if (typeof far?.postMessage !== "function")
    throw new TypeError("windowPort was given no window: pass iframe.contentWindow, parent, opener or an opened window.");
  if (origin === "*" || !isOrigin(origin)) throw new TypeError(`origin is "${origin}": name the other window's, as in "https://shop.example", and not "*".`);
  let stop: (() => void) | undefined;
  return {
    name: `window ${origin}`,
    capabilities: { durable: false, order: "source", consumerGroups: false, interest: true },
    async connect(host) {
      const hear = ({ source, origin: from, data }: MessageEvent<unknown>): void => {
        if (source === far && from === origin && isMarked(data) && data.eventdeckChannel === channel) host.receive(data.message);
      };
      globalThis.addEventListener("message", hear);
      const stopFollowing = followPageFor(host);
      stop = () => {
        stopFollowing();
        globalThis.removeEventListener("message", hear);
      };
    },
    post: (message) => far.postMessage({ eventdeckChannel: channel, message } satisfies Marked, origin),
    async close() {
      stop?.();
    },
  };
}

function isMarked(data: unknown): data is Marked {
  return typeof data === "object" && data !== null && "eventdeckChannel" in data && "message" in data;
}
function isOrigin(origin: unknown): boolean {
  return typeof origin === "string" && URL.canParse(origin) && new URL(origin).origin === origin;
}
