import type { EnqueueOptions, QueueInfo } from "../queue.ts";
import type { DeadLetter, DeadLetterGroup, DeadLetterPage, EditedRedrive, WhichDeadLetters } from "../dead-letter.ts";
import type { Settings } from "../options.ts";
import type { ErrorText } from "../error-text.ts";

/** An event as a CloudEvent, which is how a store has it too. */
export type EventText = Readonly<Record<string, unknown>>;
/** What of a queue's options can cross. */
export type SettingsText = Omit<Settings, "backoff">;
export interface LetterText extends Omit<DeadLetter, "event"> {
  readonly event: EventText;
}
export interface ConsumerText {
  readonly consumer: string;
  readonly name: string;
  readonly prefetch: number;
  readonly autoAck: boolean;
  /** It has a filter, which may refuse what it is handed. */
  readonly filters: boolean;
}
/** What a handler decided. */
export type Settlement =
  | { readonly how: "ack" }
  | { readonly how: "release" }
  | { readonly how: "retry"; readonly delayMs: number; readonly reason: ErrorText | undefined }
  | { readonly how: "deadLetter"; readonly reason: ErrorText | undefined };
/** A delivery, by the id that its owner gave it, and the event that it is of, which another owner knows too. */
export interface DeliveryName {
  readonly delivery: string;
  readonly source: string;
  readonly id: string;
}

/** What a tab asks the owner of a queue for. Those that return nothing are also asked for without waiting for an answer. */
export interface Calls {
  open(settings: SettingsText): void;
  enqueue(event: EventText, options: EnqueueOptions): void;
  consume(consumer: ConsumerText): void;
  /** Resolves when its handlers have settled. */
  stop(consumer: string): void;
  settle(delivery: DeliveryName, settlement: Settlement): void;
  /** Its handler has returned. */
  returned(delivery: string): void;
  /** Its handler has thrown. */
  threw(delivery: string, error: ErrorText): void;
  /** Its consumer's filter does not match it. */
  refused(delivery: string): void;
  info(): QueueInfo;
  watch(on: boolean): void;
  pause(on: boolean): void;
  purge(): number;
  idle(): void;
  letters(query: string | undefined, page: DeadLetterPage): readonly LetterText[];
  letterIds(page: DeadLetterPage): readonly string[];
  letter(id: string): LetterText | undefined;
  groups(): readonly DeadLetterGroup[];
  /** @param edits payloads by the identity of the event, instead of those that are stored */
  redrive(which: WhichDeadLetters, edits: ReadonlyMap<string, unknown> | undefined): number;
  discard(which: WhichDeadLetters): number;
  edited(eventId: string): readonly EditedRedrive[];
}

/** A call as it crosses. */
export interface CallMessage<Method extends keyof Calls = keyof Calls> {
  readonly kind: "call";
  /** Absent when nobody waits for the answer. */
  readonly call: number | undefined;
  readonly queue: string;
  readonly method: Method;
  readonly args: Parameters<Calls[Method]>;
  /** It was sent to an owner before who may have carried it out. */
  readonly repeated: boolean;
}
export interface DeliverMessage {
  readonly kind: "deliver";
  readonly queue: string;
  readonly consumer: string;
  readonly delivery: string;
  readonly event: EventText;
  readonly attempt: number;
  readonly redelivered: boolean;
  readonly enqueuedAt: number;
}
/** From the owner to a tab. */
export type ToTab =
  | { readonly kind: "answer"; readonly call: number; readonly value?: unknown; readonly error?: ErrorText }
  | DeliverMessage
  | { readonly kind: "lost"; readonly queue: string; readonly delivery: string; readonly how: string }
  | { readonly kind: "info"; readonly queue: string; readonly info: QueueInfo }
  /** Answered by `pong`, which a tab that is frozen or busy does not. */
  | { readonly kind: "ping" }
  /** All that it had is lost, and it has to begin anew. */
  | { readonly kind: "dropped"; readonly how: string };
export type ToOwner =
  | CallMessage
  | { readonly kind: "pong" }
  /** A tab begins: what the owner knows of it from before is no more. */
  | { readonly kind: "join" };
/** To all. */
export type ToAll = { readonly kind: "who" } | { readonly kind: "owner" };
export type MessageBody = ToTab | ToOwner | ToAll;
export type Message = MessageBody & { readonly from: string };

// The channel's name says the version; whoever of the same origin writes into it could as well change the page itself.
export function isMessage(data: unknown): data is Message {
  return typeof data === "object" && data !== null && "kind" in data && "from" in data && typeof data.from === "string";
}
