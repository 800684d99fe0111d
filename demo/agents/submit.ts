import { planCreated } from "eventdeck/catalogue";
import type { PlanTemplate } from "./plans.ts";

/** The event that a plan begins with. */
export function submission(plan: PlanTemplate, number: number): ReturnType<typeof planCreated> {
  const steps = plan.steps.map(({ undo, ...step }) => ({ ...step, ...(undo !== undefined && { parameters: { undo } }) }));
  return planCreated({ planId: `${plan.name}-${number}`, goal: plan.goal, steps });
}
