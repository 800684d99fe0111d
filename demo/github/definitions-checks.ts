import { z } from "zod";
import { family, single } from "./family.ts";
import { identified, inRepository, namedRun, numbered, run } from "./shapes.ts";

// The topic ends with how a run came out, so that `github.*.*.failure` is all it takes to listen for failures.
const outcome = ({ status, conclusion }: { readonly status: string; readonly conclusion: string | null }) => conclusion ?? status;

export const checkRuns = family(
  "check_run",
  ["created", "completed", "requested_action", "rerequested"],
  inRepository({ check_run: z.looseObject({ ...namedRun.shape, name: z.string(), head_sha: z.string() }) }),
  { detail: ({ check_run }) => outcome(check_run) },
);
export const checkSuites = family(
  "check_suite",
  ["completed", "requested", "rerequested"],
  inRepository({ check_suite: z.looseObject({ ...run.shape, head_branch: z.string().nullable(), app: z.looseObject({ name: z.string() }) }) }),
  { detail: ({ check_suite }) => outcome({ status: check_suite.status, conclusion: check_suite.conclusion }) },
);
export const workflowRuns = family("workflow_run", ["requested", "in_progress", "completed"], inRepository({ workflow_run: namedRun }), {
  detail: ({ workflow_run }) => outcome(workflow_run),
});
export const workflowJobs = family(
  "workflow_job",
  ["queued", "waiting", "in_progress", "completed"],
  inRepository({ workflow_job: z.looseObject({ ...namedRun.shape, name: z.string(), workflow_name: z.string().nullable().optional() }) }),
  { detail: ({ workflow_job }) => outcome(workflow_job) },
);
export const statuses = single("status", inRepository({ id: z.number(), sha: z.string(), context: z.string(), state: z.string() }), {
  // Given four words like the others: a status has no action, but is complete when it comes.
  detail: ({ state }) => `completed.${state}`,
});

const deployment = z.looseObject({ id: z.number(), environment: z.string() });
const alert = { alert: z.looseObject({ number: z.number(), state: z.string() }) };

/** Continuous integration, deployments and what scanners find. */
export const checks = [
  ...checkRuns,
  ...checkSuites,
  ...workflowRuns,
  ...workflowJobs,
  ...statuses,
  ...single("workflow_dispatch", inRepository({ ref: z.string(), workflow: z.string() })),
  ...family("merge_group", ["checks_requested"], inRepository({ merge_group: z.looseObject({ head_sha: z.string(), head_ref: z.string() }) })),
  ...family("deployment", ["created"], inRepository({ deployment })),
  ...family("deployment_status", ["created"], inRepository({ deployment, deployment_status: z.looseObject({ id: z.number(), state: z.string() }) })),
  ...family("deployment_review", ["requested", "approved", "rejected"], inRepository({ environment: z.string(), workflow_run: identified })),
  ...single("page_build", inRepository({ build: z.looseObject({ status: z.string() }) })),
  ...family("repository_dispatch", ["on-demand-test"], inRepository({ branch: z.string(), client_payload: z.record(z.string(), z.unknown()) })),
  ...family(
    "code_scanning_alert",
    ["created", "appeared_in_branch", "fixed", "closed_by_user", "reopened", "reopened_by_user"],
    inRepository({ ref: z.string(), ...alert }),
  ),
  ...family("dependabot_alert", ["created", "dismissed", "fixed", "reopened"], inRepository(alert)),
  ...family(
    "repository_vulnerability_alert",
    ["create", "dismiss", "resolve"],
    inRepository({ alert: z.looseObject({ id: z.number(), affected_package_name: z.string() }) }),
  ),
  ...family("branch_protection_rule", ["created", "edited", "deleted"], inRepository({ rule: z.looseObject({ id: z.number(), name: z.string() }) })),
  ...family("deploy_key", ["created", "deleted"], inRepository({ key: z.looseObject({ id: z.number(), title: z.string(), read_only: z.boolean() }) })),
  ...family("meta", ["deleted"], inRepository({ hook_id: z.number(), hook: identified })),
  ...family(
    "security_advisory",
    ["published", "updated", "withdrawn"],
    z.looseObject({ security_advisory: z.looseObject({ ghsa_id: z.string(), summary: z.string(), severity: z.string() }) }),
  ),
  ...family(
    "project",
    ["created", "edited", "closed", "reopened", "deleted"],
    inRepository({ project: z.looseObject({ ...numbered.shape, name: z.string() }) }),
  ),
];
