import type { EventKind } from "./kind.ts";

/**
 * When an event is delivered. `immediate`: before the outermost `emit` returns; inside any handler, of any lane, right after the
 * current event has reached everybody. `normal`: in a later task. `deferred`: when the host is idle.
 */
export type Priority = "immediate" | "normal" | "deferred";

/** On whose behalf an event was published. Set by a gateway or by the application; taken from no remote peer and no file. Carries no token. */
export interface Actor {
  readonly userId: string;
  readonly tenantId?: string;
  readonly permissions?: readonly string[];
  readonly ipAddress?: string;
}

/**
 * A frozen fact. Attribute names follow CloudEvents 1.0 in camel case; `payload` is CloudEvents `data`. Every attribute is an own
 * enumerable data property; absent ones may be `undefined`.
 */
export interface BusEvent<Type extends string = string, Payload = unknown> {
  /** Unique together with `source`. */
  readonly id: string;
  readonly type: Type;
  /** What selectors match: any non-empty string, by habit words separated by dots. Defaults to the definition's topic, else the type. */
  readonly topic: string;
  /** Plain objects, arrays, maps and sets are frozen all the way down; other objects are left as they are. */
  readonly payload: Payload;
  readonly source: string;
  /** Milliseconds since the Unix epoch. */
  readonly time: number;
  readonly priority: Priority;
  /** Shared by all events that one cause set off; the first event's own id unless given. */
  readonly correlationId: string;
  /** Id of the event whose handler published this one. */
  readonly causationId?: string;
  /** Version of the payload's schema. */
  readonly version: number;
  readonly subject?: string;
  /** Events with equal keys keep their order on partitioned transports and queues. */
  readonly partitionKey?: string;
  /** From this moment on the event is dropped instead of delivered. Milliseconds since the Unix epoch. */
  readonly expiresAt?: number;
  /** `false`: durable queues may keep it in memory only. @default true */
  readonly persistent?: boolean;
  /** W3C Trace Context. */
  readonly traceparent?: string;
  readonly tracestate?: string;
  /** Where a reply is expected; set by `request`. */
  readonly replyTo?: string;
  readonly headers: Readonly<Record<string, string | number | boolean>>;
  readonly actor?: Actor;
  /** Present only while the event is being replayed: which run, and the history position it came from. */
  readonly replay?: { readonly run: string; readonly position: number };
}

export interface EventOptions {
  readonly priority?: Priority;
  /** Escapes type-level matching of patterns. */
  readonly topic?: string;
  /** For events that happened elsewhere; made by the bus otherwise. */
  readonly id?: string;
  readonly source?: string;
  readonly time?: number;
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly subject?: string;
  readonly partitionKey?: string;
  /** Time to live from publication. */
  readonly ttlMs?: number;
  readonly persistent?: boolean;
  readonly traceparent?: string;
  readonly tracestate?: string;
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
  readonly actor?: Actor;
}

/** What a definition makes of a payload. The bus that emits it validates, freezes and stamps. */
export interface EventDraft<Type extends string = string, Payload = unknown> {
  readonly type: Type;
  /** As given; the definition's schema turns it into the payload. */
  readonly input: unknown;
  readonly options?: EventOptions;
  /** Without one, the definition registered under `type` is used; without that, the input is taken as it is. */
  readonly definition?: EventKind<Type, Payload>;
}
