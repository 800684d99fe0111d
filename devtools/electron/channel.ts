import { devtoolsChannel } from "eventdeck/transport/electron-renderer";

/** The IPC channel on which the window gets its port: the main process listens to it in that window only. */
export const panelChannel = `${devtoolsChannel}.panel`;
