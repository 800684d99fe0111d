import type { HistoryEntry } from "eventdeck";
import type { Selection } from "../selection.ts";
import type { Target } from "../target.ts";
import { AttemptsTold } from "./attempts-told.ts";
import { Backlog } from "./backlog.ts";
import { isCommand } from "./commands.ts";
import type { Link } from "./link.ts";
import { pack } from "./pack.ts";
import type { Presence } from "./presence.ts";
import { RecordSample } from "./record-sample.ts";
import { afterMs, type Later } from "./soon.ts";
import { unpack } from "./unpack.ts";
import { WatchedSelection } from "./watched-selection.ts";
import type { ToHost, ToPanel } from "./wire.ts";

/** How often panels hear of what is new, at most. */
const beatMs = 100;
/** Stretch of matching filters in one beat, of all panels together, before the page gets a turn. */
const sliceMs = 4;
/** Messages with entries that a panel may not have taken in yet. */
const mostUnread = 2;
/** Filters of one panel that are matched at once; the oldest goes. A panel that has gone without a word may leave some. */
const mostSelections = 8;

interface Panel {
  watching: boolean;
  /** Messages with entries that it has not taken in yet. */
  unread: number;
  readonly backlog: Backlog;
  readonly attempts: AttemptsTold;
  readonly selections: Map<number, WatchedSelection>;
  readonly callOff: (() => void) | undefined;
}

export interface HostOptions {
  /** Runs a task after some milliseconds; returns what calls it off. @default at once by a message, since pages in the background wait long for timers */
  readonly later?: Later;
  /** Milliseconds from an arbitrary start. @default performance.now */
  readonly now?: () => number;
  /** Tells when a panel's page has gone without a word. */
  readonly presence?: Presence;
}

/**
 * Answers panels in other tabs for one bus of this page. It does nothing until one attaches. What it sends is bounded: entries go in small
 * messages, the next when the last was taken in; records are sampled when too many come in a beat, and how many were left out is said.
 */
export class TargetHost {
  readonly #target: Target;
  readonly #link: Link<ToHost, ToPanel>;
  readonly #later: Later;
  readonly #now: () => number;
  readonly #presence: Presence | undefined;
  readonly #panels = new Map<string, Panel>();
  readonly #records = new RecordSample();
  #beatAt = Number.NEGATIVE_INFINITY;
  #stopBeat: (() => void) | undefined;
  #dueAt = Number.POSITIVE_INFINITY;
  #leave: (() => void)[] = [];
  #unwatch: (() => void) | undefined;

  constructor(target: Target, link: Link<ToHost, ToPanel>, { later = afterMs, now = () => performance.now(), presence }: HostOptions = {}) {
    this.#target = target;
    this.#link = link;
    this.#later = later;
    this.#now = now;
    this.#presence = presence;
    link.listen((message) => this.#hear(message));
  }

  close(): void {
    this.#link.post({ kind: "gone" });
    for (const panel of this.#panels.keys()) this.#detach(panel);
    this.#link.close();
  }

  #hear(message: ToHost): void {
    if (message.kind === "attach") return this.#attach(message.panel);
    const panel = this.#panels.get(message.panel);
    if (!panel) {
      if (message.kind === "pull") this.#link.post({ panel: message.panel, kind: "stranger" });
      return;
    }
    switch (message.kind) {
      case "detach":
        return this.#detach(message.panel);
      case "watch":
        return this.#watchFor(message.panel, panel);
      case "unwatch":
        panel.watching = false;
        return this.#watchIfWanted();
      case "ready":
        panel.unread = Math.max(0, panel.unread - 1);
        return this.#beatSoon(0);
      case "pull":
        if (this.#now() >= this.#dueAt) this.#beat();
        return this.#link.post({ panel: message.panel, kind: "alive" });
      case "ask":
        return void this.#answer(message);
      case "select":
        return this.#select(panel, message.selection, message.filter);
      case "unselect":
        panel.selections.get(message.selection)?.close();
        panel.selections.delete(message.selection);
    }
  }

  #attach(name: string): void {
    this.#detach(name);
    const { log, status } = this.#target;
    if (this.#panels.size === 0) this.#leave = [log.onChange(() => this.#beatSoon(beatMs)), status.subscribe(() => this.#beatSoon(0))];
    const callOff = this.#presence?.whenGone(name, () => this.#detach(name));
    this.#panels.set(name, { watching: false, unread: 0, backlog: new Backlog(log), attempts: new AttemptsTold(), selections: new Map(), callOff });
    this.#beatSoon(0);
  }

  #detach(name: string): void {
    const panel = this.#panels.get(name);
    if (!panel) return;
    panel.callOff?.();
    for (const selection of panel.selections.values()) selection.close();
    this.#panels.delete(name);
    this.#watchIfWanted();
    if (this.#panels.size > 0) return;
    this.#callOffBeat();
    for (const end of this.#leave.splice(0)) end();
  }

  #watchFor(name: string, panel: Panel): void {
    panel.watching = true;
    this.#watchIfWanted();
    this.#link.post({ panel: name, kind: "records", records: [{ kind: "watched-from", after: this.#target.log.lastPosition, at: Date.now() }] });
  }

  #watchIfWanted(): void {
    const wanted = [...this.#panels.values()].some(({ watching }) => watching);
    if (!wanted) {
      this.#unwatch?.();
      this.#unwatch = undefined;
      this.#records.take();
      return;
    }
    this.#unwatch ??= this.#target.watch((record) => {
      this.#records.add(record);
      this.#beatSoon(beatMs);
    });
  }

