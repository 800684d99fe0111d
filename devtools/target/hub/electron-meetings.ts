import { devtoolsChannel, electronOffers, type ElectronOffersOptions } from "eventdeck/transport/electron-renderer";
import type { Meet } from "./electron-page.ts";
import { joinElectronHub } from "./join-electron.ts";

/** Meets the panel of every devtools window that is opened, one after another. Returns what ends it. */
export function keepMeeting(meet: Meet, window: ElectronOffersOptions["window"]): () => void {
  let ignore = listen();
  let leave: (() => void) | undefined;
  let joining = false;
  let closed = false;

  function listen(): () => void {
    return electronOffers(offered, { channel: devtoolsChannel, window });
  }

  function offered(): void {
    if (!joining) void join();
  }

  async function join(): Promise<void> {
    joining = true;
    try {
      const joined = await joinElectronHub(devtoolsChannel, window, left);
      const end = closed ? undefined : meet(joined);
      leave = () => {
        end?.();
        joined.leave();
      };
      if (closed) quit();
    } catch {
      // Nobody is there after all, or this page is not let in, which the main process is told. Its next offer tries again.
      joining = false;
    }
  }

  function quit(): void {
    const end = leave;
    leave = undefined;
    end?.();
  }

  function left(): void {
    quit();
    joining = false;
    if (closed) return;
    // The window was closed, in which case nobody answers; or this page was cut off, and may come back.
    ignore();
    ignore = listen();
  }

  return () => {
    closed = true;
    ignore();
    quit();
  };
}
