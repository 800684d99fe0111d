import type { EventKind } from "../event/index.ts";
import { compileQuery, type HistoryEntry, type Query } from "../history/index.ts";
import type { DeadLetter, DeadLetterGroup, DeadLetterPage, WhichDeadLetters } from "./dead-letter.ts";
import { DeadLetterIndex, isMarked, type MarkedEntry } from "./dead-letter-index.ts";
import { type Entry, type Message, messageOf } from "./entry.ts";
import { givingWay } from "./giving-way.ts";
import { digitsOf } from "./keys.ts";
import type { QueueLog } from "./queue-log.ts";

/** Dead letters that are read in one go. */
export const readAtOnce = 200;

/** Events so many sequences apart are read one by one: a range would read all between them. */
const sparse = 4;
/** Makes an event of what was read. @throws as `QueueLog.load` */
export type ReadEvent = (kinds: readonly EventKind[]) => Message;

export async function groupsOf(dead: QueueLog): Promise<readonly DeadLetterGroup[]> {
  const index = await DeadLetterIndex.of(dead);
  return index.groups();
}
export async function idsOf(dead: QueueLog, { limit = 100, after, group }: DeadLetterPage): Promise<readonly string[]> {
  const index = await DeadLetterIndex.of(dead);
  return index.after(afterSequence(after), limit, group).map(({ seq }) => digitsOf(seq));
}

/** Oldest first. Gives way to the host while it looks for those that a query selects. */
export async function listLetters(dead: QueueLog, query: Query | undefined, { limit = 100, after, group }: DeadLetterPage): Promise<readonly DeadLetter[]> {
  const letters: DeadLetter[] = [];
  const index = await DeadLetterIndex.of(dead);
  const selects = query === undefined ? undefined : compileQuery(query);
  const giveWay = givingWay();
  let seq = afterSequence(after);
  while (letters.length < limit) {
    const entries = index.after(seq, selects ? readAtOnce : Math.min(readAtOnce, limit - letters.length), group);
    if (entries.length === 0) break;
    for (const { entry, message } of await readLetters(dead, entries)) {
      if (!selects || selects(asEntry(entry, message))) letters.push(letterOf(entry, message));
      if (letters.length >= limit) break;
    }
    seq = entries.at(-1)?.seq ?? seq;
    await giveWay();
  }
  return letters;
}

/** `undefined` when it is there no more. */
export async function oneLetter(dead: QueueLog, id: string): Promise<DeadLetter | undefined> {
  const entry = entryOfId(dead, id);
  const [read] = isMarked(entry) ? await readLetters(dead, [entry]) : [];
  return read && letterOf(read.entry, read.message);
}

/** Those that are meant, at this moment: a query reads them, the others ask the index. */
export async function chooseLetters(dead: QueueLog, which: WhichDeadLetters): Promise<readonly MarkedEntry[]> {
  if ("ids" in which)
    return [...new Set(which.ids)]
      .map((id) => entryOfId(dead, id))
      .filter(isMarked)
      .toSorted((a, b) => a.seq - b.seq);
  const index = await DeadLetterIndex.of(dead);
  if ("group" in which) return index.after(-1, Infinity, which.group);
  const selects = compileQuery(which.query);
  const chosen: MarkedEntry[] = [];
  const giveWay = givingWay();
  const all = index.after(-1, Infinity);
  for (let from = 0; from < all.length; from += readAtOnce) {
    for (const { entry, message } of await readLetters(dead, all.slice(from, from + readAtOnce))) if (selects(asEntry(entry, message))) chosen.push(entry);
    await giveWay();
  }
  return chosen;
}

/** Reads letters as they are written, without asking their definitions; not those that somebody has moved meanwhile. @throws what the store rejects with, and SessionFormatError */
async function readLetters(dead: QueueLog, entries: readonly MarkedEntry[]): Promise<readonly { readonly entry: MarkedEntry; readonly message: Message }[]> {
  const reads = await readAll(dead, entries);
  return entries.flatMap((entry) => {
    if (entry.state === "moving" || entry.state === "gone") return [];
    return [{ entry, message: requireRead(reads.get(entry))([]) }];
  });
}

/** @throws TypeError when the store has no event where the index has a letter */
export function requireRead(read: ReadEvent | undefined): ReadEvent {
  if (read) return read;
  throw new TypeError("The record of a queued event is missing.");
}

function letterOf({ seq, death: mark }: MarkedEntry, { event, redriven, death }: Message): DeadLetter {
  // Written together: a record without one was written by something else, and its mark says the most of it.
  if (!death) throw new TypeError(`The record of the dead letter ${digitsOf(seq)} of ${mark.group} does not say how it died.`);
  return { id: digitsOf(seq), event, redriven, ...death };
}
function entryOfId(dead: QueueLog, id: string) {
  const entry = dead.entries.get(parseInt(id, 36));
  // Other texts read as the same number.
  return entry && digitsOf(entry.seq) === id ? entry : undefined;
}
/** What a query is asked about: an event that its handlers have failed. */
function asEntry({ seq, enqueuedAt }: MarkedEntry, { event }: Message): HistoryEntry {
  return { position: seq, event, recordedAt: enqueuedAt, outcome: { handlers: 1, failed: 1, skipped: 0, pending: 0 } };
}
/** Reads many events in one go, in the order of their sequences; those that are not there any more are left out. */
export async function readAll({ place: { keys, store } }: QueueLog, entries: readonly Entry[]): Promise<ReadonlyMap<Entry, ReadEvent>> {
  const [first, last] = [entries[0], entries.at(-1)];
  const read = new Map<Entry, ReadEvent>();
  const between = first && last && last.seq - first.seq < sparse * entries.length ? new Map<string, unknown>() : undefined;
  if (between && first && last && store)
    for await (const [key, record] of store.range({ from: keys.message(first.seq), to: keys.message(last.seq + 1) })) between.set(key, record);
  await Promise.all(
    entries.map(async (entry) => {
      const { message, seq } = entry;
      if (message) return void read.set(entry, () => message);
      const key = keys.message(seq);
      const record = between ? between.get(key) : await store?.get(key);
      if (record !== undefined) read.set(entry, (kinds) => messageOf(record, kinds));
    }),
  );
  return read;
}
/** From which sequence on a page begins. */
function afterSequence(after: string | undefined): number {
  return after === undefined ? -1 : parseInt(after, 36);
}
