import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { type Bus, createBus, defineEvent } from "eventdeck";
import { redact } from "eventdeck/middleware";
import { NonRetryableError, openQueue, type Queue } from "eventdeck/queue";
import { composeForm, createDeck, type DeckModel, type LettersModel, mostSamples, queuesOf } from "../../devtools/model/index.ts";
import { createLocalTarget, type Target } from "../../devtools/target/index.ts";
import { createScreen, type Screen } from "./painted.ts";

const placed = defineEvent("order.placed", z.object({ sku: z.string(), count: z.int().min(1) }));

let bus: Bus;
let target: Target;
let screen: Screen;
let deck: DeckModel;
const ends: (() => void)[] = [];

beforeEach(() => {
  bus = createBus({ source: "shop", events: [placed], onError: () => {} });
  target = createLocalTarget(bus, { name: "shop" });
  screen = createScreen();
  deck = createDeck(target, screen);
});
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  deck.close();
  target.close();
  await bus.close({ drain: false });
});

/** A queue with dead letters, all of which its consumer has refused. */
async function brokenQueue(count: number, why: (nth: number) => string = () => "no stock"): Promise<Queue> {
  const queue = await openQueue(bus, "orders");
  let nth = 0;
  const consumer = queue.consume(() => {
    nth += 1;
    throw new NonRetryableError(why(nth));
  });
  await Promise.all(Array.from({ length: count }, (_, each) => queue.enqueue({ type: "order.placed", input: { sku: `A-${each + 1}`, count: each + 1 } })));
  await queue.idle();
  await consumer.stop();
  return queue;
}

async function lettersOf(queue: Queue): Promise<LettersModel> {
  const letters = queuesOf(deck).letters(queue.name);
  await letters.refresh();
  return letters;
}

describe("how the panel learns of queues", () => {
  it("says that there are some once the first is opened, and not before", async () => {
    expect(target.status.state.queues ?? false).toBe(false);
    const queue = await openQueue(bus, "orders");
    expect(target.status.state.queues).toBe(true);
    await queue.close();
    expect(target.status.state.queues).toBe(false);
  });

  it("says so of queues that were open before the panel came", async () => {
    await openQueue(bus, "orders");
    const late = createLocalTarget(bus, { name: "late" });
    ends.push(() => late.close());
    expect(late.status.state.queues).toBe(true);
  });
});

describe("the table of queues", () => {
  async function look(): Promise<void> {
    ends.push(queuesOf(deck).connect());
    await vi.waitFor(() => {
      screen.paint();
      expect(queuesOf(deck).state.loaded).toBe(true);
    });
  }

  it("sorts, keeps what is looked at, and tells how deep a queue was", async () => {
    const orders = await openQueue(bus, "orders");
    await openQueue(bus, "mails");
    await orders.enqueue({ type: "order.placed", input: { sku: "A", count: 1 } });
    await look();
    const queues = queuesOf(deck);
    expect(queues.state.queues.map(({ name }) => name)).toEqual(["mails", "orders"]);
    queues.choose("orders");
    queues.sortBy("ready");
    expect(queues.state.queues.map(({ name }) => name)).toEqual(["orders", "mails"]);
    expect(queues.state.chosen?.name).toBe("orders");
    expect(queues.state.depth.at(-1)).toMatchObject({ ready: 1, unacked: 0 });
  });

  it("drops the oldest samples of depth", async () => {
    await openQueue(bus, "orders");
    await look();
    const newest = () => queuesOf(deck).state.depth.at(-1);
    for (let sample = 0; sample < mostSamples + 20; sample += 1) {
      // An answer takes as many turns as it takes.
      for (const before = newest(); newest() === before; await new Promise((resolve) => setImmediate(resolve))) screen.paint(32);
    }
    expect(queuesOf(deck).state.depth.length).toBe(mostSamples);
  });

  it("pauses, goes on, and says how many a purge has removed, once for a double press", async () => {
    const queue = await openQueue(bus, "orders");
    await queue.enqueue({ type: "order.placed", input: { sku: "A", count: 1 } });
    const queues = queuesOf(deck);
    await queues.hold("orders", true);
    expect((await queue.info()).paused).toBe(true);
    await queues.hold("orders", false);
    expect((await queue.info()).paused).toBe(false);
    await Promise.all([queues.purge("orders"), queues.purge("orders")]);
    expect(queues.state.said).toBe("1 event was removed from orders.");
    await queues.hold("nowhere", true);
    expect(queues.state.mistake).toContain('no queue "nowhere" any more');
  });
});

