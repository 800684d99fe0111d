import { defaultChannel, hearInPage, isAnswer, isAsk, sayInPage } from "./bridge.ts";
import type { ElectronIpcRenderer, PageWindow } from "./shapes.ts";

export interface ElectronPreloadOptions {
  /** The IPC channel, the same in all three parts. @default "eventdeck" */
  readonly channel?: string;
  /** @default the preload script's own */
  readonly window?: PageWindow;
}

/**
 * Lets the page have its port, in a preload script. Nothing but data crosses from here to the page, and the port: no function is exposed, neither `ipcRenderer` nor any
 * other, and a page that is isolated or sandboxed stays so.
 *
 * @returns what ends it
 * @throws TypeError without `ipcRenderer`
 *
 * @example
 * import { ipcRenderer } from "electron";
 * electronPreload(ipcRenderer);
 */
export function electronPreload(
  ipcRenderer: ElectronIpcRenderer,
  { channel = defaultChannel, window = pageWindow() }: ElectronPreloadOptions = {},
): () => void {
  if (typeof ipcRenderer?.send !== "function") {
    throw new TypeError(`electronPreload() needs Electron's ipcRenderer, which is in a preload script only: import it from "electron" there.`);
  }
  // The main process refuses inner frames as well; this spares it the question.
  if (window.top !== window) return () => undefined;
  const unhear = hearInPage(window, channel, (message) => {
    if (isAsk(message)) ipcRenderer.send(channel, { kind: "ask", ask: message.ask });
  });
  const answer = ({ ports }: { readonly ports: readonly MessagePort[] }, message: unknown): void => {
    if (isAnswer(message)) sayInPage(window, channel, message, ports);
  };
  ipcRenderer.on(channel, answer);
  return () => {
    unhear();
    ipcRenderer.removeListener(channel, answer);
  };
}

function pageWindow(): PageWindow {
  if (typeof window === "undefined") throw new TypeError("electronPreload() belongs into the preload script of a window: there is no window here.");
  return window;
}
