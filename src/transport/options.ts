import { type EventKind, requireFrom } from "../event/index.ts";
import { compileSelector, type Selector } from "../routing/index.ts";
import { type Codec, jsonCodec } from "./codec.ts";
import { remembered } from "./remembered.ts";
import type { ConnectOptions } from "./transport.ts";

export interface LinkOptions {
  readonly publish: Selector | false;
  readonly subscribe: Selector | false;
  readonly maxEventBytes: number;
  readonly maxBatch: number;
  readonly maxBacklog: number;
  readonly maxEventsPerSecond: number;
  readonly maxHops: number;
  readonly requests: (topic: string, type: string) => boolean;
  readonly wants: (topic: string, type: string) => boolean;
  readonly kinds: readonly EventKind[];
  readonly codec: Codec;
}

const never = (): boolean => false;

/** The options with their defaults. @throws TypeError, RangeError for one that makes no sense */
export function checkConnectOptions(options: ConnectOptions, registered: readonly EventKind[]): LinkOptions {
  const { publish = "#", subscribe = "#", requests = "#", kinds = [], codec = jsonCodec } = options;
  const { maxEventBytes = 256 * 1024, maxBatch = 256, maxBacklog = 10_000, maxEventsPerSecond = 250_000, maxHops = 8 } = options;
  for (const [name, value] of Object.entries({ maxEventBytes, maxBatch, maxEventsPerSecond, maxHops, maxBacklog })) requireFrom(1, name, value);
  if (publish !== false) compileSelector(publish);
  return {
    publish,
    subscribe,
    maxEventBytes,
    maxBatch,
    maxBacklog,
    maxEventsPerSecond,
    maxHops,
    requests: requests === false ? never : compileSelector(requests),
    wants: subscribe === false ? never : remembered(compileSelector(subscribe)),
    kinds: [...kinds, ...registered],
    codec,
  };
}
