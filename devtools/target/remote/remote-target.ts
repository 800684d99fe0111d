import { compileQuery } from "eventdeck";
import { Store } from "../readable.ts";
import type { Selection } from "../selection.ts";
import type { Target, TargetRecord, TargetStatus } from "../target.ts";
import { Asking } from "./asking.ts";
import type { Link } from "./link.ts";
import { RemoteLog } from "./remote-log.ts";
import { RemoteSelection } from "./remote-selection.ts";
import type { Later } from "./soon.ts";
import { unpack } from "./unpack.ts";
import type { CrossedRecord, TargetInfo, ToHost, ToPanel } from "./wire.ts";

type Ask = ToHost extends infer Message ? (Message extends ToHost ? Omit<Message, "panel"> : never) : never;

/** How often the other page is woken and asked whether it is there. */
const pullMs = 250;
/** Pulls without any answer after which it counts as lost; it is paused in a debugger, or busy. */
const mostUnanswered = 20;

export interface RemoteOptions {
  readonly info: TargetInfo;
  /** Names this panel among all that are attached. */
  readonly panel: string;
  /** Called when the panel first looks at the bus. */
  readonly open: () => Link<ToPanel, ToHost>;
  readonly later: Later;
}

/** A bus in another tab or window of this origin. It attaches when somebody first looks, and keeps what it knows when the other page goes. */
export class RemoteTarget {
  readonly target: Target;
  readonly #options: RemoteOptions;
  readonly #log = new RemoteLog(() => this.#attach());
  readonly #status = new Store<TargetStatus>({ connection: "connected", paused: false, travel: "live" });
  readonly #asking = new Asking((call, domain, command, parameters) => this.#post({ kind: "ask", call, domain, command, parameters }));
  readonly #watchers = new Set<(record: TargetRecord) => void>();
  readonly #selections = new Map<number, RemoteSelection>();
  #link: Link<ToPanel, ToHost> | undefined;
  #stopPulling: (() => void) | undefined;
  #unanswered = 0;
  #watchedFrom: TargetRecord | undefined;
  #selected = 0;
  /** Nothing is heard or said any more. */
  #ended = false;

  constructor(options: RemoteOptions) {
    this.#options = options;
    const { id, name, source, place } = options.info;
    const asking = this.#asking;
    this.target = {
      id,
      name,
      source,
      place,
      where: "remote",
      status: this.#status,
      log: this.#log,
      select: (filter, changed) => this.#select(filter, changed),
      watch: (take) => this.#watch(take),
      close: () => this.#close(),
      events: asking.domain("events"),
      links: asking.domain("links"),
      listeners: asking.domain("listeners"),
      compose: asking.domain("compose"),
      queues: asking.domain("queues"),
      replays: asking.domain("replays"),
      states: asking.domain("states"),
      sites: asking.domain("sites"),
      health: asking.domain("health"),
      sessions: asking.domain("sessions"),
    };
  }

  /** The other page has gone, or its bus has, or it cannot be talked to. What is known stays. @param why - and what can be done */
  lose(
    why = `The page has gone, or ${this.#options.info.name} is not registered there any more. Open it again: the panel goes on with the bus of the same name.`,
  ): void {
    if (this.#ended) return;
    this.#end();
    this.#markLost(why);
    this.#asking.lose(new Error(`"${this.#options.info.place}" does not answer: ${why}`));
  }

  #markLost(why: string): void {
    this.#status.set({ ...this.#status.state, connection: "lost", lost: { at: Date.now(), why } });
  }

  #attach(): void {
    if (this.#link || this.#ended) return;
    this.#link = this.#options.open();
    this.#link.listen((message) => this.#hear(message));
    this.#link.post({ kind: "attach", panel: this.#options.panel });
    this.#pullLater();
  }

  /** The other page took this one for gone, as browsers take pages that they keep in memory, and asleep. */
  #attachAnew(): void {
    this.#post({ kind: "attach" });
    if (this.#watchers.size > 0) this.#post({ kind: "watch" });
    for (const [id, { filter }] of this.#selections) this.#post({ kind: "select", selection: id, filter });
  }

  // A page in the background hardly gets its own timers, but every message: what keeps it awake is this page, which is looked at.
  #pullLater(): void {
    this.#stopPulling = this.#options.later(() => {
      this.#post({ kind: "pull" });
      this.#unanswered += 1;
      if (this.#unanswered === mostUnanswered && this.#status.state.connection === "connected")
        this.#markLost("The page has not answered for a while: it is busy, or paused in a debugger. The panel goes on as soon as the page does.");
      this.#pullLater();
    }, pullMs);
  }

  #close(): void {
    if (this.#ended) return;
    if (this.#link) this.#post({ kind: "detach" });
    this.#end();
    this.#asking.lose(new Error(`The panel has let go of ${this.#options.info.name}.`));
  }

  #end(): void {
    this.#ended = true;
    this.#stopPulling?.();
    this.#link?.close();
    this.#link = undefined;
  }

  #post(message: Ask): void {
    this.#attach();
    this.#link?.post({ ...message, panel: this.#options.panel });
  }

  #select(filter: string, changed: () => void): Selection {
    // A mistake is found here, where it is typed.
    compileQuery(filter);
    this.#selected += 1;
    const id = this.#selected;
    const selection = new RemoteSelection(filter, changed, () => {
      if (this.#selections.delete(id)) this.#post({ kind: "unselect", selection: id });
    });
    this.#selections.set(id, selection);
    this.#post({ kind: "select", selection: id, filter });
    return selection;
  }

  #watch(take: (record: TargetRecord) => void): () => void {
    this.#watchers.add(take);
    if (this.#watchers.size === 1) this.#post({ kind: "watch" });
    else if (this.#watchedFrom) take({ kind: "watched-from", after: this.#log.lastPosition, at: Date.now() });
    return () => {
      if (!this.#watchers.delete(take) || this.#watchers.size > 0) return;
      this.#watchedFrom = undefined;
      this.#post({ kind: "unwatch" });
    };
  }

  #hear(message: ToPanel): void {
    if (this.#ended || (message.panel !== undefined && message.panel !== this.#options.panel)) return;
    this.#answered();
    switch (message.kind) {
      case "state":
        this.#log.update(message.log);
        return this.#status.set(message.status);
      case "entries":
        this.#log.add(message.summaries, message.to);
        return this.#post({ kind: "ready" });
      case "attempts":
        return this.#log.attempted(message.added, message.total, message.anew);
      case "records":
        for (const record of message.records) this.#tell(recordOf(record));
        return;
      case "answer":
        return this.#asking.answer(message.call, unpack(message.value, true));
      case "failure":
        return this.#asking.fail(message.call, unpack(message.value, false));
      case "matches":
        return this.#selections.get(message.selection)?.take(message.added, message.removed, message.progress);
      case "gone":
        return this.lose();
      case "stranger":
        return this.#attachAnew();
      case "alive":
    }
  }

  /** It was silent and talks again, or never stopped. */
  #answered(): void {
    this.#unanswered = 0;
    const { lost, ...status } = this.#status.state;
    if (lost) this.#status.set({ ...status, connection: "connected" });
  }

  #tell(record: TargetRecord): void {
    if (record.kind === "watched-from") this.#watchedFrom = record;
    for (const take of this.#watchers) take(record);
  }
}

/** A record that has come over the wire. */
function recordOf(record: CrossedRecord): TargetRecord {
  if (record.kind !== "delivered" && record.kind !== "failed" && record.kind !== "cancelled") return record;
  const { error, ...rest } = record;
  return error === undefined ? rest : { ...rest, error: unpack(error, false) };
}
