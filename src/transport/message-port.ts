export { windowPort, type WindowLike, type WindowOptions } from "./window-port.ts";
import { followPageFor } from "./page-life.ts";
import type { LinkTransport, TransportHost } from "./transport.ts";

/** A port, a worker, a worker's own scope, or what stands for the main thread in Node: whatever posts and hears messages, in the browser's way or in Node's. */
export type PortLike = {
  postMessage(message: unknown): void;
  start?(): void;
  close?(): void;
} & (BrowserListening | NodeListening);
interface BrowserListening {
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
  removeEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
}
interface NodeListening {
  on(event: string, listener: (message: unknown) => void): unknown;
  off(event: string, listener: (message: unknown) => void): unknown;
}

export interface MessagePortOptions {
  /** Shown in `health()`. @default "message-port" */
  readonly name?: string;
  /** Whether closing the connection closes the port as well; a worker is never ended by it. Say `false` for a `parentPort` that others use too. @default true */
  readonly closePort?: boolean;
}

const capabilities = { durable: false, order: "source", consumerGroups: false, interest: true } as const;

/**
 * A link over one port: one end of a `MessageChannel`, a `Worker` and inside it `self`, a port of a `SharedWorker`, and in Node's `worker_threads` a `Worker` and
 * `parentPort`. One bus on each side; a SharedWorker connects its bus once for each port that it is given. A page that is left or frozen tells its SharedWorker, which
 * keeps what it has missed, and one that is closed says goodbye.
 *
 * @example
 * const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
 * await connect(bus, messagePort(worker));
 * // In the worker: await connect(bus, messagePort(self));
 *
 * @throws TypeError for what is no port
 */
export function messagePort(port: PortLike, options: MessagePortOptions = {}): LinkTransport {
  if (typeof port?.postMessage !== "function" || !("addEventListener" in port || "on" in port))
    throw new TypeError("messagePort was given no port: pass a MessagePort, a Worker, or what stands for one inside a worker.");
  const { name = "message-port", closePort = true } = options;
  let stop: (() => void) | undefined;
  return {
    name,
    capabilities,
    async connect(host) {
      const stopListening = listen(port, host);
      // What a page and its own worker have, they lose and keep together.
      const stopFollowing = "terminate" in port ? undefined : followPageFor(host);
      stop = () => {
        stopFollowing?.();
        stopListening();
      };
      port.start?.();
    },
    post: (message) => port.postMessage(message),
    async close() {
      stop?.();
      // The scope of a worker has `close` too, which would end it, and no `start`, which ports have. What a port calls itself differs: in Node "EventTarget".
      if (closePort && port.start) port.close?.();
    },
  };
}

/** Posts by port have no origin to check: who was given the port may use it. */
function listen(port: PortLike, host: TransportHost): () => void {
  const unreadable = (): void => host.receive(undefined);
  const closed = (): void => host.state("closed", new Error("The port was closed by its other side."));
  if ("addEventListener" in port) {
    const hear = ({ data }: { readonly data?: unknown }): void => host.receive(data);
    return listening(port, [
      ["message", hear],
      ["messageerror", unreadable],
      // Told by newer browsers, and by Node.
      ["close", closed],
    ]);
  }
  const handlers = [
    ["message", (message: unknown) => host.receive(message)],
    ["messageerror", unreadable],
    ["close", closed],
    ["exit", closed],
  ] as const;
  for (const [event, handler] of handlers) port.on(event, handler);
  return () => {
    for (const [event, handler] of handlers) port.off(event, handler);
  };
}

function listening(
  port: BrowserListening,
  listeners: readonly (readonly [type: string, listener: (event: { readonly data?: unknown }) => void])[],
): () => void {
  for (const [type, listener] of listeners) port.addEventListener(type, listener);
  return () => {
    for (const [type, listener] of listeners) port.removeEventListener(type, listener);
  };
}
