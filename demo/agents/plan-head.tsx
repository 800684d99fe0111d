import { inSeconds } from "./in-seconds.ts";
import { isOver, type PlanView } from "./plan-view.ts";

const titles: Readonly<Record<PlanView["status"], string>> = {
  preview: "Not submitted yet",
  running: "Running",
  stopping: "Stopping",
  undoing: "Undoing what was done",
  completed: "Completed",
  failed: "Failed and undone",
  cancelled: "Called off",
};

/** What the plan is for, and how it stands. */
export function PlanHead({ plan }: { readonly plan: PlanView }) {
  const done = plan.steps.filter(({ status }) => status === "done").length;
  return (
    <div className="plan-head">
      <h2>{plan.goal}</h2>
      <p className="plan-status" role="status" data-status={plan.status}>
        {titles[plan.status]}
        {plan.status === "running" && `, ${done} of ${plan.steps.length} done`}
        {isOver(plan) && ` after ${inSeconds(plan.heardAt - plan.startedAt)}`}
      </p>
      <p className="plan-reason">{plan.reason}</p>
    </div>
  );
}
