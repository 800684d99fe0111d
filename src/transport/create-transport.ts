import { checkTransportConfig, type TransportConfig } from "./create-transport-config.ts";
import { readTransportConfig } from "./create-transport-environment.ts";
import type { Transport } from "./transport.ts";

export type { TransportConfig, TransportKind } from "./create-transport-config.ts";
export { readTransportConfig } from "./create-transport-environment.ts";

/**
 * Makes a transport from plain configuration, or without any from environment variables. Only the code of its kind is loaded.
 *
 * @param config - @default readTransportConfig()
 * @throws TypeError that names the key or variable and its cure; keys that the kind does not know are refused
 *
 * @example
 * await connect(bus, await createTransport({ kind: "websocket", url: "wss://example.org/events" }));
 */
export async function createTransport(config: TransportConfig = readTransportConfig()): Promise<Transport> {
  checkTransportConfig(config);
  switch (config.kind) {
    case "broadcast-channel": {
      const { broadcastChannel } = await import("./broadcast-channel.ts");
      return broadcastChannel(config.name);
    }
    case "message-port": {
      const { messagePort } = await import("./message-port.ts");
      const { kind: _, port, ...options } = config;
      return messagePort(port, options);
    }
    case "websocket": {
      const { websocket } = await import("./websocket/index.ts");
      const { kind: _, url, ...options } = config;
      return websocket(url, options);
    }
    case "electron-main": {
      const { electronMain } = await import("./electron/main.ts");
      const { kind: _, contents, ...options } = config;
      return electronMain(contents, options);
    }
    case "electron-renderer": {
      const { electronRenderer } = await import("./electron/renderer.ts");
      const { kind: _, ...options } = config;
      return electronRenderer(options);
    }
  }
}
