export type { WebSocketConstructor, WebSocketEvent, WebSocketLike } from "./client.ts";
export type { WebSocketOptions } from "./options.ts";
export { subProtocol, websocket } from "./web-socket-transport.ts";
