import type { BusEvent, HistoryEntry, HistoryLimits, Undelivered } from "eventdeck";
import type { Domains, ListenerRef, TargetRecord, TargetStatus } from "../target.ts";
import type { Parcel } from "./parcel.ts";

/** Of what is said on the channel of a bus. Pages that speak another version are told of, and not attached to. */
export const protocolVersion = 1;

/** The channel on which pages of an origin tell which buses they have. Its messages have kept this form in every version. */
export const lobbyName = "eventdeck.devtools";

/** The channel of one bus. */
export function channelOf(target: string): string {
  return `${lobbyName}.${protocolVersion}.${target}`;
}

/** The bus whose channel that is, in whatever version. */
export function targetOn(channel: string): string | undefined {
  return /^eventdeck\.devtools\.\d+\.(.+)$/.exec(channel)?.[1];
}

/** What a panel is told of a bus before it attaches to it. */
export interface TargetInfo {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly place: string;
}

/** Said in the lobby. `page` is who says it, and `version` what is spoken there. */
export type LobbyMessage = { readonly page: string; readonly version: number } & (
  | { readonly kind: "who" | "gone" }
  | { readonly kind: "here"; readonly targets: readonly TargetInfo[] }
);

/** An event without its payload. */
export type EventSummary = Omit<BusEvent, "payload">;

/** An entry without its payload. */
export interface Summary {
  readonly entry: Omit<HistoryEntry, "event">;
  readonly event: EventSummary;
  readonly preview: string;
}

/** A bus's log as numbers. */
export interface LogState {
  readonly limits: HistoryLimits | undefined;
  readonly size: number;
  readonly bytes: number;
  readonly evicted: number;
  readonly firstPosition: number;
  readonly lastPosition: number;
}

export type DomainName = keyof Domains;

/** What panels ask of a bus. */
export type ToHost = { readonly panel: string } & (
  | { readonly kind: "attach" | "detach" | "watch" | "unwatch" }
  /** A panel has taken in what it was sent, and can take more. */
  | { readonly kind: "ready" }
  /** What is due is to be told now: a page in the background is woken by messages, and hardly by its own timers. It is answered always. */
  | { readonly kind: "pull" }
  | { readonly kind: "ask"; readonly call: number; readonly domain: DomainName; readonly command: string; readonly parameters: Parcel }
  | { readonly kind: "select"; readonly selection: number; readonly filter: string }
  | { readonly kind: "unselect"; readonly selection: number }
);

/** What a bus tells its panels. Without `panel` it is for all of them. */
export type ToPanel = { readonly panel?: string } & (
  | { readonly kind: "state"; readonly log: LogState; readonly status: TargetStatus }
  /** `to`: up to here a panel has now been told of everything that there is. */
  | { readonly kind: "entries"; readonly summaries: readonly Summary[]; readonly to: number }
  /** New attempts, and how many of all there are in history. `anew`: what was told before is to be forgotten. */
  | { readonly kind: "attempts"; readonly added: readonly Undelivered[]; readonly total: number; readonly anew: boolean }
  | { readonly kind: "records"; readonly records: readonly CrossedRecord[] }
  /** `stranger`: it is alive, and knows nothing of this panel (any more). */
  | { readonly kind: "alive" | "stranger" }
  | { readonly kind: "answer" | "failure"; readonly call: number; readonly value: Parcel }
  | { readonly kind: "matches"; readonly selection: number; readonly added: readonly number[]; readonly removed: readonly number[]; readonly progress: number }
  | { readonly kind: "gone" }
);

/** A record as it crosses: without payloads, and its error packed. */
export type CrossedRecord =
  | Exclude<TargetRecord, { readonly kind: "delivered" | "failed" | "cancelled" }>
  | (Omit<Extract<TargetRecord, { readonly kind: "delivered" | "failed" | "cancelled" }>, "error" | "subscription"> & {
      readonly subscription: ListenerRef;
      readonly error?: Parcel;
    });
