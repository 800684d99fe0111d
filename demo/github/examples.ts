import { seeded } from "./random.ts";
import type { Webhook } from "./webhooks.ts";

/** One kind in `@octokit/webhooks-examples`, as far as it is used here. */
export interface ExampleKind {
  readonly name: string;
  readonly examples: readonly object[];
}

// A thing is opened before it is closed. Actions that are not named here happen in between.
const early = ["created", "opened", "requested", "queued", "checks_requested", "published", "waiting", "in_progress"];
const late = ["completed", "closed", "reopened", "fixed", "transferred", "cancelled", "deleted"];

/**
 * The examples in the order of a lively day: every kind spread over all of it, and the life of each thing the right way round.
 * The same order on every call.
 */
export function orderOfArrival(kinds: readonly ExampleKind[]): readonly Webhook[] {
  const random = seeded(329);
  const placed = kinds.flatMap(({ name, examples }) => {
    const bodies = examples.map((example): Webhook["payload"] => ({ ...example })).toSorted((left, right) => stage(left) - stage(right));
    return bodies.map((payload, index) => ({ name, payload, delivery: deliveryId(random), at: (index + 0.15 + random() * 0.7) / bodies.length }));
  });
  return placed.toSorted((left, right) => left.at - right.at).map(({ name, payload, delivery }) => ({ name, payload, delivery }));
}

function stage({ action }: Webhook["payload"]): number {
  const word = String(action);
  if (early.includes(word)) return early.indexOf(word) - early.length;
  return late.indexOf(word) + 1;
}

function deliveryId(random: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** How many examples there are; known before they are loaded, so that the page need not change when they come. */
export const exampleCount = 329;

/** Milliseconds before each arrival at speed 1: bursts of what one action sets off, and quiet between them. */
export function gaps(count: number): readonly number[] {
  const random = seeded(58);
  return Array.from({ length: count }, () => (random() < 0.35 ? 20 + random() * 60 : 150 - Math.log(1 - random()) * 450));
}

/** All 329 webhooks, loaded when first asked for: four megabytes that the rest of the demo does without. */
export async function loadWebhooks(): Promise<readonly Webhook[]> {
  const { default: kinds } = await import("@octokit/webhooks-examples");
  return orderOfArrival(kinds);
}
