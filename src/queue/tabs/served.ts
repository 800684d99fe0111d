import { fromCloudEvent, toCloudEvent } from "../../event/index.ts";
import type { DeadLetter } from "../dead-letter.ts";
import { DeliverySettledError } from "../errors.ts";
import type { StoredQueue } from "../stored-queue.ts";
import { errorOf } from "./error-text.ts";
import { identityOf } from "./identity.ts";
import { HostedConsumer } from "./hosted-consumer.ts";
import type { Member } from "./member.ts";
import type { Calls, DeliveryName, LetterText, Settlement } from "./wire.ts";

/** Who asks for what of which queue. */
export interface Serving {
  readonly member: Member;
  readonly queue: StoredQueue;
  readonly visibilityTimeoutMs: number;
  readonly pausedBy: Set<Member>;
  /** The owner is about to leave: nobody begins to consume. */
  readonly leaving: boolean;
  /** An owner before may have carried it out. */
  readonly repeated: boolean;
}
type Served = {
  readonly [Method in keyof Calls]: (serving: Serving, ...args: Parameters<Calls[Method]>) => ReturnType<Calls[Method]> | Promise<ReturnType<Calls[Method]>>;
};

/** What an owner does for its tabs. */
export const served: Served = {
  // It was opened on the way here.
  open: () => {},
  enqueue: ({ queue }, event, options) => queue.enqueue(fromCloudEvent(event), options),
  consume: ({ member, queue, visibilityTimeoutMs, leaving }, text) => {
    if (!leaving) member.consumers.set(text.consumer, new HostedConsumer(queue, member, text, visibilityTimeoutMs));
  },
  stop: async ({ member }, id) => {
    await member.consumers.get(id)?.stop();
    member.consumers.delete(id);
  },
  settle,
  returned: ({ member }, id) => member.consumerOf(id)?.returned(id),
  threw: ({ member }, id, error) => member.consumerOf(id)?.threw(id, errorOf(error)),
  refused: ({ member }, id) => member.consumerOf(id)?.refused(id),
  info: ({ queue }) => queue.info(),
  watch: ({ member, queue }, on) => member.watchInfo(queue.name, on ? queue.info$ : undefined),
  pause: ({ member, queue, pausedBy }, on) => {
    if (on) pausedBy.add(member);
    else pausedBy.delete(member);
    if (pausedBy.size > 0) queue.pause();
    else queue.resume();
  },
  purge: ({ queue }) => queue.purge(),
  idle: ({ queue }) => queue.idle(),
  letters: async ({ queue }, query, page) => (await queue.deadLetters.list(query, page)).map(textOf),
  letterIds: ({ queue }, page) => queue.deadLetters.ids(page),
  letter: async ({ queue }, id) => {
    const letter = await queue.deadLetters.get(id);
    return letter && textOf(letter);
  },
  groups: ({ queue }) => queue.deadLetters.groups(),
  redrive: ({ queue }, which, edits) => queue.deadLetters.redrive(which, edits && ((event) => edits.get(identityOf(event)))),
  discard: ({ queue }, which) => queue.deadLetters.discard(which),
  edited: ({ queue }, eventId) => queue.deadLetters.edited(eventId),
};

function textOf(letter: DeadLetter): LetterText {
  return { ...letter, event: toCloudEvent(letter.event) };
}
function settle({ member, queue, repeated }: Serving, { delivery, source, id }: DeliveryName, settlement: Settlement): Promise<void> | void {
  const consumer = member.consumerOf(delivery);
  if (consumer) return consumer.settle(delivery, settlement);
  const ends = settlement.how === "ack" || settlement.how === "deadLetter";
  // An owner before has carried it out, and could not say so any more.
  if (!repeated || !ends || queue.holds({ source, id })) throw new DeliverySettledError(queue.name, id, "lost");
}
