import type { Bus } from "eventdeck";
import { Store } from "../readable.ts";
import { Scan } from "../scan.ts";
import type { Target, TargetRecord, TargetStatus } from "../target.ts";
import { createEventsDomain } from "./events.ts";
import { createHealthDomain } from "./health.ts";
import { watchKnown } from "./known.ts";
import { LocalLog } from "./local-log.ts";
import { createMatcher } from "./matcher.ts";
import type { SeldomDomains } from "./seldom.ts";
import { watchBus } from "./sampled-watch.ts";
import { createSessionsDomain } from "./sessions.ts";
import { createStatesDomain, watchTravel } from "./states.ts";

export interface LocalTargetOptions {
  readonly name: string;
  /** @default "page" */
  readonly where?: "page" | "file";
  /** @default the page's title, or its address */
  readonly place?: string;
}

/**
 * A bus of this page, or of a session file that was read into one, as the panel sees it.
 *
 * @param makeSeldom - makes the commands that are used seldom
 */
export function createTarget(
  bus: Bus,
  { name, where = "page", place = pageName() }: LocalTargetOptions,
  makeSeldom: (bus: Bus, tell: (record: TargetRecord) => void) => SeldomDomains,
): Target {
  const watchers = new Set<(record: TargetRecord) => void>();
  const tell = (record: TargetRecord) => {
    for (const take of watchers) take(record);
  };
  const status = new Store<TargetStatus>({ connection: bus.closed ? "closed" : "connected", paused: bus.paused, travel: "live" });
  const patch = (change: Partial<TargetStatus>) => status.set({ ...status.state, ...change });
  const leaveTravel = watchTravel(bus, (travel) => patch({ travel }));
  const leaveKnown = watchKnown(bus, patch);
  const ended = bus.history.changes$.subscribe({ complete: () => patch({ connection: "closed" }) });
  const log = new LocalLog(bus);
  const health = createHealthDomain(bus);
  const { close, ...seldom } = makeSeldom(bus, tell);
  return {
    id: newId(),
    name,
    source: bus.source,
    where,
    place,
    status,
    log,
    select: (filter) => new Scan(log, createMatcher(bus, filter)),
    watch(take, what = "all") {
      if (what === "failures") return watchBus(bus, take, what);
      watchers.add(take);
      patch({ paused: bus.paused });
      const leave = watchBus(bus, told, what);
      function told(record: TargetRecord): void {
        // Of a flood a pause may be left out.
        if (record.kind === "paused" || record.kind === "resumed" || record.kind === "left-out") patch({ paused: bus.paused });
        take(record);
      }
      return () => {
        watchers.delete(take);
        leave();
      };
    },
    close() {
      leaveTravel();
      leaveKnown();
      ended.unsubscribe();
      close();
    },
    ...seldom,
    events: createEventsDomain(bus),
    states: createStatesDomain(bus),
    health,
    sessions: createSessionsDomain(bus),
  };
}

// Two tabs of one origin make targets independently of each other.
function newId(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
}

function pageName(): string {
  if (typeof document === "undefined") return "this process";
  return document.title === "" ? document.location.pathname : document.title;
}
