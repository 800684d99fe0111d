import {
  agentHeartbeat,
  agentRegistered,
  agentStarted,
  agentStopped,
  taskCancelled,
  taskProgress,
  workflowCommand,
  workflowCompensation,
  workflowError,
  workflowResult,
} from "eventdeck/catalogue";
import { createProjection } from "eventdeck/projection";
import { hangSwitched, type AgentBus } from "./definitions.ts";

/** A worker as it is shown. */
export interface WorkerView {
  readonly agentId: string;
  readonly name: string;
  readonly status: "free" | "busy" | "lost";
  /** Kept from doing anything by the visitor. */
  readonly hangs: boolean;
  /** What it is at; empty when it is free. */
  readonly commandId: string;
  /** 0 to 1. */
  readonly progress: number;
  /** Heartbeats heard. */
  readonly beats: number;
  /** Results delivered. */
  readonly results: number;
}

const initial: readonly WorkerView[] = [];
const unknown = { status: "free", hangs: false, commandId: "", progress: 0, beats: 0, results: 0 } as const;

/** Who there is to work, and at what. */
export function createStaff(bus: AgentBus) {
  return createProjection(bus, {
    name: "staff",
    initial,
    reducers: (on) => {
      on(agentRegistered, (staff, { payload: { agentId, name = agentId } }) => void staff.push({ ...unknown, agentId, name }));
      on(hangSwitched, (staff, { payload: { agentId, hangs } }) => change(staff, agentId, { hangs }));
      on([workflowCommand, workflowCompensation], (staff, { payload: { worker, commandId } }) =>
        change(staff, worker, { status: "busy", commandId, progress: 0 }),
      );
      on(taskProgress, (staff, { payload: { agentId, progress } }) => change(staff, agentId, { progress }));
      on(agentHeartbeat, (staff, { payload: { agentId } }) => {
        const worker = staff.find((each) => each.agentId === agentId);
        if (worker) worker.beats += 1;
      });
      on(workflowResult, (staff, { payload: { worker: agentId } }) => {
        const worker = staff.find((each) => each.agentId === agentId);
        if (worker) worker.results += 1;
      });
      on([workflowResult, workflowError], (staff, { payload: { worker } }) => change(staff, worker, { status: "free", commandId: "" }));
      on([taskCancelled, agentStarted], (staff, { payload: { agentId } }) => change(staff, agentId, { status: "free", commandId: "" }));
      on(agentStopped, (staff, { payload: { agentId } }) => change(staff, agentId, { status: "lost", commandId: "" }));
    },
  });
}

function change(staff: { agentId: string }[], agentId: string | undefined, to: Partial<WorkerView>): void {
  Object.assign(staff.find((each) => each.agentId === agentId) ?? {}, to);
}
