import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { BusEvent, EventDraft, EventOptions, Priority } from "./event.ts";

/** All of a definition but the call. */
export interface EventKind<Type extends string = string, Payload = unknown, Topic extends string = string> {
  readonly type: Type;
  readonly schema: StandardSchemaV1<unknown, Payload>;
  readonly version: number;
  readonly priority: Priority;
  readonly topic: Topic | ((payload: never) => Topic);
  readonly description?: string;
  readonly deprecated?: string;
  readonly upcast?: Readonly<Record<number, (payload: unknown) => unknown>>;
  readonly wire?: StandardSchemaV1<unknown, Payload>;
  is(event: BusEvent): event is BusEvent<Type, Payload>;
}

/** A typed event: call it to make a draft; hand it to `subscribe` as a selector. */
export interface EventDefinition<Type extends string = string, Payload = unknown, Input = Payload, Topic extends string = Type> extends EventKind<
  Type,
  Payload,
  Topic
> {
  (...args: undefined extends Input ? [payload?: Input, options?: EventOptions] : [payload: Input, options?: EventOptions]): EventDraft<Type, Payload>;
  readonly schema: StandardSchemaV1<Input, Payload>;
}

export interface DefinitionOptions<Payload, Topic extends string> {
  /** @default "normal" */
  readonly priority?: Priority;
  /** @default the type */
  readonly topic?: Topic | ((payload: Payload) => Topic);
  /** @default 1 */
  readonly version?: number;
  /** Lifts a payload of an older version by one version; keyed by the version it starts from. Runs on import, on inbound links and on redrive. */
  readonly upcast?: Readonly<Record<number, (payload: unknown) => unknown>>;
  /** Validates payloads that come from outside (files, links). Needed where `schema` does not accept its own output unchanged. @default `schema` */
  readonly wire?: StandardSchemaV1<unknown, Payload>;
  readonly description?: string;
  /** Shown once as a warning, with the caller's place, when such an event is emitted. */
  readonly deprecated?: string;
}

/** An event that expects an answer; `request` knows the reply's type from it. */
export interface RequestDefinition<Type extends string, Payload, Input, Reply, Topic extends string = Type> extends EventKind<Type, Payload, Topic> {
  (...args: undefined extends Input ? [payload?: Input, options?: EventOptions] : [payload: Input, options?: EventOptions]): RequestDraft<Type, Payload, Reply>;
  readonly schema: StandardSchemaV1<Input, Payload>;
  readonly reply: StandardSchemaV1<unknown, Reply>;
}
export interface RequestDraft<Type extends string, Payload, Reply> extends EventDraft<Type, Payload> {
  readonly definition: EventKind<Type, Payload> & { readonly reply: StandardSchemaV1<unknown, Reply> };
}
