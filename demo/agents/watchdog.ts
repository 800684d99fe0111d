import type { BusEvent, HandlerContext } from "eventdeck";
import { agentHeartbeat, agentStopped, taskCancelled, workflowChannel, workflowCommand, workflowCompensation } from "eventdeck/catalogue";
import type { AgentBus } from "./definitions.ts";
import { sleep } from "./sleep.ts";
import { beatMs } from "./worker.ts";

/** So long a worker that has work may keep silent. */
export const silenceMs = 3 * beatMs;

/** Gives a worker up when it has work and says nothing. Every sign of life begins the wait anew, since it calls off the one before. */
export function createWatchdog(bus: AgentBus, { agentId, name }: { readonly agentId: string; readonly name: string }): void {
  bus.subscribe([workflowChannel({ worker: agentId }), agentHeartbeat, taskCancelled], watch, {
    name: `${name}'s watchdog`,
    concurrency: "latest",
    filter: (event) => (agentHeartbeat.is(event) || taskCancelled.is(event) ? event.payload.agentId === agentId : true),
    replays: false,
  });

  async function watch(event: BusEvent, context: HandlerContext): Promise<void> {
    if (!isBusyAfter(event)) return;
    await sleep(bus, silenceMs, context.signal);
    // Reported like the failure that it is: ahead of everything.
    context.emit(agentStopped({ agentId, reason: "lost" }, { priority: "immediate" }));
  }
}

function isBusyAfter(event: BusEvent): boolean {
  return workflowCommand.is(event) || workflowCompensation.is(event) || agentHeartbeat.is(event);
}
