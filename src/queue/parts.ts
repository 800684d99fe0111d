import type { Bus, Core } from "../bus/index.ts";
import type { BusEvent } from "../event/index.ts";
import type { Settings } from "./options.ts";
import type { QueueLog } from "./queue-log.ts";
import type { Waiting } from "./waiting.ts";

/** What the parts of one queue share. */
export interface Parts {
  readonly name: string;
  readonly bus: Bus;
  readonly core: Core;
  readonly settings: Settings;
  readonly log: QueueLog;
  /** Where its dead letters go, and come from when they are redriven. */
  readonly dead: QueueLog;
  readonly waiting: Waiting;
  readonly tally: { published: number; acked: number; retried: number; expired: number; dropped: number };
  /** What is on its way to the store; `close` waits for it, whether or not somebody else does. */
  readonly underWay: Set<Promise<unknown>>;
}

/** How long an event waits that could not be moved because the store failed. */
export const storeFailureWaitMs = 1000;

/** Nobody waits for this one: its failure is heard by the bus's `onError`. */
export function inBackground(parts: Parts, event: BusEvent | undefined, work: Promise<unknown>): void {
  const done = work
    .catch((error: unknown) => reportFailure(parts, event, error))
    .finally(() => {
      parts.underWay.delete(done);
    });
  parts.underWay.add(done);
}
/** Its caller waits for this one, and hears of its failure. */
export function beforeClosing<Result>(parts: Parts, work: Promise<Result>): Promise<Result> {
  const ended = () => void parts.underWay.delete(done);
  const done = work.then(ended, ended);
  parts.underWay.add(done);
  return work;
}
/** @param event the one that it is about; a stand-in when that could not even be read */
export function reportFailure({ name, core }: Parts, event: BusEvent | undefined, error: unknown): void {
  const about =
    event ??
    core.stamper.stamp({ type: "queue.unreadable", input: { queue: name } }, undefined, { time: core.clock.now(), cause: undefined, replyTo: undefined });
  core.failures.report({ event: about, error, by: `queue ${name}` });
}
