import type { HistoryEntry, HistoryLimits, Undelivered } from "eventdeck";
import type { EventLog } from "../target.ts";
import { Unfetched } from "../unfetched.ts";
import { mostRemote } from "./most-remote.ts";
import type { LogState, Summary } from "./wire.ts";

/** The log of a bus in another page, as far as it has been told: summaries, whose payloads are fetched when somebody looks at them. */
export class RemoteLog implements EventLog {
  readonly #entries = new Map<number, HistoryEntry>();
  readonly #takers = new Set<(change: { readonly added: number; readonly evicted: number }) => void>();
  #state: LogState = { limits: undefined, size: 0, bytes: 0, evicted: 0, firstPosition: 1, lastPosition: 0 };
  #undelivered: readonly Undelivered[] = [];
  #oldest = 1;
  /** Up to here everything has been told: what is newer is not there yet for anybody. */
  #to = 0;
  readonly #followed: () => void;

  /** @param followed called when somebody begins to follow it, which is when there has to be something to follow */
  constructor(followed: () => void) {
    this.#followed = followed;
  }

  get limits(): HistoryLimits | undefined {
    return this.#state.limits;
  }
  get size(): number {
    return Math.max(0, this.lastPosition - this.firstPosition + 1);
  }
  get bytes(): number {
    return this.#state.bytes;
  }
  get evicted(): number {
    return this.#state.evicted;
  }
  get firstPosition(): number {
    return Math.max(this.#state.firstPosition, this.#state.lastPosition - mostRemote + 1);
  }
  get lastPosition(): number {
    return Math.max(this.firstPosition - 1, Math.min(this.#to, this.#state.lastPosition));
  }
  /** Events that the other page still has, and that are too many to be kept here. */
  get left(): number {
    return Math.max(0, this.firstPosition - this.#state.firstPosition);
  }
  get(position: number): HistoryEntry | undefined {
    return position >= this.firstPosition ? this.#entries.get(position) : undefined;
  }

  peek(position: number): HistoryEntry | undefined {
    return this.get(position);
  }
  undelivered(): readonly Undelivered[] {
    return this.#undelivered;
  }
  onChange(take: (change: { readonly added: number; readonly evicted: number }) => void): () => void {
    this.#takers.add(take);
    this.#followed();
    return () => this.#takers.delete(take);
  }

  /** Told by the wire. */
  update(state: LogState): void {
    const before = this.#state;
    const last = this.lastPosition;
    this.#state = state;
    for (; this.#oldest < this.firstPosition; this.#oldest += 1) this.#entries.delete(this.#oldest);
    this.#tell(Math.max(0, this.lastPosition - last), Math.max(0, state.evicted - before.evicted));
  }

  /** @param to - up to here everything has now been told */
  add(summaries: readonly Summary[], to: number): void {
    const last = this.lastPosition;
    for (const { entry, event, preview } of summaries) {
      if (entry.position < this.#oldest) continue;
      this.#entries.set(entry.position, { ...entry, event: { ...event, payload: new Unfetched(preview) } });
    }
    this.#to = to;
    this.#tell(Math.max(0, this.lastPosition - last), 0);
  }

  attempted(added: readonly Undelivered[], total: number, anew: boolean): void {
    const all = anew ? added : [...this.#undelivered, ...added];
    this.#undelivered = all.slice(Math.max(0, all.length - total));
    this.#tell(0, 0);
  }

  #tell(added: number, evicted: number): void {
    for (const take of this.#takers) take({ added, evicted });
  }
}
