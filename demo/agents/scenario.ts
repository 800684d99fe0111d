import { createBus } from "eventdeck";
import { timeTravel } from "eventdeck/projection";
import { LiveValue } from "../live-value.ts";
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

const workers = [
  { agentId: "ada", name: "Ada" },
  { agentId: "bram", name: "Bram" },
  { agentId: "cleo", name: "Cleo" },
  { agentId: "dina", name: "Dina" },
];

/** Everybody who listens. Nobody holds a reference to anybody: the planner, the dispatcher, the workers and their watchdogs know the bus, and no more. */
export function openAgents(bus: AgentBus) {
  const views = { board: createBoard(bus), staff: createStaff(bus), log: createLog(bus), traffic: createTraffic(bus) };
  createPlanner(bus);
  createDispatcher(bus);
  for (const [index, worker] of workers.entries()) {
    createWatchdog(bus, worker);
    createWorker(bus, worker, createJobs(index + 1));
  }
  return views;
}

export type AgentScenario = ReturnType<typeof createAgentScenario>;

/** The console on a bus of its own, whose clock the visitor turns. */
export function createAgentScenario() {
  const clock = new PacedClock();
  const bus = createBus({ source: "agents", events: definitions, clock });
  const travel = timeTravel(bus);
  // Nothing new comes up while somebody looks at the past, replays it, or steps through what waits.
  clock.isAside = () => travel.position !== "live";
  clock.isHeld = () => clock.isAside() || (bus.paused && waits(bus));
  const speed = new LiveValue(clock.speed);
  const setSpeed = (next: number) => {
    clock.speed = next;
    speed.set(next);
  };
  return { bus, speed, setSpeed, ...openAgents(bus), close: () => bus.close({ drain: false, timeoutMs: 0 }) };
}

function waits(bus: AgentBus): boolean {
  const { lanes } = bus.metrics();
  return lanes.normal.depth + lanes.deferred.depth > 0;
}
