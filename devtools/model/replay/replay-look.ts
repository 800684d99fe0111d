import type { HistoryEntry } from "eventdeck";
import type { Rows, Target } from "../../target/index.ts";
import { errorText } from "../value/error-text.ts";
import type { FrameSource } from "../frame.ts";
import { momentOf } from "../moment.ts";
import type { Speed } from "./replay-settings.ts";

/** What looking asks of its deck. */
export interface LookHost {
  readonly target: Target;
  readonly onFrame: FrameSource;
  /** Milliseconds from an arbitrary start. */
  readonly now: () => number;
  rows(): Rows;
  settings(): { readonly speed: Speed; readonly longestGapMs: number; readonly loop: boolean };
  /** The playhead, or what is known of it, is another. */
  changed(): void;
}

// Nothing runs at full speed that takes time, so a whole session passes in about two seconds, whatever its length.
const framesAtFullSpeed = 120;
const mostRowsPerFrame = 5_000;

/** Moves a playhead through recorded events, and the projections with it. No handler runs. */
export class LookPlayer {
  readonly #host: LookHost;
  #playhead: number | undefined;
  #playing = false;
  #cancel: (() => void) | undefined;
  #tickedAt = 0;
  /** Recorded milliseconds that have gone by since the event at the playhead. */
  #spentMs = 0;
  #sent: number | "live" = "live";
  #sending = false;
  #projections: number | undefined;
  #failure: string | undefined;

  constructor(host: LookHost) {
    this.#host = host;
  }

  /** `undefined` where the bus is. */
  get playhead(): number | undefined {
    return this.#playhead;
  }
  get playing(): boolean {
    return this.#playing;
  }
  /** There is no projection, hence no state to show; the playhead moves all the same. */
  get stateless(): boolean {
    return this.#projections === 0;
  }
  get failure(): string | undefined {
    return this.#failure;
  }

  /** From the playhead on; from the beginning when it stands at the end. */
  play(): void {
    const rows = this.#host.rows();
    if (rows.count === 0 || this.#playing) return;
    if (this.#playhead === undefined || rows.rowOf(this.#playhead + 1) >= rows.count) this.#moveToRow(rows, 0);
    this.#playing = true;
    this.#tickedAt = this.#host.now();
    this.#spentMs = 0;
    this.#cancel = this.#host.onFrame(this.#tick);
    this.#host.changed();
  }

  pause(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#playing = false;
    this.#host.changed();
  }

  /** To the event before, or after. The present is what the newest event made of it, so a step back from there shows the time before that event. */
  step(by: -1 | 1): void {
    this.pause();
    const rows = this.#host.rows();
    const to = by === 1 ? rows.rowOf(this.#at + 1) : rows.rowOf(this.#at) - 1;
    if (to >= 0 && to < rows.count) this.#moveToRow(rows, to);
  }

  seek(position: number): void {
    this.#spentMs = 0;
    this.#move(position);
  }

  /** To the last change of a state before, or the next one after. */
  async toChange(direction: "back" | "forward"): Promise<void> {
    this.pause();
    await this.#attempt(() => this.#host.target.states[direction]());
    this.follow();
  }

  live(): void {
    if (this.#playing) this.pause();
    this.#move(undefined);
  }

  /** Takes over where the projections stand, when somebody else has moved them. */
  follow(): void {
    const { travel } = this.#host.target.status.state;
    if (this.#sending || this.#playing || travel === this.#sent) return;
    this.#sent = travel;
    this.#playhead = travel === "live" ? undefined : travel;
    this.#host.changed();
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#playing = false;
  }

  readonly #tick = (): void => {
    const { now, onFrame } = this.#host;
    const elapsedMs = now() - this.#tickedAt;
    this.#tickedAt = now();
    this.#cancel = undefined;
    if (this.#advance(elapsedMs)) this.#cancel = onFrame(this.#tick);
    else this.pause();
  };

  /** Whether it goes on. */
  #advance(elapsedMs: number): boolean {
    const { speed, longestGapMs, loop } = this.#host.settings();
    const rows = this.#host.rows();
    const row = rows.rowOf((this.#playhead ?? 0) + 1) - 1;
    const most = speed === "max" ? Math.ceil(rows.count / framesAtFullSpeed) : mostRowsPerFrame;
    let to = row;
    if (speed !== "max") this.#spentMs += elapsedMs * speed;
    while (to < rows.count - 1 && to - row < most) {
      const gapMs = speed === "max" ? 0 : Math.min(longestGapMs, this.#gapMs(rows, to));
      if (gapMs > this.#spentMs) break;
      this.#spentMs -= gapMs;
      to += 1;
    }
    if (to > row) this.#moveToRow(rows, to);
    if (to < rows.count - 1) return true;
    if (!loop || rows.count === 0) return false;
    this.#spentMs = 0;
    this.#moveToRow(rows, 0);
    return true;
  }

  /** The newest event that has made the state that is shown. */
  get #at(): number {
    return this.#playhead ?? this.#host.target.log.lastPosition;
  }
  #gapMs(rows: Rows, row: number): number {
    const entry = this.#entry(rows.positionAt(row));
    const next = this.#entry(rows.positionAt(row + 1));
    return entry && next ? Math.max(0, momentOf(next) - momentOf(entry)) : 0;
  }
  #entry(position: number | undefined): HistoryEntry | undefined {
    return position === undefined ? undefined : this.#host.target.log.get(position);
  }
  #moveToRow(rows: Rows, row: number): void {
    const position = rows.positionAt(row);
    if (position !== undefined) this.#move(position);
  }
  #move(position: number | undefined): void {
    this.#failure = undefined;
    this.#playhead = position;
    this.#host.changed();
    void this.#send();
  }

  // One command at a time, and always the newest: a playhead that is dragged leaves no queue behind.
  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    await this.#attempt(async () => {
      const { states } = this.#host.target;
      this.#projections ??= (await states.names()).length;
      for (let wanted = this.#wanted; wanted !== this.#sent && !this.stateless; wanted = this.#wanted) {
        this.#sent = wanted;
        await states.seek(wanted);
      }
    });
    this.#sending = false;
    // Moved on while the last answer was on its way.
    if (this.#wanted !== this.#sent && !this.stateless && this.#failure === undefined) return this.#send();
    // A projection may be made later: asked again with the next journey.
    if (this.#playhead === undefined) this.#projections = undefined;
    this.#host.changed();
  }
  get #wanted(): number | "live" {
    return this.#playhead ?? "live";
  }
  async #attempt(command: () => Promise<void>): Promise<void> {
    try {
      await command();
    } catch (error) {
      this.#failure = errorText(error);
    }
  }
}