describe("dead letters", () => {
  it("lists them by group and by filter, and says what is wrong with a filter", async () => {
    const letters = await lettersOf(await brokenQueue(3));
    expect(letters.state.groups).toMatchObject([{ count: 3, reason: "rejected", message: "no stock" }]);
    expect(letters.state.rows.map(({ message, attempts }) => `${message} ${attempts}`)).toEqual(["no stock 1", "no stock 1", "no stock 1"]);
    await letters.filter("payload.sku:A-2");
    expect(letters.state.rows).toHaveLength(1);
    await letters.filter("payload.sku:(");
    expect(letters.state.mistake).toBeDefined();
    await letters.filter("");
    await letters.chooseGroup("another");
    expect(letters.state.rows).toEqual([]);
    expect(letters.state.mistake).toBeUndefined();
  });

  it("reads pages of 100, and goes on where one ended", async () => {
    const letters = await lettersOf(await brokenQueue(250));
    expect(letters.state).toMatchObject({ more: true });
    expect(letters.state.rows).toHaveLength(100);
    await letters.loadMore(50);
    expect(letters.state.rows).toHaveLength(100);
    await letters.loadMore(100);
    await letters.loadMore(200);
    expect(letters.state.rows).toHaveLength(250);
    expect(letters.state.more).toBe(false);
    expect(new Set(letters.state.rows.map(({ id }) => id)).size).toBe(250);
  });

  it("gives up the search of a filter that is typed on, and goes on with one while letters come", async () => {
    const queue = await brokenQueue(2_100);
    const asked: string[] = [];
    const counting: Target = {
      ...target,
      queues: {
        ...target.queues,
        letters: (name, choice, after) => {
          asked.push(choice.filter ?? "");
          return target.queues.letters(name, choice, after);
        },
      },
    };
    const other = createDeck(counting, screen);
    ends.push(() => other.close());
    const letters = queuesOf(other).letters(queue.name);
    const typed = ["p", "pa", "payload.sku:A-2100"];
    const answers = typed.map((filter) => letters.filter(filter));
    expect(letters.state.looking).toBe(true);
    await letters.follow(2_100);
    await Promise.all(answers);
    // 2,000 letters a page: the others ended with their first.
    expect(typed.map((filter) => asked.filter((each) => each === filter).length)).toEqual([1, 1, 2]);
    expect(letters.state).toMatchObject({ looking: false, more: false });
    expect(letters.state.rows).toHaveLength(1);
  });

  it("moves more than a page of ids by one press, and says how many it has found meanwhile; stopped then, it moves none", async () => {
    const queue = await brokenQueue(120);
    // Pages as they come of very many.
    const ids: Target["queues"]["ids"] = async (name, choice, after) => {
      const all = (await target.queues.ids(name, choice)).ids;
      const from = after === undefined ? 0 : all.indexOf(after) + 1;
      const page = all.slice(from, from + 100);
      return { ids: page, next: from + 100 < all.length ? page.at(-1) : undefined };
    };
    const other = createDeck({ ...target, queues: { ...target.queues, ids } }, screen);
    ends.push(() => other.close());
    const { moves } = queuesOf(other).letters(queue.name);
    const leave = moves.subscribe(() => {
      const { running } = moves.state;
      if (running?.total === undefined && running?.found === 100) moves.stop();
    });
    await moves.redrive({ choice: {} });
    expect(moves.state.result).toMatchObject({ total: 100, moved: 0, left: 100 });
    await moves.askToDiscard({ choice: {} });
    expect(moves.state).toMatchObject({ asked: undefined, result: { kind: "discard", left: 100 } });
    expect((await queue.info()).dead).toBe(120);
    leave();
    const found = new Set<number | undefined>();
    moves.subscribe(() => found.add(moves.state.running?.found));
    await moves.redrive({ choice: {} });
    expect([...found]).toEqual([0, 100, 120, undefined]);
    expect(moves.state.result).toMatchObject({ total: 120, moved: 120, left: 0, more: false });
  });

  it("shows a letter that died anew, though there are as many as before", async () => {
    const queue = await brokenQueue(1);
    const letters = await lettersOf(queue);
    const before = letters.state.rows[0]?.id;
    queue.consume(() => {
      throw new NonRetryableError("still no stock");
    });
    await queue.deadLetters.redrive({ ids: [before ?? ""] });
    await vi.waitFor(async () => expect((await queue.info()).dead).toBe(1));
    await letters.follow(1);
    expect(letters.state.rows).toMatchObject([{ message: "still no stock", redriven: 1 }]);
    expect(letters.state.rows[0]?.id).not.toBe(before);
  });

  it("follows what dies while somebody looks, and says of the one that is open that it has gone", async () => {
    const queue = await brokenQueue(2);
    const letters = await lettersOf(queue);
    await letters.open(letters.state.rows[0]);
    await queue.deadLetters.discard({ ids: [letters.state.rows[0]?.id ?? ""] });
    await letters.follow(1);
    expect(letters.state.rows).toHaveLength(1);
    expect(letters.state.opened?.status).toBe("gone");
  });

  it("redrives a group in parts, tells how far it is, and does nothing for a second press", async () => {
    const queue = await brokenQueue(120);
    const letters = await lettersOf(queue);
    const seen: string[] = [];
    letters.moves.subscribe(() => {
      const { running } = letters.moves.state;
      if (running?.total !== undefined) seen.push(`${running.done} of ${running.total}`);
    });
    const [group] = letters.state.groups;
    const which = { choice: { group: group?.group ?? "" } };
    await Promise.all([letters.moves.redrive(which), letters.moves.redrive(which)]);
    expect(seen).toEqual(["0 of 120", "50 of 120", "100 of 120"]);
    expect(letters.moves.state.result).toMatchObject({ kind: "redrive", total: 120, moved: 120, gone: 0, refused: [] });
    expect(await queue.info()).toMatchObject({ ready: 120, dead: 0 });
    expect(letters.state.rows).toEqual([]);
  });

  it("says which stayed and why, while the others go", async () => {
    const queue = await openQueue(bus, "orders", { maxLength: 2, overflow: "reject-publish" });
    const consumer = queue.consume(() => {
      throw new NonRetryableError("no stock");
    });
    for (let each = 1; each <= 3; each += 1) await queue.enqueue({ type: "order.placed", input: { sku: "A", count: each } });
    await queue.idle();
    await consumer.stop();
    const letters = await lettersOf(queue);
    await letters.moves.redrive({ choice: {} });
    const { result } = letters.moves.state;
    expect(result).toMatchObject({ total: 3, moved: 2, gone: 0 });
    expect(result?.refused).toEqual([{ count: 1, why: expect.stringContaining("QueueFullError") }]);
  });

  it("asks before it discards, and discards only what it asked about", async () => {
    const queue = await brokenQueue(2);
    const letters = await lettersOf(queue);
    await letters.moves.askToDiscard({ choice: {} });
    expect(letters.moves.state.asked?.ids).toHaveLength(2);
    expect((await queue.info()).dead).toBe(2);
    const consumer = queue.consume(() => {
      throw new NonRetryableError("later");
    });
    await queue.enqueue({ type: "order.placed", input: { sku: "new", count: 1 } });
    await queue.idle();
    await consumer.stop();
    await Promise.all([letters.moves.answer(true), letters.moves.answer(true)]);
    expect(letters.moves.state.result).toMatchObject({ kind: "discard", moved: 2 });
    expect((await queue.info()).dead).toBe(1);
  });

  it("ends after the part that is under way, and says how many were left", async () => {
    const queue = await brokenQueue(120);
    const letters = await lettersOf(queue);
    letters.moves.subscribe(() => {
      if (letters.moves.state.running?.done === 50) letters.moves.stop();
    });
    await letters.moves.redrive({ choice: {} });
    expect(letters.moves.state.result).toMatchObject({ total: 120, moved: 100, left: 20 });
  });
});

