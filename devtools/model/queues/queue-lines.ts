import type { QueueInfo } from "eventdeck/queue";

export const queueColumns = ["name", "ready", "unacked", "delayed", "dead", "consumers", "oldestMs", "retried", "expired", "dropped"] as const;
export type QueueColumn = (typeof queueColumns)[number];

export interface QueueSort {
  readonly column: QueueColumn;
  readonly descending: boolean;
}

/** Queues by a column; those that are equal by name. */
export function sortQueues(queues: readonly QueueInfo[], { column, descending }: QueueSort): readonly QueueInfo[] {
  const sign = descending ? -1 : 1;
  return queues.toSorted((left, right) => {
    const [a, b] = [left[column], right[column]];
    return a === b ? compare(left.name, right.name) : sign * compare(a, b);
  });
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
