import { type Bus, compileQuery, type HistoryEntry } from "eventdeck";
import type { DeadLetter, DeadLetters, Queue } from "eventdeck/queue";
import { filterTerm } from "../../model/list/filter.ts";
import { errorText } from "../../model/value/error-text.ts";
import type { LetterChoice, LetterIds, LetterKey, LetterPage, LetterRow, LetterShown, LettersMoved, QueuesDomain } from "../domains/queues.ts";
import { knownQueues, seenBy } from "./known-queues.ts";

const mostQueues = 500;
const pageRows = 100;
/** Letters that are read at once, and for one page at most. */
const readAtOnce = 200;
const mostReadForAPage = 2_000;
const mostIds = 10_000;
const mostMessage = 200;

/** The queues of a bus of this page. */
export function createQueuesDomain(bus: Bus): QueuesDomain {
  return {
    list: async () =>
      Promise.all(
        knownQueues(bus)
          .slice(0, mostQueues)
          .map((queue) => queue.info()),
      ),
    pause: async (name) => queueOf(bus, name).pause(),
    resume: async (name) => queueOf(bus, name).resume(),
    purge: async (name) => queueOf(bus, name).purge(),
    groups: async (name) => lettersOf(bus, name).groups(),
    letters: async (name, choice, after) => pageOf(bus, name, choice, after),
    ids: async (name, choice) => idsOf(bus, name, choice),
    async letter(name, key) {
      const found = await letterOf(lettersOf(bus, name), key);
      return found && shownOf(bus, found);
    },
    redrive: async (name, ids) => moveEach(ids, (some) => lettersOf(bus, name).redrive({ ids: some })),
    async redriveEdited(name, key, input) {
      const letters = lettersOf(bus, name);
      const letter = await letterOf(letters, key);
      if (letter && shownOf(bus, letter).hidden) throw new TypeError("Some of it is hidden: an edit would put what is shown in its place.");
      return { moved: await letters.redrive({ ids: [key.id] }, () => input), refused: [] };
    },
    discard: async (name, ids) => moveEach(ids, (some) => lettersOf(bus, name).discard({ ids: some })),
  };
}

/** @throws RangeError */
function queueOf(bus: Bus, name: string): Queue {
  const found = knownQueues(bus).find((queue) => queue.name === name);
  if (found) return found;
  throw new RangeError(`This bus has no queue "${name}" any more: it was closed. Ask queues.list() for those that it has.`);
}

function lettersOf(bus: Bus, name: string): DeadLetters {
  return queueOf(bus, name).deadLetters;
}

interface Read {
  readonly letter: DeadLetter;
  readonly after: string | undefined;
  /** It is one of those that were asked for. */
  readonly meant: boolean;
}

/** Letters in their order, each with the one before it. What a filter is asked about is what is shown, so that nobody finds out by it what is hidden. */
async function* readAll(bus: Bus, name: string, { group, filter = "" }: LetterChoice, from: string | undefined): AsyncGenerator<Read> {
  const matches = filter.trim() === "" ? () => true : compileQuery(filter);
  let after = from;
  for (;;) {
    const some = await lettersOf(bus, name).list(undefined, { limit: readAtOnce, after });
    for (const letter of some) {
      yield { letter, after, meant: (group === undefined || letter.group === group) && matches(entryOf(shownOf(bus, letter))) };
      after = letter.id;
    }
    if (some.length < readAtOnce) return;
  }
}

/** What a filter is asked about: an event that its handler has failed. */
function entryOf({ id, event, deadAt }: LetterShown): HistoryEntry {
  return { position: Number(id), event, recordedAt: deadAt, outcome: { handlers: 1, failed: 1, skipped: 0, pending: 0 } };
}

async function pageOf(bus: Bus, name: string, choice: LetterChoice, from: string | undefined): Promise<LetterPage> {
  const rows: LetterRow[] = [];
  let read = 0;
  for await (const each of readAll(bus, name, choice, from)) {
    if (rows.length >= pageRows || read >= mostReadForAPage) return { rows, next: each.after };
    read += 1;
    if (each.meant) rows.push(rowOf(each));
  }
  return { rows };
}

async function idsOf(bus: Bus, name: string, choice: LetterChoice): Promise<LetterIds> {
  const ids: string[] = [];
  for await (const { letter, meant } of readAll(bus, name, choice, undefined)) {
    if (!meant) continue;
    if (ids.length >= mostIds) return { ids, more: true };
    ids.push(letter.id);
  }
  return { ids, more: false };
}

/** One letter, from what was read before it on; by the id of its event, so that as few as can be are made. */
async function letterOf(letters: DeadLetters, { id, eventId, after: from }: LetterKey): Promise<DeadLetter | undefined> {
  let after = from;
  for (;;) {
    const [found] = await letters.list(filterTerm("id", eventId), { limit: 1, after });
    if (!found || found.id === id) return found;
    after = found.id;
  }
}

function shownOf(bus: Bus, letter: DeadLetter): LetterShown {
  const { event } = letter;
  const seen = seenBy(bus, event);
  return seen
    ? { ...letter, event: seen, hidden: seen !== event }
    : { ...letter, event: { ...event, payload: undefined, headers: {}, actor: undefined }, hidden: true };
}

function rowOf({ letter, after }: Read): LetterRow {
  const { id, event, reason, error, attempts, deadAt, redriven } = letter;
  const message = (error?.message ?? reason).slice(0, mostMessage);
  return { id, after, eventId: event.id, type: event.type, reason, message, attempts, deadAt, redriven };
}

/** All at once; when that is refused, which moves none of them, one by one, so that the others go and each says why it stayed. */
async function moveEach(ids: readonly string[], move: (ids: readonly string[]) => Promise<number>): Promise<LettersMoved> {
  try {
    return { moved: await move(ids), refused: [] };
  } catch (error) {
    if (ids.length === 1) return { moved: 0, refused: ids.map((id) => ({ id, why: errorText(error) })) };
  }
  const each: LettersMoved[] = [];
  for (const id of ids) each.push(await moveEach([id], move));
  return { moved: each.reduce((sum, { moved }) => sum + moved, 0), refused: each.flatMap(({ refused }) => refused) };
}