describe("what a middleware hides", () => {
  it("is hidden in a dead letter as in history, reaches the handler all the same, and is not edited away", async () => {
    const secretive = createBus({ source: "bank", middleware: [redact({ keys: ["password"] })], onError: () => {} });
    const shown = createLocalTarget(secretive, { name: "bank" });
    const other = createDeck(shown, screen);
    ends.push(() => {
      other.close();
      shown.close();
    });
    const queue = await openQueue(secretive, "logins");
    const consumer = queue.consume(() => {
      throw new NonRetryableError("no such user");
    });
    await queue.enqueue({ type: "user.signed-in", input: { user: "ada", password: "s3cret" } });
    await queue.idle();
    await consumer.stop();
    const letters = queuesOf(other).letters("logins");
    await letters.refresh();
    await letters.open(letters.state.rows[0]);
    const { opened } = letters.state;
    if (opened?.status !== "ready") throw new Error("not opened");
    expect(opened.letter.value).toMatchObject({ hidden: true, event: { payload: { user: "ada", password: "[redacted]" } } });
    await letters.filter("payload.password:s3cret");
    expect(letters.state.rows).toEqual([]);
    await letters.filter("payload.user:ada");
    expect(letters.state.rows).toHaveLength(1);
    await letters.edit.open(opened.row, opened.letter.value);
    expect(letters.edit.state).toBeUndefined();
    await expect(shown.queues.redriveEdited("logins", opened.row, { user: "ada", password: "[redacted]" })).rejects.toThrow("Some of it is hidden");
    const came: unknown[] = [];
    queue.consume(({ event }) => void came.push(event.payload));
    await letters.moves.redrive({ id: opened.row.id });
    await queue.idle();
    expect(came).toEqual([{ user: "ada", password: "s3cret" }]);
    await secretive.close({ drain: false });
  });
});

