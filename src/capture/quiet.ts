let busy = false;

/** Whether a capture is at work right now: what is called meanwhile is its doing and not the application's. */
export function isBusy(): boolean {
  return busy;
}

/**
 * Runs a capture's own work, which must not be captured itself and must never reach the application as a throw.
 *
 * What can fail in it is publishing, and the bus itself keeps and shows what it refuses, as undelivered, with the reason.
 */
export function quietly<Result>(work: () => Result): Result | undefined {
  const outer = busy;
  busy = true;
  try {
    return safely(work);
  } finally {
    busy = outer;
  }
}

/** Runs what stands beside a call of the application's, which must not learn of its failure. */
export function safely<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
