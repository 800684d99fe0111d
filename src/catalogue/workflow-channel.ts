/** The kinds of workflow events, which are the last words of their types. */
export type WorkflowKind = "started" | "command" | "result" | "error" | "compensation" | "status" | "paused" | "resumed" | "completed" | "failed" | "cancelled";

/** Which workflow events a channel carries: those of which every given part holds. */
export interface WorkflowChannel<Kind extends WorkflowKind = WorkflowKind> {
  readonly kind?: Kind;
  readonly workflowId?: string;
  readonly transactionId?: string;
  readonly worker?: string;
}

interface WorkflowPlace {
  readonly workflowId: string;
  readonly transactionId?: string | undefined;
  readonly worker?: string | undefined;
}

/** What stands in a topic for a part that an event has none of. */
const none = "-";

/** The topic of a workflow event: `workflow.KIND.WORKFLOW.TRANSACTION.WORKER`, with `-` for a part that it has none of. */
export function workflowTopic<Kind extends WorkflowKind>(
  kind: Kind,
  { workflowId, transactionId, worker }: WorkflowPlace,
): `workflow.${Kind}.${string}.${string}.${string}` {
  const [inTransaction, forWorker] = [transactionId, worker].map((part) => (part === undefined ? none : toWord(part)));
  return `workflow.${kind}.${toWord(workflowId)}.${inTransaction}.${forWorker}`;
}

/**
 * The topic pattern of a channel of workflow events: per kind, workflow, transaction or worker, or several of these at once.
 *
 * @example
 * bus.subscribe(workflowChannel({ kind: "command", worker: "pricing" }), (event) => console.log(event.payload));
 * bus.subscribe(workflowChannel({ transactionId: "tx-7" }), (event) => console.log(event.type));
 */
export function workflowChannel<const Kind extends WorkflowKind>(
  channel: WorkflowChannel<Kind> & { readonly kind: Kind },
): `workflow.${Kind}.${string}.${string}.${string}`;
export function workflowChannel(channel: WorkflowChannel): `workflow.*.${string}.${string}.${string}`;
export function workflowChannel({ kind, workflowId, transactionId, worker }: WorkflowChannel): string {
  const [inWorkflow, inTransaction, forWorker] = [workflowId, transactionId, worker].map((part) => (part === undefined ? "*" : toWord(part)));
  return `workflow.${kind ?? "*"}.${inWorkflow}.${inTransaction}.${forWorker}`;
}

/** An id as one word of a topic: what has a meaning in topics and patterns is written as in a URL. */
function toWord(part: string): string {
  return part === none ? "%2D" : part.replace(/[%.*#]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
