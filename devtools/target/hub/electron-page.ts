import { devtoolsChannel, electronOffers, type ElectronOffersOptions } from "eventdeck/transport/electron-renderer";
import type { Rendezvous } from "../remote/rendezvous.ts";

/** Opens what answers panels at a rendezvous, and returns what closes it. */
export type Meet = (rendezvous: Rendezvous) => () => void;

/**
 * Meets the panel of an Electron application's devtools window whenever there is one, by way of the preload script. Nothing is loaded, and no time is waited for, until
 * the main process says that there is. Returns what ends it.
 */
export function meetInElectron(meet: Meet, { window }: Pick<ElectronOffersOptions, "window"> = {}): () => void {
  let closed = false;
  let end = electronOffers(offered, { channel: devtoolsChannel, window });

  function offered(): void {
    end();
    void import("./electron-meetings.ts").then(({ keepMeeting }) => {
      if (!closed) end = keepMeeting(meet, window);
    });
  }

  return () => {
    closed = true;
    end();
  };
}
