import type { OpenChannel } from "./link.ts";
import { lockPresence, type Presence } from "./presence.ts";

/** Where pages and panels find each other: channels by their names, and word of who has gone. */
export interface Rendezvous {
  /** One end of the channel of that name; all its other ends hear what is sent into it. */
  readonly openChannel: OpenChannel;
  /** Absent where only a page that says goodbye is known to have gone. */
  readonly presence?: Presence;
}

/** The pages of one origin, by `BroadcastChannel` and Web Locks. `undefined` where they cannot reach each other. */
export function sameOrigin(): Rendezvous | undefined {
  return typeof BroadcastChannel === "function" ? { openChannel: openBroadcastChannel, presence: lockPresence() } : undefined;
}

// In Node it does not keep the process alive, as no debugging aid should.
const openBroadcastChannel: OpenChannel = (name) => {
  const channel = new BroadcastChannel(name);
  if ("unref" in channel && typeof channel.unref === "function") channel.unref();
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the rule takes it for a window; a broadcast channel has one origin
    send: (message) => channel.postMessage(message),
    listen: (take) => channel.addEventListener("message", ({ data }) => take(data)),
    close: () => channel.close(),
  };
};
