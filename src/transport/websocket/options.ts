import type { Clock } from "../../scheduling/index.ts";
import { requireFrom, requireFunction, requireOneOf, requirePositive } from "../../event/index.ts";
import type { WebSocketConstructor } from "./client.ts";
import type { RetryOptions } from "../retry-delay.ts";

export interface WebSocketOptions {
  /**
   * Sub-protocols that are offered beside `eventdeck.v1`, which comes first: where servers look for a token, since a browser sends no headers of an application's.
   * Asked for anew for each connection when it is a function. Never shown.
   */
  readonly protocols?: readonly string[] | (() => readonly string[] | Promise<readonly string[]>);
  /** Said first on each connection, such as a token; asked for anew for each connection when it is a function. Never shown. */
  readonly firstMessage?: string | (() => string | Promise<string>);
  /** `many` behind a relay that passes on to all others; `one` when the server is a bus itself. @default "many" */
  readonly peers?: "one" | "many";
  /** Bound of the wait before the first attempt after a loss, in milliseconds; it doubles with each, and the wait is anything up to it. @default 500 */
  readonly retryBaseMs?: number;
  /** Bound of every such wait, in milliseconds. @default 30_000 */
  readonly retryMaxMs?: number;
  /** How long an attempt may take, in milliseconds. @default 10_000 */
  readonly connectTimeoutMs?: number;
  /** A silent server is asked for a sign of life after that many milliseconds; 0 for never. @default 15_000 */
  readonly heartbeatMs?: number;
  /** How long it may take to answer, in milliseconds, before the connection is made anew. @default 10_000 */
  readonly heartbeatTimeoutMs?: number;
  /** What the socket may hold that is not on the network yet, in bytes, before the bus is made to wait. @default 1 MiB */
  readonly maxBufferedBytes?: number;
  /** @default the host's, or that of the package `ws` */
  readonly WebSocket?: WebSocketConstructor;
  /** @default the host's */
  readonly clock?: Clock;
  /** A number from 0 up to 1 each time it is called. @default Math.random */
  readonly random?: () => number;
}

/** @throws TypeError, RangeError for an option that makes no sense */
export function checkOptions(options: WebSocketOptions): void {
  const place = (name: string): string => `${name} of websocket()`;
  requireFrom(0, place("retryBaseMs"), options.retryBaseMs);
  requireFrom(0, place("retryMaxMs"), options.retryMaxMs);
  requirePositive(place("connectTimeoutMs"), options.connectTimeoutMs);
  requireFrom(0, place("heartbeatMs"), options.heartbeatMs);
  requirePositive(place("heartbeatTimeoutMs"), options.heartbeatTimeoutMs);
  requirePositive(place("maxBufferedBytes"), options.maxBufferedBytes);
  requireOneOf(["one", "many"], place("peers"), options.peers);
  requireFunction(place("random"), options.random);
}

export function retryOf({ retryBaseMs, retryMaxMs, random }: WebSocketOptions): RetryOptions {
  return { baseMs: retryBaseMs, maxMs: retryMaxMs, random };
}
