import { createBus } from "eventdeck";
import { fixed, openQueue } from "eventdeck/queue";
import { levelStore } from "eventdeck/store/level";
import { handle } from "./chaos-handler.mjs";
import { change, changed, cured, indexOf, life, plan, progress, tell } from "./chaos-life.mjs";
import { maxRetries, producers } from "./chaos-plan.mjs";

// The process that publishes and consumes, until it is killed, is to close, or has nothing left to do.

/** Least deaths that are worth looking through the dead letters for. */
const deathsWorthALook = 10;

const bus = createBus({ source: "chaos", history: false, onError: ({ error }) => tell("wrong", 0, String(error)) });
const store = levelStore({ location: life.location });
const queue = await openQueue(bus, "work", { bind: "chaos.#", store, maxRetries, backoff: fixed(0), visibilityTimeoutMs: 20 });
bus.subscribe("system.dead_letter", ({ payload }) => {
  tell("died", indexOf(/** @type {{ eventId: string }} */ (payload).eventId));
  progress.deaths++;
  changed();
});
queue.consume((delivery) => handle(delivery, false));
for (let count = 0; count < 2; count++) queue.consume((delivery) => handle(delivery, true), { autoAck: false });
const producing = Promise.all(Array.from({ length: producers }, (_, producer) => produce(producer)));
if ((await Promise.race([drain(), left()])) === "left") {
  await queue.close();
  await producing;
} else {
  for (const { event, reason, attempts } of await allDead()) tell("dead", indexOf(event.id), reason, attempts);
  await queue.close();
}
await bus.close();
await store.close();
tell(progress.leaving ? "peace" : "end");

/** @param {number} producer */
async function produce(producer) {
  for (const index of life.again) if (plan.producer(index) === producer) await publish(index);
  for (let index = life.next; index < life.events; index++) {
    if (plan.producer(index) === producer) await publish(index);
  }
}
/** Resolves when there is room for another. @param {number} index */
async function publish(index) {
  while (!progress.leaving && (progress.unresolved >= 60 || (await queue.info()).ready > 500)) await change();
  if (progress.leaving) return;
  tell("publish", index);
  progress.unresolved++;
  void stored(index).then((is) => {
    progress.unresolved--;
    if (is) tell("stored", index);
    else if (!progress.leaving) tell("wrong", index, "was refused");
    changed();
  });
}
/** @param {number} index @returns {Promise<boolean>} */
async function stored(index) {
  const draft = {
    type: "chaos.work",
    input: { index },
    options: { priority: /** @type {const} */ ("immediate"), id: `e${index}`, partitionKey: plan.key(index) },
  };
  if (plan.isEnqueued(index)) {
    return queue.enqueue(draft).then(
      () => true,
      () => false,
    );
  }
  const { deliveries } = await bus.publish(draft);
  return deliveries.some(({ outcome }) => outcome === "ok");
}

/** Resolves when everything has been published and has left the queue, and no dead letter is to be put back or thrown away. */
async function drain() {
  await Promise.all([producing, lookThroughDead()]);
  do await queue.idle();
  while ((await settleDead()) > 0);
  return "drained";
}
/** Resolves when it is time to leave, if ever. */
async function left() {
  while (progress.handed < life.peaceAfter) await change();
  progress.leaving = true;
  changed();
  return "left";
}
/** While there is something to be published. */
async function lookThroughDead() {
  void producing.then(() => {
    progress.published = true;
    changed();
  });
  while (!progress.published) {
    if (progress.deaths >= deathsWorthALook) await settleDead();
    await change();
  }
}
async function allDead() {
  /** @type {import("eventdeck/queue").DeadLetter[]} */
  const letters = [];
  for (;;) {
    const page = await queue.deadLetters.list(undefined, { limit: 100, after: letters.at(-1)?.id });
    if (page.length === 0) return letters;
    letters.push(...page);
  }
}
/** Does with the dead what the plan says. Returns how many have gone. */
async function settleDead() {
  progress.deaths = 0;
  let gone = 0;
  for (const letter of await allDead()) {
    const index = indexOf(letter.event.id);
    const fate = plan.fate(index);
    if (fate === "leave" || progress.leaving) continue;
    tell(fate, index, letter.reason, letter.attempts);
    cured.add(index);
    const moved = await queue.deadLetters[fate]({ ids: [letter.id] });
    tell("moved", index, moved);
    gone++;
  }
  return gone;
}
