import { defineEvent, payload } from "../event/index.ts";

/** What all events of one connection say. */
export interface CapturedSocket {
  /** Counts the connections of this page, from 1. */
  readonly socket: number;
  /** Without user, password and what secret parameters say. */
  readonly url: string;
}
/** A message, in either direction. */
export interface CapturedMessage extends CapturedSocket {
  /** Text as it is, bytes as bytes; of a `Blob` its size and type. */
  readonly data: unknown;
}
/** The end of a connection. */
export interface CapturedClose extends CapturedSocket {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
}
/** Something that went wrong, which browsers do not say more of. */
export interface CapturedSocketFailure extends CapturedSocket {
  readonly error?: unknown;
}

/** A connection is being made. */
export const webSocketConnecting = defineEvent("websocket.connecting", payload<CapturedSocket>());
/** It is open. */
export const webSocketOpened = defineEvent("websocket.opened", payload<CapturedSocket & { readonly protocol: string }>());
/** A message came in. */
export const webSocketReceived = defineEvent("websocket.received", payload<CapturedMessage>());
/** A message was sent, or waits to be. */
export const webSocketSent = defineEvent("websocket.sent", payload<CapturedMessage>());
/** The connection has ended. */
export const webSocketClosed = defineEvent("websocket.closed", payload<CapturedClose>());
/** The connection has failed, could not be made, or has refused to send. */
export const webSocketFailed = defineEvent("websocket.failed", payload<CapturedSocketFailure>());
