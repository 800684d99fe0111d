import type { BusEvent } from "../event/index.ts";
import type { Backend, Row, Write } from "./backend.ts";
import { SequenceConflictError, StoreCorruptedError } from "./errors.ts";
import { decodeEvent, encodeEvent } from "./event-text.ts";
import { eventPrefixOf, eventRow, sequenceOf, streamOf, streamRow, streamRows } from "./keys.ts";
import type { StreamInfo } from "./store.ts";
import { utf8Length } from "./utf8-length.ts";

/** Events that truncation removes in one step: what it holds in memory. */
const truncatedAtOnce = 500;

interface Span {
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  readonly reverse: boolean;
}
interface StreamRecord {
  readonly sequence: number;
  readonly event: BusEvent;
}
type Ends = Omit<StreamInfo, "stream">;
const noEvents: Ends = { first: 1, last: 0, bytes: 0 };

/** Streams as rows: one per event, and one per stream that knows its ends, written in the same step. So neither opening nor appending scans events. */
export class Streams {
  readonly #backend: Backend;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  async append(stream: string, events: readonly BusEvent[], expected: number | undefined, sync: boolean): Promise<{ first: number; last: number }> {
    const texts = events.map(encodeEvent);
    const bytes = texts.reduce((sum, text) => sum + utf8Length(text), 0);
    const row = streamRow(stream);
    const prefix = eventPrefixOf(stream);
    let appended = { first: 1, last: 0 };
    const decide = ([text]: readonly (string | undefined)[]): Write[] => {
      const ends = decodeEnds(stream, text);
      if (expected !== undefined && expected !== ends.last) throw new SequenceConflictError(stream, expected, ends.last);
      appended = { first: ends.last + 1, last: ends.last + texts.length };
      if (texts.length === 0) return [];
      const writes = texts.map((event, index): Write => [eventRow(prefix, appended.first + index), event]);
      return [...writes, [row, JSON.stringify({ first: ends.first, last: appended.last, bytes: ends.bytes + bytes })]];
    };
    await this.#backend.commit([row], decide, sync);
    return appended;
  }

  async ends(stream: string): Promise<Ends> {
    return decodeEnds(stream, await this.#backend.get(streamRow(stream)));
  }

  /**
   * The rows of the events from one sequence to another, both retained when it was asked for them.
   *
   * @throws StoreCorruptedError where one is not there
   */
  async *pages(stream: string, { from, to, limit, reverse }: Span): AsyncGenerator<readonly Row[], void, undefined> {
    const prefix = eventPrefixOf(stream);
    const step = reverse ? -1 : 1;
    let next = reverse ? to : from;
    let left = limit;
    for await (const rows of this.#backend.pages({ from: eventRow(prefix, from), to: eventRow(prefix, to + 1), limit, reverse })) {
      let start = 0;
      for (const [index, [row]] of rows.entries()) {
        const sequence = sequenceOf(row);
        if (sequence !== next) {
          if (index > start) yield rows.slice(start, index);
          start = index;
          await this.#explainGap(stream, next, sequence - step);
        }
        next = sequence + step;
      }
      yield rows.slice(start);
      left -= rows.length;
    }
    if (left > 0 && next >= from && next <= to) await this.#explainGap(stream, next, reverse ? from : to);
  }
  /** Records are missing, which is well when they were truncated since; files that lost their middle still know where they end. */
  async #explainGap(stream: string, one: number, other: number): Promise<void> {
    const { first } = await this.ends(stream);
    const [from, to] = [Math.max(first, Math.min(one, other)), Math.max(one, other)];
    if (from > to) return;
    const events = from === to ? `Event ${from} of stream "${stream}" is` : `Events ${from} to ${to} of stream "${stream}" are`;
    throw new StoreCorruptedError(`${events} not there, although they were appended and not truncated: the store is damaged. The others can be read.`, {
      stream,
      sequence: one < other ? from : to,
    });
  }

  list(): AsyncIterable<readonly Row[]> {
    const [from, to] = streamRows;
    return this.#backend.pages({ from, to, limit: Infinity, reverse: false });
  }

  /** First moves the stream's beginning, which is one small step and all that readers see; then removes what lies before it, some at a time. */
  async truncate(stream: string, before: number): Promise<void> {
    const row = streamRow(stream);
    const decide = ([text]: readonly (string | undefined)[]): Write[] => {
      const ends = decodeEnds(stream, text);
      const first = Math.min(before, ends.last + 1);
      return first > ends.first ? [[row, JSON.stringify({ ...ends, first })]] : [];
    };
    await this.#backend.commit([row], decide, false);
    const { first } = await this.ends(stream);
    const prefix = eventPrefixOf(stream);
    let removed: number;
    do removed = await this.#removeSome(stream, eventRow(prefix, 0), eventRow(prefix, first));
    while (removed === truncatedAtOnce);
  }

  async #removeSome(stream: string, from: string, to: string): Promise<number> {
    const keys: string[] = [];
    for await (const rows of this.#backend.pages({ from, to, limit: truncatedAtOnce, reverse: false })) keys.push(...rows.map(([key]) => key));
    if (keys.length === 0) return 0;
    const row = streamRow(stream);
    // Their sizes are read again in the step itself: another tab may be truncating too.
    const decide = ([text, ...events]: readonly (string | undefined)[]): Write[] => {
      const ends = decodeEnds(stream, text);
      const bytes = events.reduce((sum, event) => sum + (event === undefined ? 0 : utf8Length(event)), 0);
      return [...keys.map((key): Write => [key, undefined]), [row, JSON.stringify({ ...ends, bytes: ends.bytes - bytes })]];
    };
    await this.#backend.commit([row, ...keys], decide, false);
    return keys.length;
  }
}

/** @throws StoreCorruptedError */
export function decodeRecord(stream: string, [row, text]: Row): StreamRecord {
  const sequence = sequenceOf(row);
  try {
    return { sequence, event: decodeEvent(text) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `Event ${sequence} of stream "${stream}" cannot be read (${why}): read on from ${sequence + 1}, or truncate before that.`;
    throw new StoreCorruptedError(message, { stream, sequence }, { cause: error });
  }
}
/** @throws StoreCorruptedError */
export function decodeInfo([row, text]: Row): StreamInfo {
  const stream = streamOf(row);
  return { stream, ...decodeEnds(stream, text) };
}

function decodeEnds(stream: string, text: string | undefined): Ends {
  if (text === undefined) return noEvents;
  try {
    const { first, last, bytes }: Partial<Ends> = JSON.parse(text);
    if (Number.isSafeInteger(first) && Number.isSafeInteger(last) && Number.isSafeInteger(bytes)) return { first: first!, last: last!, bytes: bytes! };
  } catch {
    // Said below, as for JSON that is something else.
  }
  throw new StoreCorruptedError(
    `The row of stream "${stream}", which knows where it ends, cannot be read (${text.slice(0, 40)}): restore the store from a copy.`,
    {
      stream,
    },
  );
}
