import { ipcRenderer } from "electron";
import { electronPreload } from "eventdeck/transport/electron-preload";

electronPreload(ipcRenderer);
