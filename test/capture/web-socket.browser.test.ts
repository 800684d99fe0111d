import { describe, inject } from "vitest";
import { webSocketContract } from "./web-socket-contract.ts";

describe("captureWebSocket, in a browser", () => {
  webSocketContract(() => inject("echoUrl"));
});
