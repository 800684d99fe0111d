import { createTransport, readTransportConfig, type TransportConfig } from "eventdeck/transport/create";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fakeChannels, FakePage, FakeWindow } from "./electron-fakes.ts";
import { fakeSockets } from "./websocket-fake.ts";

const wrong = (config: unknown): Promise<unknown> => createTransport(config as TransportConfig);

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("createTransport", () => {
  it("makes every kind from its configuration", async () => {
    const { port1, port2 } = new MessageChannel();
    const { webContents } = new FakeWindow("app://shop", () => undefined);
    const { MessageChannelMain } = fakeChannels();
    const configs: TransportConfig[] = [
      { kind: "broadcast-channel", name: "shop" },
      { kind: "message-port", port: port1, name: "worker" },
      { kind: "websocket", url: "wss://example.org/events", heartbeatMs: 0, WebSocket: fakeSockets().WebSocket },
      { kind: "electron-main", contents: webContents, MessageChannelMain, origins: ["app://shop"] },
      { kind: "electron-renderer", window: new FakePage(undefined as never) },
    ];
    const names = (await Promise.all(configs.map((config) => createTransport(config)))).map(({ name }) => name);
    expect(names).toEqual(["shop", "worker", "websocket wss://example.org/events", `electron-main window ${webContents.id}`, "electron-renderer"]);
    port1.close();
    port2.close();
  });

  it.each([
    [undefined, "EVENTDECK_TRANSPORT is not set"],
    [null, 'needs an object such as { kind: "broadcast-channel", name: "shop" }; it was given null'],
    ["websocket", "it was given string"],
    [{}, 'The kind of a transport is missing: use one of "broadcast-channel", "message-port", "websocket", "electron-main", "electron-renderer".'],
    [{ kind: "redis" }, 'The kind of a transport is "redis": use one of'],
    [{ kind: "toString" }, 'The kind of a transport is "toString": use one of'],
    [{ kind: "memory" }, "memory links come in pairs, from memoryLink()"],
    [{ kind: "broadcast-channel" }, '"broadcast-channel" needs "name": give a non-empty string.'],
    [{ kind: "broadcast-channel", name: "" }, '"name" of "broadcast-channel" is of type string: give a non-empty string.'],
    [{ kind: "broadcast-channel", name: "shop", channel: "shop" }, '"broadcast-channel" does not know "channel". It takes name.'],
    [{ kind: "message-port" }, '"message-port" needs "port": give an object or a function.'],
    [{ kind: "websocket", url: "wss://example.org/", heartbeatMs: "s3cret" }, '"heartbeatMs" of "websocket" is of type string: give a number.'],
    [
      { kind: "websocket", url: "wss://example.org/", protocols: "s3cret" },
      '"protocols" of "websocket" is of type string: give a list of strings, or a function',
    ],
    [{ kind: "websocket", adress: "wss://s3cret.example/" }, '"websocket" does not know "adress". It takes url, protocols'],
    [{ kind: "websocket", url: "https://example.org/?key=s3cret" }, 'it has to begin with "ws:" or "wss:"'],
    [{ kind: "electron-main", contents: {}, MessageChannelMain: Object, origins: ["file://"] }, "needs the webContents of a window"],
    [
      { kind: "electron-main", contents: {}, MessageChannelMain: Object, origins: "file://" },
      '"origins" of "electron-main" is of type string: give a list of strings.',
    ],
  ])("refuses %o", async (config, why) => {
    const refusal = await wrong(config).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(TypeError);
    expect(String(refusal)).toContain(why);
    expect(String(refusal)).not.toContain("s3cret");
  });

  it("takes an option that is undefined for one that is left out", async () => {
    await expect(createTransport({ kind: "websocket", url: "wss://example.org/", heartbeatMs: undefined })).resolves.toBeDefined();
  });

  it("reads the environment when it is given nothing", async () => {
    vi.stubEnv("EVENTDECK_TRANSPORT", "broadcast-channel");
    vi.stubEnv("EVENTDECK_TRANSPORT_NAME", "from the environment");
    expect((await createTransport()).name).toBe("from the environment");
  });
});

