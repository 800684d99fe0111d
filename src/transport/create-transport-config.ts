import type { ElectronMainOptions } from "./electron/main.ts";
import type { ElectronRendererOptions } from "./electron/renderer.ts";
import type { ElectronContents } from "./electron/shapes.ts";
import { isKind, kindNames, keysOf, requiredOf } from "./create-transport-keys.ts";
import type { MessagePortOptions, PortLike } from "./message-port.ts";
import type { WebSocketOptions } from "./websocket/index.ts";

/** A transport as plain configuration: its kind, and what its function takes. */
export type TransportConfig =
  | { readonly kind: "broadcast-channel"; readonly name: string }
  | ({ readonly kind: "message-port"; readonly port: PortLike } & MessagePortOptions)
  | ({ readonly kind: "websocket"; readonly url: string | URL } & WebSocketOptions)
  | ({ readonly kind: "electron-main"; readonly contents: ElectronContents } & ElectronMainOptions)
  | ({ readonly kind: "electron-renderer" } & ElectronRendererOptions);

export type TransportKind = TransportConfig["kind"];

/** A configuration as it comes from a file or from code that is not typed. Values are not shown in messages: some are secrets. @throws TypeError */
export function checkTransportConfig(config: unknown): asserts config is TransportConfig {
  if (typeof config !== "object" || config === null) {
    throw new TypeError(
      `createTransport() needs an object such as { kind: "broadcast-channel", name: "shop" }; it was given ${config === null ? "null" : typeof config}.`,
    );
  }
  const { kind, ...given }: { readonly kind?: unknown } = config;
  if (!isKind(kind)) {
    const cure = kind === "memory" ? "memory links come in pairs, from memoryLink()" : `use one of ${kindNames()}`;
    throw new TypeError(`The kind of a transport is ${kind === undefined ? "missing" : JSON.stringify(kind)}: ${cure}.`);
  }
  const keys = keysOf(kind);
  for (const [name, value] of Object.entries(given)) {
    const type = keys.get(name);
    if (!type) throw new TypeError(`"${kind}" does not know "${name}". It takes ${[...keys.keys()].join(", ")}.`);
    if (value !== undefined && !type.accepts(value)) throw new TypeError(`"${name}" of "${kind}" is of type ${typeof value}: give ${type.expected}.`);
  }
  for (const name of requiredOf(kind)) {
    if (Reflect.get(given, name) === undefined) throw new TypeError(`"${kind}" needs "${name}": give ${keys.get(name)?.expected}.`);
  }
}
