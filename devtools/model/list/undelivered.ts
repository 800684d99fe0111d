import type { Undelivered } from "eventdeck";

const reasons: Readonly<Record<Undelivered["reason"], string>> = {
  invalid: "Its payload does not fit the definition",
  stopped: "A middleware stopped it",
  expired: "Its time to live ran out before its turn came",
  cancelled: "It was cancelled while it waited",
  conflated: "A newer one of the same key took its place",
  overflow: "Its lane was full",
};

/** Why an event reached nobody, in words, with the one who decided so. */
export function reasonText({ reason, by }: Undelivered): string {
  return by === undefined || by === "" ? reasons[reason] : `${reasons[reason]}: ${by}`;
}

/** The type of what was attempted, also when it never became an event. */
export function attemptedType({ event, draft }: Undelivered): string {
  return event?.type ?? draft?.type ?? "unknown";
}

/** What it would have carried. */
export function attemptedPayload({ event, draft }: Undelivered): unknown {
  return event ? event.payload : draft?.input;
}
