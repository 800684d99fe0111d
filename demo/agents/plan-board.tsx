import { PlanHead } from "./plan-head.tsx";
import { isOver, previewOf, type PlanView } from "./plan-view.ts";
import type { PlanTemplate } from "./plans.ts";
import { useProjection, useTimeTravel } from "./hooks.ts";
import type { AgentScenario } from "./scenario.ts";
import { StepRow } from "./step-row.tsx";
import { TimeAxis } from "./time-axis.tsx";
import { spanOf, tickMs } from "./time-span.ts";

interface PlanBoardProps {
  readonly scenario: AgentScenario;
  readonly chosen: PlanTemplate;
}

/** The steps of a plan, who was at them, and when. */
export function PlanBoard({ scenario, chosen }: PlanBoardProps) {
  const { bus, board, staff } = scenario;
  const shown = useProjection(board, ({ plan }) => plan);
  const workers = useProjection(staff);
  const plan = shown && (!isOver(shown) || shown.planId.startsWith(`${chosen.name}-`)) ? shown : previewOf(chosen);
  const past = useTimeTravel().position !== "live";
  // The seconds stay as they are while the past is shown.
  const newest = newestOf(plan, past ? board.at(bus.history.lastPosition).plan : undefined);
  const shownMs = plan.heardAt - plan.startedAt;
  const elapsedMs = newest.heardAt - newest.startedAt;
  const spanMs = spanOf(elapsedMs);
  const nameOf = (agentId: string) => workers.find((worker) => worker.agentId === agentId)?.name ?? agentId;
  return (
    <section className="panel plan" aria-label="Steps">
      <PlanHead plan={plan} />
      <ol className="steps" style={{ "--now": shownMs / spanMs, "--tick": tickMs / spanMs }}>
        {plan.steps.map((step) => (
          <StepRow
            key={step.stepId}
            step={step}
            plan={plan}
            later={past ? newest.steps.find(({ stepId }) => stepId === step.stepId) : undefined}
            spanMs={spanMs}
            nameOf={nameOf}
          />
        ))}
      </ol>
      <TimeAxis bus={bus} plan={plan} shownMs={shownMs} elapsedMs={elapsedMs} spanMs={spanMs} />
    </section>
  );
}

/** A plan as it is now; one of the past that is no more is shown as it was. */
function newestOf(shown: PlanView, now: PlanView | undefined): PlanView {
  return now?.planId === shown.planId ? now : shown;
}