describe("what ServicePulse's users reported", () => {
  async function editOf(letters: LettersModel, nth: number, json: string): Promise<void> {
    const row = letters.state.rows[nth];
    await letters.open(row);
    const { opened } = letters.state;
    if (opened?.status !== "ready") throw new Error("not opened");
    await letters.edit.open(opened.row, opened.letter.value);
    letters.edit.show("json");
    letters.edit.change((form) => composeForm.typeJson(form, json));
    await letters.edit.send();
  }

  it("#2424: sends the edited one and not the original with it", async () => {
    const queue = await brokenQueue(1);
    const letters = await lettersOf(queue);
    const original = letters.state.rows[0]?.eventId;
    await editOf(letters, 0, '{ "sku": "B-1", "count": 7 }');
    expect(letters.edit.state).toBeUndefined();
    expect(letters.moves.state.result).toMatchObject({ moved: 1, edited: true, event: { id: original } });
    const came: unknown[] = [];
    queue.consume(({ event }) => void came.push([event.payload, event.causationId]));
    await queue.idle();
    expect(came).toEqual([[{ sku: "B-1", count: 7 }, original]]);
    expect((await queue.info()).dead).toBe(0);
  });

  it("#1526, #1530: a second edit goes through like the first, and one that cannot says that nothing was sent", async () => {
    const queue = await brokenQueue(1);
    const letters = await lettersOf(queue);
    await editOf(letters, 0, '{ "sku": "B-1", "count": 7 }');
    const consumer = queue.consume(() => {
      throw new NonRetryableError("again");
    });
    await queue.idle();
    await consumer.stop();
    await letters.refresh();
    expect(letters.state.rows).toMatchObject([{ redriven: 1, message: "again" }]);
    await letters.open(letters.state.rows[0]);
    const { opened } = letters.state;
    if (opened?.status !== "ready") throw new Error("not opened");
    await letters.edit.open(opened.row, opened.letter.value);
    // Somebody else is faster.
    await queue.deadLetters.redrive({ ids: [opened.row.id] });
    await letters.edit.send();
    expect(letters.edit.state?.notice).toBe("Nothing was sent: it is no dead letter any more. Somebody has redriven or discarded it.");
    expect((await queue.info()).ready).toBe(1);
    letters.edit.close();
    const again = queue.consume(() => {
      throw new NonRetryableError("once more");
    });
    await queue.idle();
    await again.stop();
    await letters.refresh();
    await editOf(letters, 0, '{ "sku": "C-1", "count": 1 }');
    expect(letters.moves.state.result).toMatchObject({ moved: 1, edited: true });
    expect((await queue.info()).ready).toBe(1);
  });

  it("#1570: shows and edits the letter that was asked for last, however slow the others are", async () => {
    const queue = await brokenQueue(2);
    const slow: (() => void)[] = [];
    const delayed: Target = {
      ...target,
      queues: {
        ...target.queues,
        letter: async (name, key) => {
          const letter = await target.queues.letter(name, key);
          await new Promise<void>((resolve) => slow.push(resolve));
          return letter;
        },
      },
    };
    const other = createDeck(delayed, screen);
    ends.push(() => other.close());
    const letters = queuesOf(other).letters(queue.name);
    await letters.refresh();
    const [first, second] = letters.state.rows;
    const opening = [letters.open(first), letters.open(second)];
    await vi.waitFor(() => expect(slow).toHaveLength(2));
    slow[1]?.();
    await opening[1];
    slow[0]?.();
    await opening[0];
    const { opened } = letters.state;
    if (opened?.status !== "ready") throw new Error("not opened");
    expect(opened.letter.value.id).toBe(second?.id);
    expect(opened.letter.value.event.payload).toEqual({ sku: "A-2", count: 2 });
    await letters.edit.open(opened.row, opened.letter.value);
    expect(letters.edit.state).toMatchObject({ key: { id: second?.id }, form: { value: { sku: "A-2", count: 2 } } });
  });

  it("#391: says that it is at work, and what came of it, mistakes too", async () => {
    const queue = await brokenQueue(1);
    const letters = await lettersOf(queue);
    const going = letters.moves.redrive({ choice: {} });
    expect(letters.moves.state.running).toMatchObject({ kind: "redrive" });
    await going;
    expect(letters.moves.state.running).toBeUndefined();
    expect(letters.moves.state.result).toMatchObject({ moved: 1 });
    await queue.close();
    await letters.moves.redrive({ choice: {} });
    expect(letters.moves.state.result?.mistake).toContain('no queue "orders" any more');
  });

  it("refuses an edited payload that its definition refuses, beside the form", async () => {
    const queue = await brokenQueue(1);
    const letters = await lettersOf(queue);
    await editOf(letters, 0, '{ "sku": "B-1", "count": 0 }');
    expect(letters.edit.state?.issues).toMatchObject([{ path: ["count"] }]);
    expect(await queue.info()).toMatchObject({ dead: 1, ready: 0 });
  });
});
