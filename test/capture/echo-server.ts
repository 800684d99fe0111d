import type { AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";
import { WebSocket, WebSocketServer } from "ws";

declare module "vitest" {
  interface ProvidedContext {
    /** Of a WebSocket server that sends back what it is sent, and closes with code 4000 when told "close". */
    readonly echoUrl: string;
  }
}

// Taken before anything is captured.
const { send } = WebSocket.prototype;
/** The server's end of a connection, which is not to be captured when it runs beside the client's. */
class ServerSocket extends WebSocket {
  override send(...args: unknown[]): void {
    Reflect.apply(send, this, args);
  }
}

/** Starts the server; for tests in a browser, which has none of its own. */
export async function startEchoServer(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", WebSocket: ServerSocket });
  server.on("connection", (socket) => {
    socket.on("message", (data, isBinary) => {
      if (!isBinary && Buffer.isBuffer(data) && data.toString() === "close") socket.close(4000, "as told");
      else socket.send(data, { binary: isBinary });
    });
  });
  await new Promise<void>((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((resolve) => {
      for (const client of server.clients) client.terminate();
      server.close(() => resolve());
    });
  return { url: `ws://127.0.0.1:${port}/`, stop };
}

/** Called by Vitest before the tests of the browser project. @public */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startEchoServer();
  project.provide("echoUrl", url);
  return stop;
}
