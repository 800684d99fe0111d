import { afterEach, beforeEach, expect, it } from "vitest";
import { type Bus, createBus, defineEvent, payload } from "eventdeck";
import { redact } from "eventdeck/middleware";
import { NonRetryableError, openQueue, type Queue } from "eventdeck/queue";
import { createDeck, type LettersModel, queuesOf } from "../../devtools/model/index.ts";
import { createLocalTarget, findRemoteTargets, hostTargets, Store, type Target } from "../../devtools/target/index.ts";
import { createWorld, type World } from "./other-tab.ts";
import { createScreen } from "./painted.ts";

const placed = defineEvent("order.placed", payload<{ sku: string; when: Date; password?: string }>(), { priority: "immediate" });

let world: World;
let bus: Bus;
let local: Target;
let unhost: () => void;
let found: ReturnType<typeof findRemoteTargets>;

beforeEach(async () => {
  world = createWorld();
  bus = createBus({ source: "shop", middleware: [redact({ keys: ["password"] })], onError: () => {} });
  local = createLocalTarget(bus, { name: "shop", place: "Shop" });
  unhost = hostTargets(new Store<readonly Target[]>([local]), world.page("shop"));
  found = findRemoteTargets(world.page("panel"));
  await world.settle();
});
afterEach(async () => {
  found.close();
  unhost();
  await world.settle();
  local.close();
  await bus.close({ drain: false });
});

function remote(): Target {
  const [target] = found.state;
  if (!target) throw new Error("No bus of another tab was found.");
  return target;
}

async function brokenQueue(inputs: readonly { sku: string; when: Date; password?: string }[]): Promise<Queue> {
  const queue = await openQueue(bus, "orders");
  const consumer = queue.consume(() => {
    throw new NonRetryableError("no stock");
  });
  for (const input of inputs) await queue.enqueue(placed(input));
  await queue.idle();
  await consumer.stop();
  // What works on dead letters is loaded with the first question, for which the time of this world does not wait.
  await queue.deadLetters.groups();
  return queue;
}

async function lettersOf(target: Target): Promise<LettersModel> {
  const letters = queuesOf(createDeck(target, createScreen())).letters("orders");
  await world.during(letters.refresh());
  return letters;
}

it("tells a panel in another tab that there are queues, and how they stand", async () => {
  const target = remote();
  const leave = target.log.onChange(() => undefined);
  await world.settle();
  expect(target.status.state.queues ?? false).toBe(false);
  await brokenQueue([{ sku: "A", when: new Date(0) }]);
  await world.settle();
  expect(target.status.state.queues).toBe(true);
  expect(await world.during(target.queues.list())).toMatchObject([{ name: "orders", dead: 1, paused: false }]);
  await expect(world.during(target.queues.pause("nowhere"))).rejects.toThrow('no queue "nowhere" any more');
  leave();
});

it("redrives, edits and discards there, with secrets left there", async () => {
  const queue = await brokenQueue([
    { sku: "A", when: new Date(0) },
    { sku: "B", when: new Date(0) },
    { sku: "C", when: new Date(0), password: "s3cret" },
  ]);
  const letters = await lettersOf(remote());
  expect(letters.state.rows.map(({ message }) => message)).toEqual(["no stock", "no stock", "no stock"]);
  const [first, second, third] = letters.state.rows;
  if (!first || !second || !third) throw new Error("three letters were expected");
  await world.during(letters.open(third));
  expect(letters.state.opened).toMatchObject({ status: "ready", letter: { value: { hidden: true, event: { payload: { password: "[redacted]" } } } } });
  expect(world.sent.join("")).not.toContain("s3cret");
  await world.during(letters.open(first));
  const { opened } = letters.state;
  if (opened?.status !== "ready") throw new Error("not opened");
  await world.during(letters.edit.open(first, opened.letter.value));
  letters.edit.change((form) => ({ ...form, value: { sku: "A-2", when: new Date(7) } }));
  await world.during(letters.edit.send());
  expect(await world.during(remote().queues.edited(first.eventId))).toMatchObject([{ from: first.eventId, queue: "orders", state: "queued" }]);
  await world.during(letters.moves.redrive({ id: second.id }));
  expect(letters.moves.state.result).toMatchObject({ moved: 1 });
  await world.during(letters.moves.askToDiscard({ choice: {} }));
  await world.during(letters.moves.answer(true));
  expect(letters.moves.state.result).toMatchObject({ kind: "discard", moved: 1 });
  const came: unknown[] = [];
  queue.consume(({ event }) => void came.push(event.payload));
  await queue.idle();
  expect(came).toEqual([
    { sku: "A-2", when: new Date(7) },
    { sku: "B", when: new Date(0) },
  ]);
});