describe("readTransportConfig", () => {
  it("takes every variable of a kind, and nothing else of the environment", () => {
    const config = readTransportConfig({
      PATH: "/bin",
      EVENTDECK_OTHER: "1",
      EVENTDECK_TRANSPORT: "websocket",
      EVENTDECK_TRANSPORT_URL: "wss://example.org/events",
      EVENTDECK_TRANSPORT_PROTOCOLS: "token-1, other",
      EVENTDECK_TRANSPORT_FIRST_MESSAGE: "hello",
      EVENTDECK_TRANSPORT_PEERS: "one",
      EVENTDECK_TRANSPORT_RETRY_BASE_MS: "100",
      EVENTDECK_TRANSPORT_RETRY_MAX_MS: "1e3",
      EVENTDECK_TRANSPORT_CONNECT_TIMEOUT_MS: "5000",
      EVENTDECK_TRANSPORT_HEARTBEAT_MS: "0",
      EVENTDECK_TRANSPORT_HEARTBEAT_TIMEOUT_MS: "",
      EVENTDECK_TRANSPORT_MAX_BUFFERED_BYTES: "65536",
    });
    expect(config).toEqual({
      kind: "websocket",
      url: "wss://example.org/events",
      protocols: ["token-1", "other"],
      firstMessage: "hello",
      peers: "one",
      retryBaseMs: 100,
      retryMaxMs: 1000,
      connectTimeoutMs: 5000,
      heartbeatMs: 0,
      maxBufferedBytes: 65_536,
    });
    expect(readTransportConfig({ EVENTDECK_TRANSPORT: "broadcast-channel", EVENTDECK_TRANSPORT_NAME: "shop" })).toEqual({
      kind: "broadcast-channel",
      name: "shop",
    });
    expect(
      readTransportConfig({ EVENTDECK_TRANSPORT: "electron-renderer", EVENTDECK_TRANSPORT_CHANNEL: "bus", EVENTDECK_TRANSPORT_TIMEOUT_MS: "100" }),
    ).toEqual({ kind: "electron-renderer", channel: "bus", timeoutMs: 100 });
  });

  it.each([
    [{}, 'EVENTDECK_TRANSPORT is not set: set it to one of "broadcast-channel"'],
    [{ EVENTDECK_TRANSPORT: "" }, "EVENTDECK_TRANSPORT is not set"],
    [{ EVENTDECK_TRANSPORT: "rabbit" }, 'EVENTDECK_TRANSPORT is "rabbit": set it to one of'],
    [{ EVENTDECK_TRANSPORT: "websocket" }, 'EVENTDECK_TRANSPORT is "websocket", which needs "url": set EVENTDECK_TRANSPORT_URL.'],
    [
      { EVENTDECK_TRANSPORT: "broadcast-channel", EVENTDECK_TRANSPORT_URL: "wss://s3cret" },
      'EVENTDECK_TRANSPORT_URL means nothing to "broadcast-channel". It takes EVENTDECK_TRANSPORT_NAME.',
    ],
    [{ EVENTDECK_TRANSPORT: "websocket", EVENTDECK_TRANSPORT_HEARTBEAT_MS: "s3cret" }, "EVENTDECK_TRANSPORT_HEARTBEAT_MS is not understood: give a number."],
    [{ EVENTDECK_TRANSPORT: "websocket", EVENTDECK_TRANSPORT_HEARTBEAT_MS: " " }, "EVENTDECK_TRANSPORT_HEARTBEAT_MS is not understood: give a number."],
    [
      { EVENTDECK_TRANSPORT: "websocket", EVENTDECK_TRANSPORT_CLOCK: "s3cret" },
      'EVENTDECK_TRANSPORT_CLOCK cannot be read: "clock" is an object or a function. Give it to createTransport({ kind: "websocket", clock }).',
    ],
    [{ EVENTDECK_TRANSPORT: "message-port", EVENTDECK_TRANSPORT_CLOSE_PORT: "no" }, "EVENTDECK_TRANSPORT_CLOSE_PORT is not understood: give true or false."],
    [
      { EVENTDECK_TRANSPORT: "message-port", EVENTDECK_TRANSPORT_CLOSE_PORT: "false" },
      'which needs "port": call createTransport({ kind: "message-port", port }), since no variable can hold it.',
    ],
  ])("refuses %o, naming the variable and not what it holds", (environment, why) => {
    const refusal = (): unknown => readTransportConfig(environment);
    expect(refusal).toThrow(TypeError);
    expect(refusal).toThrow(why);
    expect(refusal).not.toThrow("s3cret");
  });

  it("says what to pass where there is no environment", () => {
    vi.stubGlobal("process", undefined);
    try {
      expect(() => readTransportConfig()).toThrow("pass an object of them, or a configuration");
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
