import { planCreated, workflowCancelled } from "eventdeck/catalogue";
import { useEmit, useProjection, useTimeTravel } from "./hooks.ts";
import { isOver } from "./plan-view.ts";
import { plans, toSubmit, type PlanTemplate } from "./plans.ts";
import type { AgentScenario } from "./scenario.ts";
import { SpeedSwitch } from "./speed-switch.tsx";

interface PlanBarProps {
  readonly scenario: AgentScenario;
  readonly chosen: PlanTemplate;
  readonly onChoose: (plan: PlanTemplate) => void;
}

/** Chooses a plan, submits it, and calls it off. */
export function PlanBar({ scenario, chosen, onChoose }: PlanBarProps) {
  const { plan, submitted } = useProjection(scenario.board);
  const past = useTimeTravel().position !== "live";
  const submit = useEmit(planCreated);
  const callOff = useEmit(workflowCancelled);
  const running = plan && !isOver(plan) ? plan : undefined;
  return (
    <section className="plan-bar" aria-label="Plan">
      <fieldset className="plan-choices" disabled={past || running !== undefined}>
        <legend className="visually-hidden">Plan to submit</legend>
        {plans.map((template) => (
          <label key={template.name} className="plan-choice">
            <input type="radio" name="plan" checked={template === chosen} onChange={() => onChoose(template)} />
            <span className="plan-goal">{template.goal}</span>
            <span className="plan-hint">{template.hint}</span>
          </label>
        ))}
      </fieldset>
      <div className="plan-actions">
        {running ? (
          <button
            type="button"
            className="action call-off"
            disabled={past || running.status !== "running"}
            onClick={() => callOff({ workflowId: running.planId, reason: "You called it off." })}
          >
            Call it off
          </button>
        ) : (
          <button type="button" className="action primary" disabled={past} onClick={() => submit(toSubmit(chosen, submitted + 1))}>
            Submit plan
          </button>
        )}
        <SpeedSwitch scenario={scenario} />
      </div>
    </section>
  );
}
