import type { EventKind } from "./kind.ts";

/** The topic of an event of a kind: as the kind says, else its type. @throws TypeError when the kind's function returns none */
export function topicOf(type: string, payload: unknown, kind: EventKind | undefined): string {
  if (kind === undefined) return type;
  if (typeof kind.topic !== "function") return kind.topic;
  // A list of definitions has forgotten each one's payload type; this one has just validated the payload.
  const topic: unknown = Reflect.apply(kind.topic, undefined, [payload]);
  if (typeof topic === "string" && topic !== "") return topic;
  throw new TypeError(`The topic function of "${type}" returned ${String(topic)}: return a non-empty string.`);
}
