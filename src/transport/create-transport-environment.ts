import { checkTransportConfig, type TransportConfig } from "./create-transport-config.ts";
import { isKind, kindNames, keysOf, requiredOf } from "./create-transport-keys.ts";

const kindVariable = "EVENTDECK_TRANSPORT";
const prefix = `${kindVariable}_`;

/**
 * A transport's configuration from environment variables: `EVENTDECK_TRANSPORT` names the kind, and each key of it has a variable of its own, in capitals:
 * `EVENTDECK_TRANSPORT_URL`, `EVENTDECK_TRANSPORT_HEARTBEAT_MS`. Lists are separated by commas, flags are `true` or `false`, an empty variable is none.
 *
 * @param environment - @default process.env
 * @throws TypeError that names the variable, and never shows a value other than the kind
 */
export function readTransportConfig(environment: Readonly<Record<string, string | undefined>> = hostEnvironment()): TransportConfig {
  const kind = environment[kindVariable];
  if (!isKind(kind)) {
    throw new TypeError(`${kindVariable} is ${kind ? `"${kind}"` : "not set"}: set it to one of ${kindNames()}.`);
  }
  const keys = keysOf(kind);
  const names = new Map([...keys.keys()].map((key) => [variableOf(key), key]));
  const config: Record<string, unknown> = { kind };
  for (const [variable, text] of Object.entries(environment)) {
    if (!variable.startsWith(prefix) || !text) continue;
    const key = names.get(variable);
    const type = key === undefined ? undefined : keys.get(key);
    if (key === undefined || !type) throw new TypeError(`${variable} means nothing to "${kind}". It takes ${takenBy(kind).join(", ")}.`);
    if (!type.parse) throw new TypeError(`${variable} cannot be read: "${key}" is ${type.expected}. Give it to createTransport({ kind: "${kind}", ${key} }).`);
    config[key] = type.parse(text);
    if (!type.accepts(config[key])) throw new TypeError(`${variable} is not understood: give ${type.expected}.`);
  }
  for (const key of requiredOf(kind)) {
    if (config[key] !== undefined) continue;
    const cure = keys.get(key)?.parse ? `set ${variableOf(key)}` : `call createTransport({ kind: "${kind}", ${key} }), since no variable can hold it`;
    throw new TypeError(`${kindVariable} is "${kind}", which needs "${key}": ${cure}.`);
  }
  checkTransportConfig(config);
  return config;
}

function takenBy(kind: TransportConfig["kind"]): string[] {
  return [...keysOf(kind)].filter(([, type]) => type.parse).map(([key]) => variableOf(key));
}

/** `heartbeatMs` → `EVENTDECK_TRANSPORT_HEARTBEAT_MS`. */
function variableOf(key: string): string {
  return prefix + key.replaceAll(/(?<!^)[A-Z]/g, "_$&").toUpperCase();
}

function hostEnvironment(): Readonly<Record<string, string | undefined>> {
  if (typeof process === "undefined")
    throw new TypeError("There are no environment variables here: pass an object of them, or a configuration to createTransport().");
  return process.env;
}
