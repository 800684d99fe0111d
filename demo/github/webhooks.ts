import type { BusEvent, EventDraft, EventKind, EventOptions } from "eventdeck";
import { definitions } from "./definitions.ts";

/** A webhook as it arrives: the name from its header and the body. */
export interface Webhook {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** As in `X-GitHub-Delivery`. */
  readonly delivery: string;
}

const kinds: ReadonlyMap<string, EventKind> = new Map(definitions.map((kind) => [kind.type, kind]));

/** `github.{name}.{action}`, or `github.{name}` for the kinds that have no actions. */
export function typeOf({ name, payload }: Pick<Webhook, "name" | "payload">): string {
  const action = payload["action"];
  return typeof action === "string" ? `github.${name}.${action}` : `github.${name}`;
}

/** The event of a webhook. A failure is delivered at once, ahead of everything that waits. */
export function draftOf(webhook: Webhook): EventDraft {
  const type = typeOf(webhook);
  const { name, payload, delivery } = webhook;
  const options: EventOptions = {
    source: sourceOf(payload),
    headers: { "x-github-event": name, "x-github-delivery": delivery },
    ...(hasFailed(webhook) && { priority: "immediate" }),
  };
  return { type, input: payload, options, definition: kinds.get(type) };
}

const bad = new Set(["failure", "error", "timed_out", "startup_failure"]);

/** Whether a check, a workflow, a deployment or a commit status tells of a failure. */
export function hasFailed({ name, payload }: Pick<Webhook, "name" | "payload">): boolean {
  if (name === "status") return isBad(payload["state"]);
  const subject = payload[name];
  if (!isRecord(subject)) return false;
  return isBad(name === "deployment_status" ? subject["state"] : subject["conclusion"]);
}

function isBad(outcome: unknown): boolean {
  return typeof outcome === "string" && bad.has(outcome);
}

function sourceOf({ repository, organization }: Webhook["payload"]): string {
  if (isRecord(repository) && typeof repository["full_name"] === "string") return `github.com/${repository["full_name"]}`;
  if (isRecord(organization) && typeof organization["login"] === "string") return `github.com/${organization["login"]}`;
  return "github.com";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Whether an event is being played back. */
export function isReplayed(event: BusEvent): boolean {
  return event.replay !== undefined;
}
