import { ipcRenderer } from "electron";
import { electronPreload } from "eventdeck/transport/electron-preload";

// All that an application's preload script has to do.
electronPreload(ipcRenderer);
