import { BusClosedError, seal } from "../event/index.ts";
import { type HistoryEntry, ReplayRun } from "../history/index.ts";
import type { Core } from "./core.ts";
import { PendingReport } from "./pending-report.ts";
import type { Publishing } from "./publishing.ts";
import type { ReplayOptions } from "./replay-options.ts";
import type { ReplayTicket } from "./replay-ticket.ts";

/** Where replayed events are delivered: the parts of one bus. */
export interface Stage {
  readonly core: Core;
  readonly publishing: Publishing;
  /** Every run that plays into this bus, or from its history. */
  readonly runs: Set<ReplayRun>;
}

/** The runs that play recorded events back. */
export class Replaying {
  readonly own: Stage;
  readonly #stageOf: (bus: NonNullable<ReplayOptions["into"]>) => Stage;

  constructor(own: Stage, stageOf: (bus: NonNullable<ReplayOptions["into"]>) => Stage) {
    this.own = own;
    this.#stageOf = stageOf;
  }

  start(options: ReplayOptions): ReplayRun {
    const stage = options.into === undefined ? this.own : this.#stageOf(options.into);
    const elsewhere = stage !== this.own;
    const { core, publishing } = stage;
    const isOpen = () => this.own.core.phase === "open" && core.phase === "open";
    if (!isOpen()) throw new BusClosedError("The bus is closed: nothing can be replayed on it any more.");
    const { query = "", from, to, only, emissions = elsewhere ? "rerun" : "suppress" } = options;
    const { history, stamper } = this.own.core;
    const found = history.query(query, { from, to });
    const entries = emissions === "rerun" ? withoutConsequences(found, history.query("", { from, to })) : found;
    const ticket: ReplayTicket = {
      run: stamper.ids.next(),
      only,
      emissions,
      records: elsewhere,
      suppressed: 0,
    };
    const run: ReplayRun = new ReplayRun(options, entries, {
      run: ticket.run,
      get suppressed() {
        return ticket.suppressed;
      },
      emit: (entry) => {
        if (!elsewhere) core.folding?.replaying(run, entry.position);
        return emit(publishing, entry, ticket);
      },
      monotonic: () => core.clock.monotonic(),
      schedule: (task, delayMs) => core.clock.schedule(task, delayMs, "normal"),
      ended: () => {
        for (const { runs } of [this.own, stage]) runs.delete(run);
      },
      revive: () => {
        if (isOpen()) for (const { runs } of [this.own, stage]) runs.add(run);
        return isOpen();
      },
    });
    for (const { runs } of [this.own, stage]) runs.add(run);
    return run;
  }
  close(): void {
    for (const run of this.own.runs) run.stop();
  }
}

function emit(publishing: Publishing, { event, position }: HistoryEntry, ticket: ReplayTicket): Promise<void> | undefined {
  const report = new PendingReport();
  publishing.replay(seal({ ...event, replay: { run: ticket.run, position } }), ticket, report);
  return report.isSettled ? undefined : report.settled.then(() => {});
}

/** Without the events that a replayed one will cause again, directly or through another. */
function withoutConsequences(found: readonly HistoryEntry[], all: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const wanted = new Set(found);
  const happening = new Set<string>();
  // A consequence may be caused through an event that was not asked for.
  return all.filter((entry) => {
    const { id, causationId } = entry.event;
    const caused = causationId !== undefined && happening.has(causationId);
    if (caused || wanted.has(entry)) happening.add(id);
    return !caused && wanted.has(entry);
  });
}
