/**
 * What hosts say to each other over a link. Every message names the protocol's version, the instance that posted it and that instance's epoch on this link; one with
 * `to` concerns that instance only. Each host numbers the events that it posts on a link from 1 up: a receiver that misses a number asks for it.
 */
export const protocolVersion = 1;

/** A selector in a form that travels. A definition travels as its type, a predicate not at all. */
export type WireSelector =
  | { readonly topic: string }
  | { readonly glob: string }
  | { readonly type: string }
  | { readonly expression: string; readonly flags: string };

/** A payload as CloudEvents members. */
export interface EncodedPayload {
  readonly datacontenttype?: string | null;
  readonly data?: unknown;
  readonly data_base64?: string | null;
}
export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
}

interface Envelope {
  readonly eventdeck: number;
  readonly from: string;
  readonly epoch: string;
  readonly to?: string;
}

/** Says who is there, what it wants and what it answers; again whenever that changes. */
export interface Hello extends Envelope {
  readonly kind: "hello";
  /** Counts the greetings of one epoch: one that was overtaken by a newer says nothing that still holds. */
  readonly nth?: number;
  /** Of the bus. */
  readonly source?: string;
  /** Most that is taken there in one message: events, and bytes of one event, or of a request or reply with all that is around it. */
  readonly takes?: { readonly maxBatch: number; readonly maxEventBytes: number };
  /** Of the last event posted. */
  readonly offset: number;
  /** What comes after it is owed: where the one that it is said to begins, unless it has begun before. */
  readonly since: number;
  /** The same for others than the one that it is said to, by their instances: those of whom it is not certain that they have ever heard a greeting. */
  readonly owed?: Readonly<Record<string, number>>;
  readonly interest: readonly WireSelector[];
  /** Types of the requests that are answered there. */
  readonly answers: readonly string[];
  /** And of those that are passed on from there. */
  readonly relays?: readonly Relay[];
  /** The others are to say hello as well. */
  readonly introduce?: boolean;
}
export interface Relay {
  readonly type: string;
  /** The instances that a request passes through after that one, who answers it at the end: it is passed on to none of them. */
  readonly path: readonly string[];
}
export interface Events extends Envelope {
  readonly kind: "events";
  /** Of the first of them. */
  readonly offset: number;
  /** CloudEvents 1.0 JSON objects, and among them `{ hole: LostEvents }` where others would have come through here and were lost: numbered too, so that it arrives as surely. */
  readonly events: readonly unknown[];
  /** The instances that each has passed through, the poster left out: beside those that came from elsewhere. */
  readonly paths?: Readonly<Record<number, readonly string[]>>;
}
/** Events that some bus did not get and will not. */
export interface LostEvents {
  /** The same on every path. */
  readonly id: string;
  readonly source: string;
  readonly first: number;
  readonly last: number;
}
/** Offsets are given from first to last, both included. */
export interface Repair extends Envelope {
  readonly kind: "repair";
  readonly first: number;
  readonly last: number;
}
/** Those of a repair that are not kept any more. */
export interface Lost extends Envelope {
  readonly kind: "lost";
  readonly first: number;
  readonly last: number;
}
/** So far has been posted: without it nobody would miss the last of a burst. */
export interface Position extends Envelope {
  readonly kind: "position";
  readonly offset: number;
}
/** So far has been received. */
export interface Acknowledgement extends Envelope {
  readonly kind: "received";
  readonly offset: number;
  /** When it was said, by the clock there, in milliseconds since the Unix epoch. */
  readonly at?: number;
}
export interface RequestMessage extends Envelope {
  readonly kind: "request";
  /** Counts the requests of one epoch: a medium that repeats a message has nothing done twice. */
  readonly nth?: number;
  readonly event: unknown;
  /** The instances that it has passed through, the poster left out. */
  readonly path?: readonly string[];
}
export interface Reply extends Envelope {
  readonly kind: "reply";
  /** Id of the request. */
  readonly id: string;
  /** The CloudEvents members that carry a payload, unless it failed. */
  readonly value?: EncodedPayload;
  readonly error?: WireError;
}
export interface Cancel extends Envelope {
  readonly kind: "cancel";
  readonly id: string;
}
/** Who says so hears nothing until it greets again: nobody waits for its answers, and what it wants is kept for it. */
export interface Away extends Envelope {
  readonly kind: "away";
}
export interface Bye extends Envelope {
  readonly kind: "bye";
}

export type WireMessage = Hello | Events | Repair | Lost | Position | Acknowledgement | RequestMessage | Reply | Cancel | Away | Bye;
/** A message without what the host puts on each. */
export type Said = Without<WireMessage>;
type Without<Message> = Message extends WireMessage ? Omit<Message, "eventdeck" | "from" | "epoch"> : never;
