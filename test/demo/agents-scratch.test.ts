import { expect, it } from "vitest";
import { createTestBus } from "eventdeck/testing";
import { workflowCancelled } from "eventdeck/catalogue";
import { openAgents } from "../../demo/agents/scenario.ts";
import { definitions, hangSwitched } from "../../demo/agents/definitions.ts";
import { plans } from "../../demo/agents/plans.ts";
import { submission } from "../../demo/agents/submit.ts";

it.each([0, 1, 2, 3])("%s", async (n) => {
  const bus = createTestBus({ source: "agents", events: definitions });
  const { board, staff, log, traffic } = openAgents(bus);
  await bus.advance(10);
  bus.emit(submission(plans[n % 3]!, 1));
  if (n === 2) { await bus.advance(5000); bus.emit(workflowCancelled({ workflowId: "reindex-1", reason: "by hand" })); }
  if (n === 3) { await bus.advance(3700); bus.emit(hangSwitched({agentId: board.state.plan!.steps.find((s) => s.status === "running")!.bars.at(-1)!.worker, hangs: true})); await bus.advance(9000); for (const agentId of ["ada","bram","cleo","dina"]) bus.emit(hangSwitched({agentId, hangs: false}));}
  await bus.advance(60_000);
  const t0 = board.state.plan!.startedAt;
  console.log([...log.state.lines].reverse().map((l) => `${((l.time - t0)/1000).toFixed(2).padStart(6)} ${l.priority.padEnd(9)} ${l.text}`).join("\n"));
  console.log(JSON.stringify(traffic.state), board.state.plan!.status, (board.state.plan!.heardAt - t0)/1000, bus.history.size, JSON.stringify(bus.history.undelivered().map((u) => `${u.event?.type} ${u.reason}`)));
  console.log(board.state.plan!.steps.map((s) => `${s.name} ${s.status} ${s.bars.map((b) => `${b.worker}:${b.from-t0}-${(b.to ?? NaN)-t0} ${b.outcome}${b.undo ? " undo":""}`).join(", ")}`).join("\n"), JSON.stringify(staff.state));
  await bus.close();
});
