export type { CaptureOptions } from "./capture-options.ts";
export { captureEventTarget, type CapturedTargetEvent } from "./capture-event-target.ts";
export { captureEmitter, type CapturedEmission } from "./capture-emitter.ts";
export { captureObservable, type Observed } from "./capture-observable.ts";
export { captureRedux, type CapturedAction } from "./capture-redux.ts";
export { captureReduxDevtoolsClients, type CapturedStoreAction, jumpToState } from "./capture-redux-devtools-clients.ts";
export type { StatePatch } from "./state-changes.ts";
export { captureFetch, type FetchOptions } from "./capture-fetch.ts";
export {
  type CapturedBodies,
  type CapturedFetchFailure,
  type CapturedRequest,
  type CapturedResponse,
  fetchAnswered,
  fetchCompleted,
  fetchFailed,
  fetchStarted,
} from "./fetch-events.ts";
export { captureWebSocket } from "./capture-web-socket.ts";
export {
  type CapturedClose,
  type CapturedMessage,
  type CapturedSocket,
  type CapturedSocketFailure,
  webSocketClosed,
  webSocketConnecting,
  webSocketFailed,
  webSocketOpened,
  webSocketReceived,
  webSocketSent,
} from "./web-socket-events.ts";
export { captureConsole, type CapturedLine, type ConsoleLevel, consoleLine, type ConsoleOptions } from "./capture-console.ts";
export { captureErrors, type CapturedError, errorResource, errorUncaught, errorUnhandledRejection } from "./capture-errors.ts";
