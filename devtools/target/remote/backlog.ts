import type { EventLog } from "../target.ts";
import { entrySummary, sizeOf } from "./crossing.ts";
import { mostRemote } from "./most-remote.ts";
import type { Summary } from "./wire.ts";

const mostPerMessage = 500;
/** Types and headers may be long: a part of a message ends with the summary that exceeds this. */
const mostCharacters = 500_000;
const mostUnsettled = 5_000;

/**
 * What one panel has not been sent yet: what is new first, then what was there, newest first, then entries whose handlers have ended since.
 * Of more than the panel keeps, the oldest are never sent.
 */
export class Backlog {
  readonly #log: EventLog;
  /** Sent without gaps from here … */
  #from: number;
  /** … to here. */
  #to: number;
  readonly #unsettled = new Set<number>();

  constructor(log: EventLog) {
    this.#log = log;
    this.#to = log.lastPosition;
    this.#from = this.#to + 1;
  }

  /** Whether something that was sent may still change. */
  get settling(): boolean {
    return this.#unsettled.size > 0;
  }

  /** Everything that there is up to here has been taken. */
  get to(): number {
    return this.#to;
  }

  /** The next entries to send; none when the panel has everything. */
  take(): readonly Summary[] {
    return [...this.#settled(), ...this.#newer(), ...this.#older()];
  }

  #newer(): Summary[] {
    const { lastPosition, firstPosition } = this.#log;
    const first = Math.max(this.#to + 1, firstPosition, lastPosition - mostRemote + 1);
    // History went on faster than this: what is between was evicted here, or would be there.
    if (first > this.#to + 1) this.#from = first;
    const { found, at } = this.#run(first, Math.min(lastPosition, first + mostPerMessage - 1), 1);
    this.#to = Math.max(this.#to, at);
    return found;
  }

  #older(): Summary[] {
    const oldest = Math.max(this.#log.firstPosition, this.#log.lastPosition - mostRemote + 1);
    const { found, at } = this.#run(this.#from - 1, Math.max(oldest, this.#from - mostPerMessage), -1);
    this.#from = Math.min(this.#from, at);
    return found;
  }

  #settled(): Summary[] {
    const found: Summary[] = [];
    for (const position of this.#unsettled) {
      const entry = this.#log.peek(position);
      if (entry && entry.outcome.pending > 0) continue;
      this.#unsettled.delete(position);
      if (entry) found.push(entrySummary(entry));
      if (found.length === mostPerMessage) break;
    }
    return found;
  }

  /** Summaries from one position towards another, both inclusive, as far as one message goes; and the last one that was looked at. */
  #run(first: number, last: number, step: 1 | -1): { readonly found: Summary[]; readonly at: number } {
    const found: Summary[] = [];
    let at = first - step;
    let characters = 0;
    while (at !== last && (last - at) * step > 0 && characters < mostCharacters) {
      at += step;
      const entry = this.#log.peek(at);
      if (!entry) continue;
      if (entry.outcome.pending > 0 && this.#unsettled.size < mostUnsettled) this.#unsettled.add(at);
      const summary = entrySummary(entry);
      characters += sizeOf(summary);
      found.push(summary);
    }
    return { found, at };
  }
}
