/**
 * What of Electron is used, so that neither the package nor its types are needed here.
 *
 * @see https://www.electronjs.org/docs/latest/tutorial/message-ports
 */

/** `MessagePortMain`. */
export interface ElectronPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** `MessageChannelMain`. */
export type ElectronChannel = new () => { readonly port1: ElectronPort; readonly port2: ElectronPort };

/** `WebFrameMain`. */
export interface ElectronFrame {
  readonly origin: string;
  /** `null` for the top frame. */
  readonly parent: object | null;
  postMessage(channel: string, message: unknown, transfer?: ElectronPort[]): void;
}

/** `IpcMain`, as `webContents.ipc` has it: of one window only. */
export interface ElectronIpc {
  on(channel: string, listener: (event: ElectronIpcEvent, message: unknown) => void): unknown;
  removeListener(channel: string, listener: (event: ElectronIpcEvent, message: unknown) => void): unknown;
}
export interface ElectronIpcEvent {
  /** `null` when the frame has gone meanwhile. */
  readonly senderFrame: ElectronFrame | null;
}

/** `WebContents`. */
export interface ElectronContents {
  readonly id: number;
  readonly ipc: ElectronIpc;
  isDestroyed(): boolean;
  /** To the top frame. */
  send(channel: string, message: unknown): void;
  on(event: "did-start-navigation", listener: (details: ElectronNavigation) => void): unknown;
  on(event: "render-process-gone" | "destroyed", listener: () => void): unknown;
  removeListener(event: "did-start-navigation", listener: (details: ElectronNavigation) => void): unknown;
  removeListener(event: "render-process-gone" | "destroyed", listener: () => void): unknown;
}
export interface ElectronNavigation {
  readonly isMainFrame: boolean;
  readonly isSameDocument: boolean;
}

/** `ipcRenderer`. */
export interface ElectronIpcRenderer {
  on(channel: string, listener: (event: { readonly ports: readonly MessagePort[] }, message: unknown) => void): unknown;
  removeListener(channel: string, listener: (event: { readonly ports: readonly MessagePort[] }, message: unknown) => void): unknown;
  send(channel: string, message: unknown): void;
}

/** A page's `window`. */
export interface PageWindow {
  readonly top: unknown;
  postMessage(message: unknown, targetOrigin: string, transfer?: MessagePort[]): void;
  addEventListener(type: "message", listener: (event: PageMessage) => void): void;
  removeEventListener(type: "message", listener: (event: PageMessage) => void): void;
}
export interface PageMessage {
  readonly data: unknown;
  readonly source: unknown;
  readonly ports: readonly MessagePort[];
}
