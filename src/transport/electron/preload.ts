import { defaultChannel, devtoolsChannel, hearInPage, isAnswer, isAsk, isKnock, isOffer, sayInPage } from "./bridge.ts";
import type { ElectronIpcRenderer, PageWindow } from "./shapes.ts";

export interface ElectronPreloadOptions {
  /** The IPC channel, the same in all three parts. @default "eventdeck" */
  readonly channel?: string;
  /** @default the preload script's own */
  readonly window?: PageWindow;
}

/**
 * Lets the page have its port, in a preload script. Nothing but data crosses from here to the page, and the port: no function is exposed, neither `ipcRenderer` nor any
 * other, and a page that is isolated or sandboxed stays so. It carries the port of a devtools window as well, which the main process gives out only while it has one.
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
  const leave = [...new Set([channel, devtoolsChannel])].map((each) => carry(ipcRenderer, window, each));
  return () => {
    for (const end of leave) end();
  };
}

function carry(ipcRenderer: ElectronIpcRenderer, window: PageWindow, channel: string): () => void {
  const unhear = hearInPage(window, channel, (message) => {
    if (isAsk(message)) ipcRenderer.send(channel, { kind: "ask", ask: message.ask });
    else if (isKnock(message)) ipcRenderer.send(channel, { kind: "knock" });
  });
  const answer = ({ ports }: { readonly ports: readonly MessagePort[] }, message: unknown): void => {
    if (isAnswer(message) || isOffer(message)) sayInPage(window, channel, message, ports);
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