  /** Beats after a while, but at once when the last beat is that long ago: a timer of a page in the background may take a minute. */
  #beatSoon(delayMs: number): void {
    if (this.#panels.size === 0) return;
    const now = this.#now();
    const dueAt = Math.max(now, delayMs === 0 ? now : this.#beatAt + delayMs);
    if (dueAt >= this.#dueAt) return;
    this.#callOffBeat();
    this.#dueAt = dueAt;
    this.#stopBeat = this.#later(() => this.#beat(), dueAt - now);
  }

  #callOffBeat(): void {
    this.#stopBeat?.();
    this.#stopBeat = undefined;
    this.#dueAt = Number.POSITIVE_INFINITY;
  }

  #beat(): void {
    this.#callOffBeat();
    this.#beatAt = this.#now();
    const { log, status } = this.#target;
    const { limits, size, bytes, evicted, firstPosition, lastPosition } = log;
    this.#link.post({ kind: "state", log: { limits, size, bytes, evicted, firstPosition, lastPosition }, status: status.state });
    const records = this.#records.take();
    if (records.length > 0) this.#link.post({ kind: "records", records });
    const deadline = this.#now() + sliceMs;
    let busy = false;
    for (const [name, panel] of this.#panels) {
      this.#sendAttempts(name, panel);
      busy = this.#sendEntries(name, panel) || busy;
      for (const [selection, watched] of panel.selections) busy = this.#sendMatches(name, selection, watched, deadline) || busy;
    }
    if (busy) this.#beatSoon(1);
  }

  #sendAttempts(name: string, panel: Panel): void {
    const news = panel.attempts.news(this.#target.log.undelivered());
    if (news) this.#link.post({ panel: name, kind: "attempts", ...news });
  }

  /** Whether there is more that could be sent at once. */
  #sendEntries(name: string, panel: Panel): boolean {
    if (panel.unread >= mostUnread) return false;
    const summaries = panel.backlog.take();
    if (summaries.length === 0) {
      // Handlers that still run end without a change of the log: they are asked after, a beat later.
      if (panel.backlog.settling) this.#beatSoon(beatMs);
      return false;
    }
    panel.unread += 1;
    this.#link.post({ panel: name, kind: "entries", summaries, to: panel.backlog.to });
    return panel.unread < mostUnread;
  }

  #select(panel: Panel, id: number, filter: string): void {
    panel.selections.get(id)?.close();
    const selection: Selection = this.#target.select(filter, () => this.#beatSoon(beatMs));
    panel.selections.set(id, new WatchedSelection(selection, this.#now));
    for (const [oldest, watched] of panel.selections) {
      if (panel.selections.size <= mostSelections) break;
      watched.close();
      panel.selections.delete(oldest);
    }
    this.#beatSoon(0);
  }

  #sendMatches(name: string, selection: number, watched: WatchedSelection, deadline: number): boolean {
    const { news, done } = watched.advance(this.#target.log, deadline);
    if (news) this.#link.post({ panel: name, kind: "matches", selection, ...news });
    return !done;
  }

  async #answer({ panel, call, domain, command, parameters }: Extract<ToHost, { kind: "ask" }>): Promise<void> {
    try {
      const run: unknown = isCommand(domain, command) ? Reflect.get(this.#target[domain], command) : undefined;
      if (typeof run !== "function") throw new TypeError(`This page's eventdeck knows no command ${domain}.${command}; both pages need the same version.`);
      const given = unpack(parameters, false);
      const value: unknown = await Reflect.apply(run, this.#target[domain], Array.isArray(given) ? given : []);
      this.#link.post({ panel, kind: "answer", call, value: pack(isEntry(value) ? entryOf(value) : value) });
    } catch (error) {
      this.#link.post({ panel, kind: "failure", call, value: pack(error) });
    }
  }
}

/** An entry as plain data: its outcome may still be filled in. */
function entryOf({ position, recordedAt, outcome, listeners, folded, imported, arrival, event }: HistoryEntry): object {
  return { position, recordedAt, outcome: { ...outcome }, listeners, folded, imported, arrival, event };
}

function isEntry(value: unknown): value is HistoryEntry {
  return typeof value === "object" && value !== null && "position" in value && "outcome" in value && "event" in value;
}
