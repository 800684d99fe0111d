import { createBus } from "eventdeck";
import { timeTravel } from "eventdeck/projection";
import { createBoard } from "./board.ts";
import { definitions, type AgentBus } from "./definitions.ts";
import { createDispatcher } from "./dispatcher.ts";
import { createLog } from "./log.ts";
import { PacedClock } from "./paced-clock.ts";
import { createPlanner } from "./planner.ts";
import { createJobs } from "./simulation.ts";
import { createStaff } from "./staff.ts";
import { createTraffic } from "./traffic.ts";
import { createWatchdog } from "./watchdog.ts";
import { createWorker } from "./worker.ts";

export const workers = [
  { agentId: "ada", name: "Ada" },
  { agentId: "bram", name: "Bram" },
  { agentId: "cleo", name: "Cleo" },
  { agentId: "dina", name: "Dina" },
] as const;

export type Agents = ReturnType<typeof openAgents>;
export type AgentScenario = ReturnType<typeof createAgentScenario>;

/** Everything that listens. Nobody has a reference to anybody: a planner, a dispatcher, workers and watchdogs only know the bus. */
export function openAgents(bus: AgentBus) {
  const shown = { board: createBoard(bus), staff: createStaff(bus), log: createLog(bus), traffic: createTraffic(bus) };
  createPlanner(bus);
  createDispatcher(bus);
  for (const [index, worker] of workers.entries()) {
    createWatchdog(bus, worker);
    createWorker(bus, worker, createJobs(index + 1));
  }
  return shown;
}

/** The console on a bus of its own, with a clock that the visitor can turn. */
export function createAgentScenario() {
  const clock = new PacedClock();
  const bus = createBus({ source: "agents", events: definitions, clock });
  const travel = timeTravel(bus);
  // Nothing comes up while somebody looks at the past, or steps through what waits.
  clock.isHeld = () => travel.position !== "live" || (bus.paused && waits(bus));
  return { bus, clock, ...openAgents(bus), close: () => bus.close({ drain: false }) };
}

function waits(bus: AgentBus): boolean {
  const { lanes } = bus.metrics();
  return lanes.normal.depth + lanes.deferred.depth > 0;
}
