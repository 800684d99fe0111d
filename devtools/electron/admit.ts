import { type ElectronContents, electronMain, type ElectronMainOptions } from "eventdeck/transport/electron-main";
import { devtoolsChannel } from "eventdeck/transport/electron-renderer";
import type { Hub, Role } from "../target/hub/hub.ts";
import type { ElectronForDevtools } from "./shapes.ts";

/** Lets the pages of one window in, one after another, whenever they ask, until the hub is closed. */
export function admit(hub: Hub, role: Role, contents: ElectronContents, options: ElectronMainOptions): void {
  if (hub.closed || contents.isDestroyed()) return;
  // One that hung was shown out, and may come in again when it is back.
  void hub.admit(electronMain(contents, options), role, () => admit(hub, role, contents, options));
}

/** Lets the pages of all windows in but one, those of windows that come later too. Returns what ends that; who is in stays. */
export function admitPages(
  { app, webContents, MessageChannelMain }: ElectronForDevtools,
  hub: Hub,
  { origins, except }: Pick<ElectronMainOptions, "origins"> & { readonly except: ElectronContents },
): () => void {
  const add = (contents: ElectronContents): void => {
    if (contents !== except) admit(hub, "page", contents, { MessageChannelMain, origins, channel: devtoolsChannel });
  };
  const created = (_event: unknown, contents: ElectronContents): void => add(contents);
  app.on("web-contents-created", created);
  for (const contents of webContents.getAllWebContents()) add(contents);
  return () => app.removeListener("web-contents-created", created);
}
