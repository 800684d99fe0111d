import { seeded } from "../github/random.ts";

/** What a worker's job would take, and how it would go wrong. */
export interface Job {
  readonly durationMs: number;
  readonly fault?: Fault;
}

interface Fault {
  /** How far the work gets, 0 to 1. */
  readonly at: number;
  /** So many tries fail. */
  readonly tries: number;
  readonly code: string;
  readonly message: string;
  /** Whether the worker would try again. */
  readonly retryable: boolean;
}

const jobs: Readonly<Record<string, Job>> = {
  build: { durationMs: 3_000 },
  "unit-tests": { durationMs: 2_500 },
  "browser-tests": {
    durationMs: 3_000,
    fault: { at: 0.5, tries: 2, code: "TEST_TIMEOUT", message: "Checkout took longer than 5 s.", retryable: true },
  },
  migrate: { durationMs: 2_500 },
  deploy: { durationMs: 3_500 },
  announce: { durationMs: 1_000 },
  "rent-servers": { durationMs: 2_000 },
  "copy-data": { durationMs: 5_000 },
  "get-certificate": { durationMs: 2_500 },
  "start-services": { durationMs: 3_000 },
  "switch-dns": {
    durationMs: 3_000,
    fault: { at: 0.5, tries: Infinity, code: "ZONE_LOCKED", message: "The registrar has locked the zone.", retryable: false },
  },
  snapshot: { durationMs: 2_000 },
};
const indexing: Job = { durationMs: 12_000 };
const undoing: Job = { durationMs: 1_400 };
const anythingElse: Job = { durationMs: 1_500 };

export type JobOf = (action: string, undo: boolean) => Job;

/** Jobs as one worker would find them: always the same ones, each a little quicker or slower than the table says. */
export function createJobs(seed: number): JobOf {
  const random = seeded(seed);
  return (action, undo) => {
    const { durationMs, fault } = jobs[action] ?? (action.startsWith("index-") ? indexing : anythingElse);
    const pace = 0.85 + random() * 0.3;
    return undo ? { durationMs: Math.round(undoing.durationMs * pace) } : { durationMs: Math.round(durationMs * pace), ...(fault && { fault }) };
  };
}
