// For the main process. Without React: the window loads the panel that is built into a script of its own.
export { openDevtoolsWindow } from "./electron/open-devtools-window.ts";
export type { DevtoolsWindow, DevtoolsWindowOptions } from "./electron/options.ts";
export type { ElectronForDevtools, ElectronWindow, ElectronWindowOptions } from "./electron/shapes.ts";
