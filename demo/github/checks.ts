import { defineEvent, type Bus } from "eventdeck";
import { z } from "zod";
import { LiveValue } from "../live-value.ts";
import { checkRuns, checkSuites, statuses, workflowJobs, workflowRuns } from "./definitions-checks.ts";

/** Something that ran, and how it came out. */
export interface Check {
  readonly key: string;
  readonly kind: "check" | "suite" | "workflow" | "job" | "status";
  readonly name: string;
  readonly repository: string;
  readonly outcome: string;
  readonly heard: number;
}

export type Checks = ReadonlyMap<string, Check>;

/** Raised by the check list when something fails, so that others need not know what a check is. */
export const alarmRaised = defineEvent("ci.alarm-raised", z.object({ name: z.string(), repository: z.string(), outcome: z.string() }), {
  priority: "immediate",
  description: "A check, a job or a commit status has failed.",
});

/** Checks by what was last heard of them, the newest first. */
export function createChecks(bus: Bus): LiveValue<Checks> {
  const checks = new LiveValue<Checks>(new Map());
  const put = (check: Omit<Check, "heard">) =>
    checks.update((all) => {
      const others = [...all].filter(([key]) => key !== check.key);
      return new Map([[check.key, { ...check, heard: (all.get(check.key)?.heard ?? 0) + 1 }], ...others]);
    });
  bus.subscribe(checkRuns, ({ payload: { check_run: run, repository } }) => put(checkOf("check", run.id, run.name, repository, run)), { name: "Check runs" });
  bus.subscribe(
    checkSuites,
    ({ payload: { check_suite: suite, repository } }) =>
      put(checkOf("suite", suite.id, `${suite.app.name} on ${suite.head_branch ?? "no branch"}`, repository, suite)),
    { name: "Check suites" },
  );
  bus.subscribe(
    workflowRuns,
    ({ payload: { workflow_run: run, repository } }) => put(checkOf("workflow", run.id, run.name || `Workflow run ${run.id}`, repository, run)),
    { name: "Workflow runs" },
  );
  bus.subscribe(
    workflowJobs,
    ({ payload: { workflow_job: job, repository } }) =>
      put(checkOf("job", job.id, job.workflow_name ? `${job.workflow_name} / ${job.name}` : job.name, repository, job)),
    { name: "Workflow jobs" },
  );
  bus.subscribe(
    statuses,
    ({ payload: { context, sha, state, repository } }) =>
      put(checkOf("status", `${sha} ${context}`, `${context} at ${sha.slice(0, 7)}`, repository, { status: state, conclusion: state })),
    { name: "Commit statuses" },
  );
  raiseAlarms(bus);
  return checks;
}

interface Run {
  readonly status: string;
  readonly conclusion: string | null;
}

function checkOf(
  kind: Check["kind"],
  id: number | string,
  name: string,
  repository: { readonly full_name: string },
  { status, conclusion }: Run,
): Omit<Check, "heard"> {
  return { key: `${kind} ${id}`, kind, name, repository: repository.full_name, outcome: conclusion ?? status };
}

// By topic, since it is the outcome that matters here and not the kind of thing that ran.
function raiseAlarms(bus: Bus): void {
  bus.subscribe(
    ["github.*.*.failure", "github.*.*.error", "github.*.*.timed_out"],
    (event, context) => {
      const [, kind = "check", , outcome = "failure"] = event.topic.split(".");
      context.emit(alarmRaised({ name: kind.replaceAll("_", " "), repository: event.source.replace("github.com/", ""), outcome }));
    },
    { name: "Failure watch" },
  );
}
