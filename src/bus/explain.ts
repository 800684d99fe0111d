import { type BusEvent, type EventDraft, sealedBytes, topicOf, validate } from "../event/index.ts";
import type { Bus } from "./bus.ts";
import type { Core } from "./core.ts";
import type { Hooks } from "./hooks.ts";
import { requireInput } from "./publishing.ts";
import type { Subscriber } from "./subscriber.ts";

type Explanation = ReturnType<Bus["explain"]>[number];

/** Who would receive an event, of those whose selector matches it. Asks filters and `beforeHandle` hooks, calls no handler. */
export function explain(event: BusEvent, targets: readonly Subscriber[], hooks: Hooks): readonly Explanation[] {
  return targets.map((subscription): Explanation => {
    if (subscription.responds) return { subscription, verdict: "skipped", by: "answers requests only" };
    try {
      const refusal = subscription.refuses(event);
      if (refusal !== undefined) return { subscription, verdict: refusal };
    } catch (error) {
      return { subscription, verdict: "filtered", by: `its filter threw ${String(error)}` };
    }
    const skippedBy = hooks.beforeHandle.find((middleware) => skips(() => middleware.beforeHandle(event, subscription)));
    if (skippedBy) return { subscription, verdict: "skipped", by: skippedBy.name };
    if (subscription.concurrency === "exhaust" && subscription.running.size > 0) return { subscription, verdict: "skipped", by: "exhaust" };
    return { subscription, verdict: "delivers" };
  });
}

/** A hook that throws stops the handler just as one that returns false. */
function skips(ask: () => false | void): boolean {
  try {
    return ask() === false;
  } catch {
    return true;
  }
}

/**
 * The event that a draft would become, or an event as it is: no id is taken, nothing is kept or warned of, and what the caller passed is not frozen.
 *
 * @throws EventValidationError, TypeError
 */
export function preview(input: EventDraft | BusEvent, { kindOf, stamper, time, cause }: Core): BusEvent {
  requireInput(input);
  const context = { time: time.now(), cause: cause?.round.event, replyTo: undefined };
  if (!("input" in input)) {
    if (sealedBytes(input) !== -1) return input;
    const { payload, headers, actor } = input;
    return { ...stamper.adopt({ ...input, payload: undefined, headers: { ...headers }, actor: actor && { ...actor } }, context), payload };
  }
  const { type, options, definition: kind = kindOf.get(type) } = input;
  const payload = kind ? validate(kind.schema, type, input.input) : input.input;
  const { id = "preview", topic = topicOf(type, payload, kind), priority = kind?.priority } = options ?? {};
  const event = stamper.stamp({ type, input: undefined, options: { ...options, id, topic, priority } }, undefined, context);
  return { ...event, payload, version: kind?.version ?? 1 };
}
