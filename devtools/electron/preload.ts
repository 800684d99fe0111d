import { ipcRenderer } from "electron";
import { electronPreload } from "eventdeck/transport/electron-preload";
import { panelChannel } from "./channel.ts";

electronPreload(ipcRenderer, { channel: panelChannel });
