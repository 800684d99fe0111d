import { createBus } from "eventdeck";
import { captureWebSocket } from "eventdeck/capture";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket as NodeWebSocket } from "ws";
import { startEchoServer } from "./echo-server.ts";
import { webSocketContract } from "./web-socket-contract.ts";

let server: Awaited<ReturnType<typeof startEchoServer>>;
beforeAll(async () => {
  server = await startEchoServer();
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await server.stop();
});
beforeEach(() => {
  vi.stubGlobal("WebSocket", NodeWebSocket);
});

describe("captureWebSocket, in Node with ws as the global WebSocket", () => {
  webSocketContract(() => server.url);
});

describe("captureWebSocket, where there is no WebSocket", () => {
  it("captures nothing and leaves nothing", () => {
    vi.stubGlobal("WebSocket", undefined);
    const end = captureWebSocket(createBus());
    expect(globalThis.WebSocket).toBeUndefined();
    end();
  });
});
