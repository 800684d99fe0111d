import { websocket } from "eventdeck/transport/websocket";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fakeSockets } from "./websocket-fake.ts";

const { WebSocket } = fakeSockets();

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("websocket, what it is given", () => {
  it.each([
    ["", 'needs a url such as "wss://example.org/events"'],
    ["/events?key=s3cret", "is not a whole address"],
    ["http://example.org/events?key=s3cret", 'begins with "http:"; it has to begin with "ws:" or "wss:": write "ws://example.org…"'],
    ["https://example.org:8443/", 'write "wss://example.org:8443…"'],
    ["file:///etc/passwd", 'begins with "file:"'],
    ["wss://user:s3cret@example.org/", 'pass a token by "protocols" or "firstMessage"'],
    ["wss://example.org/#s3cret", "has a fragment"],
  ])("refuses the address %j, without saying what may be secret", (url, why) => {
    const refusal = (): unknown => websocket(url, { WebSocket });
    expect(refusal).toThrow(TypeError);
    expect(refusal).toThrow(why);
    expect(refusal).not.toThrow("s3cret");
  });

  it.each([
    [{ retryBaseMs: -1 }, "retryBaseMs of websocket() is -1: give a number from 0 up."],
    [{ retryMaxMs: Number.NaN }, "retryMaxMs of websocket() is NaN"],
    [{ connectTimeoutMs: 0 }, "connectTimeoutMs of websocket() is 0: give a number above 0."],
    [{ heartbeatMs: -5 }, "heartbeatMs of websocket() is -5"],
    [{ heartbeatTimeoutMs: 0 }, "heartbeatTimeoutMs of websocket() is 0"],
    [{ maxBufferedBytes: 0 }, "maxBufferedBytes of websocket() is 0"],
    [{ peers: "few" as "one" }, 'peers of websocket() is "few": use "one" or "many".'],
  ])("refuses the options %o", (options, why) => {
    expect(() => websocket("wss://example.org/", { WebSocket, ...options })).toThrow(why);
  });

  it("says how many can be on the far side: many behind a relay, unless the server is a bus itself", () => {
    expect(websocket("wss://example.org/", { WebSocket }).capabilities.peers).toBe("many");
    expect(websocket("wss://example.org/", { WebSocket, peers: "one" }).capabilities.peers).toBe("one");
  });

  it("is named by its address, without the query", () => {
    expect(websocket(new URL("wss://example.org/events?key=s3cret"), { WebSocket }).name).toBe("websocket wss://example.org/events");
  });

  it("takes the package ws where the host has no WebSocket, and says what to install where there is neither", () => {
    vi.stubGlobal("WebSocket", undefined);
    expect(() => websocket("wss://example.org/")).not.toThrow();
    vi.stubGlobal("process", undefined);
    expect(() => websocket("wss://example.org/")).toThrow('Install the package "ws" beside eventdeck');
  });
});
