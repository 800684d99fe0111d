import { afterAll, beforeAll, describe } from "vitest";
import { WebSocket as PackageWebSocket } from "ws";
import { websocketContract } from "./websocket-contract.ts";
import { startRelay } from "./websocket-relay.ts";

let relay: Awaited<ReturnType<typeof startRelay>>;
beforeAll(async () => {
  relay = await startRelay();
});
afterAll(() => relay.stop());

describe("websocket, in Node with the package ws", () => {
  websocketContract(
    () => relay.url,
    () => PackageWebSocket as unknown as typeof WebSocket,
  );
});
