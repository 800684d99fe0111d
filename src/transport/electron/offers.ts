import { defaultChannel, hearInPage, isOffer, sayInPage } from "./bridge.ts";
import type { PageWindow } from "./shapes.ts";

export interface ElectronOffersOptions {
  /** The IPC channel, the same in all three parts. @default "eventdeck" */
  readonly channel?: string;
  /** @default the page's */
  readonly window?: PageWindow;
}

/**
 * Calls back when the main process gives this page a port on a channel, if it asks: at once where it does already, and whenever it begins to. It waits without a timer,
 * so that it costs a page next to nothing where there is no main process, or none that ever offers.
 *
 * @returns what ends it
 *
 * @example
 * electronOffers(() => void connect(bus, electronRenderer()));
 */
export function electronOffers(offered: () => void, { channel = defaultChannel, window = ownWindow() }: ElectronOffersOptions = {}): () => void {
  if (!window) return () => undefined;
  const unhear = hearInPage(window, channel, (message) => {
    if (isOffer(message)) offered();
  });
  sayInPage(window, channel, { kind: "knock" });
  return unhear;
}

function ownWindow(): PageWindow | undefined {
  return typeof window === "undefined" ? undefined : window;
}
