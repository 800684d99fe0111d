import { type Bus, compileQuery, type HistoryEntry } from "eventdeck";
import type { DeadLetter, DeadLetters, Queue } from "eventdeck/queue";
import { errorText } from "../../model/value/error-text.ts";
import { afterMs } from "../remote/soon.ts";
import type { LetterChoice, LetterEdited, LetterIds, LetterPage, LetterRow, LetterShown, LettersMoved, QueuesDomain } from "../domains/queues.ts";
import { knownQueues, seenBy } from "./known-queues.ts";

const mostQueues = 500;
const pageRows = 100;
/** Letters that are read at once, and for one page at most. */
const readAtOnce = 200;
const mostReadForAPage = 2_000;
const mostIds = 10_000;
const mostMessage = 200;
/** Longest stretch without a break: half of it is left to the page at 60 Hz. */
const stretchMs = 8;

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
    ids: async (name, choice, after) => idsOf(bus, name, choice, after),
    async letter(name, { id }) {
      const found = await lettersOf(bus, name).get(id);
      return found && shownOf(bus, found);
    },
    redrive: async (name, ids) => moveEach(ids, (some) => lettersOf(bus, name).redrive({ ids: some })),
    async redriveEdited(name, key, input) {
      const letters = lettersOf(bus, name);
      const letter = await letters.get(key.id);
      if (letter && shownOf(bus, letter).hidden) throw new TypeError("Some of it is hidden: an edit would put what is shown in its place.");
      return { moved: await letters.redrive({ ids: [key.id] }, () => input), refused: [] };
    },
    edited: async (eventId) => editedOf(bus, eventId),
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

/** Letters in their order, some at a time, with those of them that are meant. What a filter is asked about is what is shown, so that nobody finds out by it what is hidden. */
async function* readAll(bus: Bus, name: string, { group, filter = "" }: LetterChoice, from: string | undefined): AsyncGenerator<Read> {
  const matches = filter.trim() === "" ? () => true : compileQuery(filter);
  const giveWay = givingWay();
  for (let after = from; ; await giveWay()) {
    const letters = await lettersOf(bus, name).list(undefined, { limit: readAtOnce, after, group });
    after = letters.at(-1)?.id;
    for (const letter of letters) yield { letter, meant: matches(entryOf(shownOf(bus, letter))) };
    if (letters.length < readAtOnce) return;
  }
}

interface Read {
  readonly letter: DeadLetter;
  /** The filter matches it. */
  readonly meant: boolean;
}

/** Gives way to the page in long work: queues that are in memory would have it all in one task. */
function givingWay(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < stretchMs) return undefined;
    return nextTask().then(() => {
      since = performance.now();
    });
  };
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => void afterMs(resolve, 0));
}

/** What a filter is asked about: an event that its handler has failed. */
function entryOf({ id, event, deadAt }: LetterShown): HistoryEntry {
  return { position: Number(id), event, recordedAt: deadAt, outcome: { handlers: 1, failed: 1, skipped: 0, pending: 0 } };
}

async function pageOf(bus: Bus, name: string, choice: LetterChoice, from: string | undefined): Promise<LetterPage> {
  const rows: LetterRow[] = [];
  let read = 0;
  let next = from;
  for await (const { letter, meant } of readAll(bus, name, choice, from)) {
    if (rows.length >= pageRows || read >= mostReadForAPage) return { rows, next };
    read += 1;
    next = letter.id;
    if (meant) rows.push(rowOf(letter));
  }
  return { rows };
}

async function idsOf(bus: Bus, name: string, choice: LetterChoice, from: string | undefined): Promise<LetterIds> {
  if ((choice.filter ?? "").trim() === "") return allIdsOf(bus, name, choice.group, from);
  const ids: string[] = [];
  let read = 0;
  let next = from;
  for await (const { letter, meant } of readAll(bus, name, choice, from)) {
    if (read >= mostIds) return { ids, next };
    read += 1;
    next = letter.id;
    if (meant) ids.push(letter.id);
  }
  return { ids };
}

/** Without a filter no letter has to be read. */
async function allIdsOf(bus: Bus, name: string, group: string | undefined, after: string | undefined): Promise<LetterIds> {
  await nextTask();
  const ids = await lettersOf(bus, name).ids({ group, after, limit: mostIds });
  return ids.length < mostIds ? { ids } : { ids, next: ids.at(-1) };
}

/** Few events have any. */
async function editedOf(bus: Bus, eventId: string): Promise<readonly LetterEdited[]> {
  const each = await Promise.all(
    knownQueues(bus)
      .slice(0, mostQueues)
      .map(async ({ name, deadLetters }) => (await deadLetters.edited(eventId)).map((one) => ({ ...one, queue: name }))),
  );
  return each.flat();
}

function shownOf(bus: Bus, letter: DeadLetter): LetterShown {
  const { event } = letter;
  const seen = seenBy(bus, event);
  return seen
    ? { ...letter, event: seen, hidden: seen !== event }
    : { ...letter, event: { ...event, payload: undefined, headers: {}, actor: undefined }, hidden: true };
}

function rowOf({ id, event, reason, error, attempts, deadAt, redriven }: DeadLetter): LetterRow {
  const message = (error?.message ?? reason).slice(0, mostMessage);
  return { id, eventId: event.id, type: event.type, reason, message, attempts, deadAt, redriven };
}

/** All at once; when that is refused, which moves none of them, one by one, so that the others go and each says why it stayed. */
async function moveEach(ids: readonly string[], move: (ids: readonly string[]) => Promise<number>): Promise<LettersMoved> {
  // A task of its own: who moves many asks for the next as soon as these have gone, and what is in memory goes without a break.
  await nextTask();
  try {
    return { moved: await move(ids), refused: [] };
  } catch (error) {
    if (ids.length === 1) return { moved: 0, refused: ids.map((id) => ({ id, why: errorText(error) })) };
  }
  const each: LettersMoved[] = [];
  for (const id of ids) each.push(await moveEach([id], move));
  return { moved: each.reduce((sum, { moved }) => sum + moved, 0), refused: each.flatMap(({ refused }) => refused) };
}
