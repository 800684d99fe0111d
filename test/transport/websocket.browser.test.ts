import { describe, inject } from "vitest";
import { websocketContract } from "./websocket-contract.ts";

describe("websocket, in a browser", () => {
  websocketContract(
    () => inject("relayUrl"),
    () => WebSocket,
  );
});
