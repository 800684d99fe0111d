import { electronRenderer, type ElectronRendererOptions } from "eventdeck/transport/electron-renderer";
import { joinHub, type Joined } from "./join.ts";

/** Joins the hub of the main process from a page. Apart from what waits for it, since most pages never do. */
export function joinElectronHub(channel: string, window: ElectronRendererOptions["window"], ended: () => void): Promise<Joined> {
  return joinHub(electronRenderer({ channel, window }), ended);
}
