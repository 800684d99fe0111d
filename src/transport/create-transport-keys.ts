import type { TransportConfig, TransportKind } from "./create-transport-config.ts";

/** What a key of a configuration takes. */
export interface KeyType {
  /** As a message says it, after "give". */
  readonly expected: string;
  accepts(value: unknown): boolean;
  /** What an environment variable gives, which may be what is not accepted; left out when none can. */
  readonly parse?: (text: string) => unknown;
}

const text: KeyType = {
  expected: "a non-empty string",
  accepts: (value) => typeof value === "string" && value !== "",
  parse: (given) => given,
};
const address: KeyType = { ...text, expected: "an address, as a string or a URL", accepts: (value) => value instanceof URL || text.accepts(value) };
const textOrFunction: KeyType = {
  ...text,
  expected: "a string, or a function that returns one",
  accepts: (value) => typeof value === "function" || text.accepts(value),
};
const texts: KeyType = {
  expected: "a list of strings",
  accepts: (value) => Array.isArray(value) && value.every((each) => text.accepts(each)),
  parse: (given) => given.split(",").map((each) => each.trim()),
};
const textsOrFunction: KeyType = {
  ...texts,
  expected: "a list of strings, or a function that returns one",
  accepts: (value) => typeof value === "function" || texts.accepts(value),
};
const number: KeyType = {
  expected: "a number",
  accepts: (value) => typeof value === "number" && !Number.isNaN(value),
  parse: (given) => (given.trim() === "" ? Number.NaN : Number(given)),
};
const flag: KeyType = {
  expected: "true or false",
  accepts: (value) => typeof value === "boolean",
  parse: (given) => (given === "true" ? true : given === "false" ? false : given),
};
const object: KeyType = {
  expected: "an object or a function",
  accepts: (value) => typeof value === "function" || (typeof value === "object" && value !== null),
};

type KeysOf<Kind extends TransportKind> = Readonly<Record<Exclude<keyof Extract<TransportConfig, { readonly kind: Kind }>, "kind">, KeyType>>;

/** Every key of every kind; the compiler sees to it that none is missing. */
const tables: { readonly [Kind in TransportKind]: KeysOf<Kind> } = {
  "broadcast-channel": { name: text },
  "message-port": { port: object, name: text, closePort: flag },
  websocket: {
    url: address,
    protocols: textsOrFunction,
    firstMessage: textOrFunction,
    peers: text,
    retryBaseMs: number,
    retryMaxMs: number,
    connectTimeoutMs: number,
    heartbeatMs: number,
    heartbeatTimeoutMs: number,
    maxBufferedBytes: number,
    WebSocket: object,
    clock: object,
    random: object,
  },
  "electron-main": { contents: object, MessageChannelMain: object, origins: texts, channel: text },
  "electron-renderer": { channel: text, timeoutMs: number, retryBaseMs: number, retryMaxMs: number, window: object, clock: object, random: object },
};
const required: { readonly [Kind in TransportKind]: readonly (keyof KeysOf<Kind>)[] } = {
  "broadcast-channel": ["name"],
  "message-port": ["port"],
  websocket: ["url"],
  "electron-main": ["contents", "MessageChannelMain", "origins"],
  "electron-renderer": [],
};

export function kindNames(): string {
  return Object.keys(tables)
    .map((kind) => `"${kind}"`)
    .join(", ");
}
export function isKind(value: unknown): value is TransportKind {
  return typeof value === "string" && Object.hasOwn(tables, value);
}
export function keysOf(kind: TransportKind): ReadonlyMap<string, KeyType> {
  return new Map(Object.entries(tables[kind]));
}
export function requiredOf(kind: TransportKind): readonly string[] {
  return required[kind];
}
