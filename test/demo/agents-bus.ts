import type { BusEvent, EventKind } from "eventdeck";
import { planCreated, workflowCancelled } from "eventdeck/catalogue";
import { createTestBus } from "eventdeck/testing";
import { onTestFinished, vi } from "vitest";
import { definitions, hangSwitched } from "../../demo/agents/definitions.ts";
import { readId } from "../../demo/agents/ids.ts";
import { plans, toSubmit } from "../../demo/agents/plans.ts";
import { openAgents } from "../../demo/agents/scenario.ts";

const [release, move, reindex] = plans;
const templates = { release, move, reindex };

// A test is some hundred events, for which a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Longer than any of the plans takes. */
export const longMs = 120_000;

/** The agents of the demo in virtual time. They are closed after the test. */
export function openConsole() {
  const bus = createTestBus({ source: "agents", events: definitions });
  onTestFinished(() => bus.close({ drain: false, timeoutMs: 0 }));
  const views = openAgents(bus);
  return {
    bus,
    ...views,
    submit: (name: keyof typeof templates, number = 1) => bus.emit(planCreated(toSubmit(templates[name], number))),
    callOff: (planId: string) => bus.emit(workflowCancelled({ workflowId: planId })),
    hang: (agentId: string, hangs = true) => bus.emit(hangSwitched({ agentId, hangs })),
    planStatus: () => views.board.state.plan?.status,
    /** What became of every step, by its id. */
    statuses: () => Object.fromEntries(views.board.state.plan?.steps.map(({ stepId, status }) => [stepId, status]) ?? []),
    all: <Type extends string, Payload>(kind: EventKind<Type, Payload>): readonly BusEvent<Type, Payload>[] =>
      [...bus.history].flatMap(({ event }) => (kind.is(event) ? [event] : [])),
  };
}

interface AboutCommand {
  readonly payload: { readonly commandId?: string | undefined };
}

/** "build", and "build again" from the second try on. */
export function stepsOf(events: readonly AboutCommand[]): string[] {
  return events.map(({ payload }) => {
    const { stepId, attempt } = readId(payload.commandId ?? "");
    return attempt > 1 ? `${stepId} again` : stepId;
  });
}
