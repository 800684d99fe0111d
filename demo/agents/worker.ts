import type { BusEvent, HandlerContext } from "eventdeck";
import {
  agentHeartbeat,
  agentRegistered,
  agentStarted,
  agentStopped,
  taskCancelled,
  taskProgress,
  workflowCancelled,
  workflowChannel,
  workflowCommand,
  workflowCompensation,
  workflowError,
  workflowResult,
} from "eventdeck/catalogue";
import { hangSwitched, type AgentBus } from "./definitions.ts";
import { readId } from "./ids.ts";
import type { JobOf } from "./simulation.ts";
import { sleep } from "./sleep.ts";

/** How often a busy worker says how far it is; every other time it also says that it is alive. */
const tickMs = 500;
export const beatMs = 2 * tickMs;

interface Order {
  readonly workflowId: string;
  readonly commandId: string;
  readonly action: string;
  readonly attempt: number;
}

/**
 * A worker. It listens to its own channel, does one thing at a time, and knows nobody.
 *
 * @param jobOf - What its work would take.
 */
export function createWorker(bus: AgentBus, { agentId, name }: { readonly agentId: string; readonly name: string }, jobOf: JobOf): void {
  const calledOff = new Set<string>();
  let current: Order | undefined;
  let hangs = false;

  const isMine = ({ payload }: BusEvent<string, { readonly agentId: string }>) => payload.agentId === agentId;
  bus.subscribe(hangSwitched, (event) => void (hangs = event.payload.hangs), { name: `${name}'s switch`, filter: isMine, replays: false });
  bus.subscribe(workflowCancelled, ({ payload }) => void calledOff.add(payload.workflowId), { name: `${name}'s notes`, replays: false });
  bus.subscribe(
    [workflowChannel({ kind: "command", worker: agentId }), workflowChannel({ kind: "compensation", worker: agentId }), workflowCancelled, agentStopped],
    hear,
    // Whatever it hears calls off what it does. And it acts on the world: a replay must not make it do so twice.
    { name, concurrency: "latest", filter: concernsMe, replays: false },
  );
  bus.emit(agentRegistered({ agentId, name, role: "worker" }));

  function concernsMe(event: BusEvent): boolean {
    if (workflowCancelled.is(event)) return event.payload.workflowId === current?.workflowId;
    return !agentStopped.is(event) || isMine(event);
  }

  async function hear(event: BusEvent, context: HandlerContext): Promise<void> {
    const interrupted = current;
    current = orderOf(event);
    await awake(context.signal);
    // Something newer came while it was waiting for its turn.
    if (context.signal.aborted) return;
    if (current && !isOff(current)) await work(current, context);
    else if (agentStopped.is(event)) context.emit(agentStarted({ agentId, name }));
    else acknowledge(current ?? interrupted, context);
    current = undefined;
  }

  async function work(order: Order, context: HandlerContext): Promise<void> {
    const { workflowId, commandId, action, attempt } = order;
    const { taskId, undo } = readId(commandId);
    const { durationMs, fault } = jobOf(action, undo);
    const endMs = fault && attempt <= fault.tries ? Math.round(durationMs * fault.at) : durationMs;
    for (let ticks = 1; ticks * tickMs < endMs; ticks += 1) {
      await sleep(bus, tickMs, context.signal);
      await awake(context.signal);
      const progress = (ticks * tickMs) / durationMs;
      context.emit(taskProgress({ taskId, agentId, progress }), { conflateKey: taskId });
      if (ticks % 2 === 0) context.emit(agentHeartbeat({ agentId, status: "busy", taskId, load: progress }));
    }
    await sleep(bus, endMs % tickMs || tickMs, context.signal);
    await awake(context.signal);
    const common = { workflowId, commandId, worker: agentId };
    if (fault && endMs < durationMs) context.emit(workflowError({ ...common, attempt, error: fault }));
    else context.emit(workflowResult({ ...common, durationMs }));
  }

  function acknowledge(order: Order | undefined, context: HandlerContext): void {
    if (order) context.emit(taskCancelled({ taskId: readId(order.commandId).taskId, agentId }));
  }

  function isOff({ workflowId, commandId }: Order): boolean {
    return calledOff.has(workflowId) && !readId(commandId).undo;
  }

  /** Waits until the visitor lets go of it. */
  async function awake(signal: AbortSignal): Promise<void> {
    if (hangs) await bus.next(hangSwitched, { signal, filter: (event) => isMine(event) && !event.payload.hangs });
  }
}

function orderOf(event: BusEvent): Order | undefined {
  if (workflowCommand.is(event)) return event.payload;
  return workflowCompensation.is(event) ? { ...event.payload, attempt: 1 } : undefined;
}
