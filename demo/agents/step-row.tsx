import { inSeconds } from "./in-seconds.ts";
import type { Bar, PlanView, StepView } from "./plan-view.ts";
import { StepIcon } from "./step-icon.tsx";

interface StepRowProps {
  readonly step: StepView;
  readonly plan: PlanView;
  /** The same step now, while the past is shown. */
  readonly later: StepView | undefined;
  readonly spanMs: number;
  readonly nameOf: (agentId: string) => string;
}

/** One step: how it stands, in words, and the times at which somebody was at it. */
export function StepRow({ step, plan, later, spanMs, nameOf }: StepRowProps) {
  const place = (from: number, to: number) => ({ "--from": (from - plan.startedAt) / spanMs, "--to": (to - plan.startedAt) / spanMs });
  const last = step.bars.at(-1);
  return (
    <li className="step" data-status={step.status}>
      <StepIcon status={step.status} />
      <p className="step-name">{step.name}</p>
      <p className="step-detail">{detailOf(step, plan, nameOf)}</p>
      <div className="track" aria-hidden="true">
        {later?.bars.map(({ from, to = from }) => (
          <span key={from} className="bar-later" style={place(from, to)} />
        ))}
        {step.bars.map((bar, index) => {
          const before = step.bars[index - 1];
          return (
            <span key={bar.from} className="bar-group">
              {before?.to !== undefined && !bar.undo && <span className="gap" style={place(before.to, bar.from)} />}
              <span className="bar" data-outcome={bar.outcome} data-undo={bar.undo} style={place(bar.from, bar.to ?? plan.heardAt)}>
                {nameOf(bar.worker).slice(0, 1)}
              </span>
            </span>
          );
        })}
        {step.status === "retrying" && last?.to !== undefined && <span className="gap" style={place(last.to, plan.heardAt)} />}
      </div>
    </li>
  );
}

function detailOf(step: StepView, plan: PlanView, nameOf: (agentId: string) => string): string {
  const last = step.bars.at(-1);
  const worker = last ? nameOf(last.worker) : "";
  switch (step.status) {
    case "waiting":
      return step.dependsOn.length === 0 ? "begins at once" : `after ${namesOf(step, plan)}`;
    case "queued":
      return "waits for a worker";
    case "running":
      return `${worker}, ${Math.round(step.progress * 100)} %${step.attempt > 1 ? `, try ${step.attempt}` : ""}`;
    case "retrying":
      return step.retryMs > 0 ? `failed, try ${step.attempt} in ${inSeconds(step.retryMs)}` : step.trouble;
    case "done":
      return `${worker}, ${lengthOf(last)}${step.attempt > 1 ? `, try ${step.attempt}` : ""}`;
    case "failed":
      return "failed for good";
    case "stopped":
      return step.trouble || "stopped";
    case "skipped":
      return "never begun";
    case "undoing":
      return last?.undo && last.outcome === "running" ? `${worker}: ${step.undo}` : `to be undone: ${step.undo}`;
    case "undone":
      return `undone: ${step.undo}`;
  }
}

function namesOf({ dependsOn }: StepView, { steps }: PlanView): string {
  const names = steps.filter(({ stepId }) => dependsOn.includes(stepId)).map(({ name }) => name);
  return names.length > 2 ? `all ${names.length} before` : names.join(" and ");
}

function lengthOf(bar: Bar | undefined): string {
  return bar?.to === undefined ? "" : inSeconds(bar.to - bar.from);
}
