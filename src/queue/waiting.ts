import type { Clock } from "../scheduling/index.ts";
import { DueTimes } from "./due-times.ts";
import type { Entry, EntryState } from "./entry.ts";
import type { LogOwner, QueueLog } from "./queue-log.ts";
import { ReadyIndex } from "./ready-index.ts";

/** Who acts on what becomes of waiting. */
interface WaitingHost {
  /** Something can be handed out. */
  ready(entry: Entry): void;
  /** Its time to live has run out while it waited. */
  expired(entry: Entry): void;
  /** Nobody has settled it in time. */
  lapsed(entry: Entry): void;
  /** It was taken from whoever had it. */
  lost(entry: Entry): void;
  changed(): void;
}

/** Where each entry of a queue is, and when it moves on by itself. */
export class Waiting implements LogOwner {
  readonly log: QueueLog;
  readonly index: ReadyIndex;
  readonly #clock: Clock;
  readonly #host: WaitingHost;
  readonly #due: DueTimes;
  readonly #counts: Record<EntryState, number> = { stored: 0, ready: 0, held: 0, delayed: 0, out: 0, moving: 0, gone: 0 };

  constructor(log: QueueLog, clock: Clock, ordered: boolean, host: WaitingHost) {
    this.log = log;
    this.index = new ReadyIndex(ordered);
    this.#clock = clock;
    this.#host = host;
    this.#due = new DueTimes(clock, (entry) => this.#comesDue(entry));
  }

  get ready(): number {
    return this.#counts.ready + this.#counts.held;
  }
  get delayed(): number {
    return this.#counts.delayed;
  }
  /** Those that are being settled or moved among them. */
  get out(): number {
    return this.#counts.out + this.#counts.moving;
  }
  /** Takes over what is in the log. */
  start(): void {
    this.log.owner = this;
    for (const entry of this.log.entries.values()) {
      if (entry.state !== "moving") this.added(entry);
      else {
        // Somebody has just begun to redrive or discard it.
        this.#counts.moving++;
        this.index.enter(entry);
      }
    }
  }
  stop(): void {
    this.#due.clear();
    this.log.owner = undefined;
    for (const entry of this.log.entries.values()) if (entry.state !== "moving") entry.state = "stored";
  }

  added(entry: Entry): void {
    if (this.index.enter(entry)) this.place(entry);
    else this.#hold(entry);
  }
  removed(entry: Entry): void {
    this.#become(entry, "gone");
    this.#due.set(entry, undefined);
    const next = this.index.leave(entry);
    // One that is just being moved comes back by itself if that fails.
    if (next && next.state !== "moving") this.place(next);
  }

  /** It waits again, or for the first time, and for no other of its key. */
  place(entry: Entry): void {
    const now = this.#clock.now();
    if (entry.availableAt > now) {
      this.#become(entry, "delayed");
      // One that should have expired is delayed because the store failed over that.
      const { expiresAt = Infinity } = entry;
      this.#due.set(entry, expiresAt > now ? Math.min(entry.availableAt, expiresAt) : entry.availableAt);
      return;
    }
    this.#become(entry, "ready");
    this.index.add(entry);
    this.#expireLater(entry);
    this.#host.ready(entry);
  }
  /** Handed out. */
  take(entry: Entry): void {
    this.index.remove(entry);
    this.#due.set(entry, undefined);
    this.#become(entry, "out");
  }
  /** What it comes to is on its way to the store: nobody else touches it. */
  begin(entry: Entry): void {
    const { state } = entry;
    if (state === "ready") this.index.remove(entry);
    this.#due.set(entry, undefined);
    this.#become(entry, "moving");
  }
  /** That came to nothing. */
  restore(entry: Entry): void {
    if (this.index.isFirst(entry)) this.place(entry);
    else this.#hold(entry);
  }
  /** Still with who has it, until the lease ends. */
  lease(entry: Entry, untilMs: number): void {
    this.#become(entry, "out");
    this.#due.set(entry, untilMs);
  }
  /** It is with who has it, for as long as that takes. */
  keepOut(entry: Entry): void {
    this.#become(entry, "out");
  }
  seize(entry: Entry): void {
    if (entry.state === "out") this.#host.lost(entry);
    this.begin(entry);
  }

  #hold(entry: Entry): void {
    this.#become(entry, "held");
    this.#expireLater(entry);
  }
  #expireLater(entry: Entry): void {
    if (entry.expiresAt === undefined && entry.duePlace < 0) return;
    // One that should have expired waits as well, because the store failed over that.
    const { expiresAt = Infinity, availableAt } = entry;
    this.#due.set(entry, expiresAt > this.#clock.now() ? expiresAt : availableAt);
  }
  #become(entry: Entry, state: EntryState): void {
    this.#counts[entry.state]--;
    this.#counts[state]++;
    entry.state = state;
    this.#host.changed();
  }
  #comesDue(entry: Entry): void {
    const { state, availableAt, expiresAt = Infinity } = entry;
    if (state === "out") return this.#host.lapsed(entry);
    if (expiresAt <= this.#clock.now()) return this.#host.expired(entry);
    // The clock may have been set back meanwhile: who waited has waited, but the end of a life is a moment by the clock.
    if (state !== "delayed") return this.#expireLater(entry);
    if (availableAt <= expiresAt) entry.availableAt = 0;
    this.place(entry);
  }
}
