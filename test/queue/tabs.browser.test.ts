import type { Delivery } from "eventdeck/queue";
import { describe, expect, onTestFinished, test } from "vitest";
import { logged, order } from "./open.ts";
import { tabsOn } from "./tab.ts";

/** Calls back for every delivery, and resolves when there have been so many. */
function collecting(count: number, settle?: (delivery: Delivery) => unknown) {
  const out: Delivery[] = [];
  let full = () => {};
  const all = new Promise<void>((resolve) => {
    full = resolve;
  });
  const take = (delivery: Delivery) => {
    if (out.push(delivery) === count) full();
    return settle?.(delivery);
  };
  return { out, all, take };
}
const never = new Promise<void>(() => {});
function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `e${index}`);
}

describe("a queue in several tabs", () => {
  test("hands each event to one of the consumers that compete, and each tab gets some", async () => {
    const tab = tabsOn();
    const queues = [await (await tab()).open(), await (await tab()).open(), await (await tab()).open()];
    const logs = queues.map((queue) => {
      const { log, note } = logged();
      queue.consume(note, { prefetch: 2 });
      return log;
    });
    await Promise.all(names(60).map((id, index) => queues[index % 3]!.enqueue(order(id))));
    await Promise.all(queues.map((queue) => queue.idle()));
    expect(logs.flat().toSorted()).toEqual(
      names(60)
        .map((id) => `${id}:1`)
        .toSorted(),
    );
    expect(logs.every(({ length }) => length > 0)).toBe(true);
    expect(await queues[2]!.info()).toMatchObject({ published: 60, acked: 60, consumers: 3, ready: 0, unacked: 0 });
  });

  test("gives what a closed tab had to another, as a further attempt", async () => {
    const tab = tabsOn();
    const owner = await (await tab()).open();
    const closing = await tab();
    const left = collecting(3, () => never);
    (await closing.open()).consume(left.take);
    for (const id of names(3)) await owner.enqueue(order(id));
    await left.all;
    const { log, note } = logged();
    owner.consume(note);
    closing.kill();
    await owner.idle();
    expect(log.toSorted()).toEqual(["e0:2", "e1:2", "e2:2"]);
    expect(await owner.info()).toMatchObject({ consumers: 1 });
  });

  test("passes to another tab when the one that kept it is closed, with nothing lost", async () => {
    const tab = tabsOn();
    const first = await tab();
    const had = collecting(2, () => never);
    (await first.open()).consume(had.take, { prefetch: 2 });
    const second = await (await tab()).open();
    const third = await (await tab()).open();
    for (const id of names(10)) await third.enqueue(order(id));
    await had.all;
    first.kill();
    const { log, note } = logged();
    second.consume(note);
    third.consume(note);
    await third.enqueue(order("later"));
    await third.idle();
    expect(log.toSorted()).toEqual([
      "e0:2",
      "e1:2",
      ...names(10)
        .slice(2)
        .map((id) => `${id}:1`),
      "later:1",
    ]);
    expect((await second.info()).consumers).toBe(2);
  });

  test("repeats what its owner has not answered: a publisher is told only what the store has", async () => {
    const tab = tabsOn();
    const first = await tab();
    await first.open();
    const second = await tab();
    const queue = await second.open({ bind: "order.#" });
    const published = names(20).map((id) => second.bus.publish(order(id)));
    first.kill();
    for (const report of await Promise.all(published)) expect(report.deliveries[0]?.outcome).toBe("ok");
    const { log, note } = logged();
    queue.consume(note);
    await queue.idle();
    expect(log.toSorted()).toEqual(
      names(20)
        .map((id) => `${id}:1`)
        .toSorted(),
    );
  });

  test("tells a handler whose delivery was lost with the owner, and refuses to settle it", async () => {
    const tab = tabsOn();
    const first = await tab();
    await first.open();
    const queue = await (await tab()).open();
    const { out, all, take } = collecting(1);
    const leaving = queue.consume(take, { autoAck: false, prefetch: 1 });
    await queue.enqueue(order("a"));
    await all;
    const aborted = new Promise((resolve) => {
      out[0]!.signal.addEventListener("abort", resolve);
    });
    first.kill();
    await aborted;
    await expect(out[0]!.ack()).rejects.toMatchObject({ code: "ERR_DELIVERY_SETTLED", message: expect.stringContaining("the tab that kept the queue") });
    await leaving.stop();
    const again = collecting(1);
    queue.consume(again.take);
    await queue.idle();
    expect(again.out).toMatchObject([{ attempt: 2, redelivered: true }]);
  });

  test("hands over when its owner closes it, once the handlers of all tabs have settled", async () => {
    const tab = tabsOn();
    const owner = await (await tab()).open();
    const queue = await (await tab()).open();
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { out, all, take } = collecting(1, () => finished);
    queue.consume(take, { prefetch: 1 });
    await owner.enqueue(order("a"));
    await owner.enqueue(order("b"));
    await all;
    const closed = owner.close();
    await expect(owner.enqueue(order("c"))).rejects.toMatchObject({ code: "ERR_QUEUE_CLOSED" });
    await queue.enqueue(order("d"));
    finish();
    await closed;
    await queue.idle();
    expect(out.map(({ event, attempt }) => `${event.id}:${attempt}`)).toEqual(["a:1", "b:1", "d:1"]);
    await queue.close();
    await expect(queue.info()).rejects.toMatchObject({ code: "ERR_QUEUE_CLOSED" });
  });

  test("gives what a filter in one tab refuses to another tab, uncounted", async () => {
    const tab = tabsOn();
    const queues = [await (await tab()).open(), await (await tab()).open()];
    const logs = queues.map((queue, of) => {
      const { log, note } = logged();
      queue.consume(note, { filter: ({ id }) => Number(id.slice(1)) % 2 === of });
      return log;
    });
    for (const id of names(10)) await queues[0]!.enqueue(order(id));
    await queues[1]!.idle();
    expect(logs.map((log) => log.toSorted())).toEqual([
      ["e0:1", "e2:1", "e4:1", "e6:1", "e8:1"],
      ["e1:1", "e3:1", "e5:1", "e7:1", "e9:1"],
    ]);
  });

  test("shows its dead letters in every tab, from where they are redriven or discarded", async () => {
    const tab = tabsOn();
    const owner = await (await tab()).open();
    const queue = await (await tab()).open({ maxRetries: 0 });
    const failing = queue.consume(() => {
      throw new Error("no stock");
    });
    for (const id of ["a", "b", "c"]) await queue.enqueue(order(id));
    await queue.idle();
    await failing.stop();
    expect((await queue.deadLetters.list()).map(({ event, attempts, error }) => [event.id, attempts, error?.message])).toEqual([
      ["a", 4, "no stock"],
      ["b", 4, "no stock"],
      ["c", 4, "no stock"],
    ]);
    const [group] = await queue.deadLetters.groups();
    expect(group).toMatchObject({ count: 3, message: "no stock" });
    expect(await queue.deadLetters.discard({ query: ({ id }) => id === "a" })).toBe(1);
    const { out, take } = collecting(2);
    owner.consume(take);
    const ids = await queue.deadLetters.ids();
    const [b] = await queue.deadLetters.list("id:b");
    expect([ids.includes(b?.id ?? ""), await queue.deadLetters.get(b?.id ?? "")]).toEqual([true, b]);
    expect(await queue.deadLetters.redrive({ query: "id:b" }, () => ({ order: "edited" }))).toBe(1);
    expect(await queue.deadLetters.edited("b")).toMatchObject([{ from: "b" }]);
    expect(await queue.deadLetters.redrive({ group: group!.group })).toBe(1);
    await queue.idle();
    expect(out.map(({ event }) => event.payload)).toEqual([{ order: "edited" }, { order: "c" }]);
    expect((await queue.info()).dead).toBe(0);
  });

  test("gives what a frozen tab or worker has to another after the visibility timeout", async () => {
    const location = `queue-${crypto.randomUUID()}`;
    const queue = await (await tabsOn(location)()).open({ visibilityTimeoutMs: 300 });
    const worker = new Worker(new URL("./frozen-tab.ts", import.meta.url), { type: "module" });
    onTestFinished(() => worker.terminate());
    const said = (text: string) =>
      new Promise<void>((resolve) => {
        worker.addEventListener("message", ({ data }) => data === text && resolve());
      });
    const [opened, taken] = [said("open"), said("taken")];
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the rule takes it for a window; a worker has one parent
    worker.postMessage(location);
    await opened;
    await queue.enqueue(order("a"));
    await taken;
    const { log, note } = logged();
    queue.consume(note);
    await queue.idle();
    expect(log).toEqual(["a:2"]);
    expect((await queue.info()).consumers).toBe(1);
  });

  test("lets a tab that was frozen begin anew, and tells its handlers that their deliveries are lost", async () => {
    const tab = tabsOn();
    const owner = await (await tab()).open({ visibilityTimeoutMs: 300 });
    const frozen = await tab();
    const queue = await frozen.open();
    const late = collecting(1, ({ attempt }) => (attempt === 1 ? never : undefined));
    queue.consume(late.take, { prefetch: 1 });
    await owner.enqueue(order("a"));
    await late.all;
    const thaw = frozen.freeze();
    const { out, all, take } = collecting(1);
    const consumer = owner.consume(take);
    await all;
    expect(out).toMatchObject([{ event: { id: "a" }, attempt: 2 }]);
    await consumer.stop();
    const aborted = new Promise((resolve) => {
      late.out[0]!.signal.addEventListener("abort", resolve);
    });
    thaw();
    await aborted;
    await expect(late.out[0]!.ack()).rejects.toMatchObject({ code: "ERR_DELIVERY_SETTLED" });
    expect(await queue.info()).toMatchObject({ consumers: 1, acked: 1 });
  });

  test("waits for an owner that is frozen: a publisher is told when it has come back and the store has the event", async () => {
    const tab = tabsOn();
    const first = await tab();
    await first.open();
    const queue = await (await tab()).open();
    const thaw = first.freeze();
    let stored = false;
    const storing = queue.enqueue(order("a")).then(() => (stored = true));
    // The store itself is not held up.
    const other = await tab();
    await other.store.open();
    expect([stored, await other.store.get("nothing")]).toEqual([false, undefined]);
    thaw();
    await storing;
    expect(await queue.info()).toMatchObject({ ready: 1 });
  });

  test("serves the queue of the dead letters to a tab, also when the owner has not opened it", async () => {
    const tab = tabsOn();
    const owner = await (await tab()).open({ maxRetries: 0 });
    const other = await tab();
    const dead = await other.open({}, "dlq.orders");
    const { out, all, take } = collecting(1);
    dead.consume(take);
    owner.consume(() => {
      throw new Error("no stock");
    });
    await owner.enqueue(order("a"));
    await all;
    await dead.idle();
    expect(out).toMatchObject([{ event: { id: "a" }, attempt: 1 }]);
    await owner.close();
    expect(await dead.info()).toMatchObject({ name: "dlq.orders", consumers: 1, ready: 0 });
  });

  test("keeps the consumers of a queue and of its dead letters apart, and leaves with its bus", async () => {
    const tab = tabsOn();
    const first = await tab();
    const queue = await first.open({ maxRetries: 0 });
    const { log, note } = logged();
    const died = collecting(1, note);
    (await first.open({}, "dlq.orders")).consume(died.take);
    queue.consume(() => {
      throw new Error("no stock");
    });
    const second = await (await tab()).open();
    await second.enqueue(order("a"));
    await died.all;
    await first.bus.close();
    await second.enqueue(order("b"));
    second.consume(note);
    await second.idle();
    expect(log).toEqual(["a:1", "b:1"]);
    expect(first.failures).toEqual([]);
  });

  test("tells every tab how the queue is, and pauses for all", async () => {
    const tab = tabsOn();
    const [first, second] = [await tab(), await tab()];
    const owner = await first.open();
    const queue = await second.open();
    const { log, note } = logged();
    owner.consume(note);
    queue.pause();
    await queue.enqueue(order("a"));
    const ready = await new Promise((resolve) => {
      const watching = queue.info$.subscribe((info) => info.ready === 1 && resolve([info.paused, log.length]));
      onTestFinished(() => watching.unsubscribe());
    });
    expect(ready).toEqual([true, 0]);
    // A tab that is gone holds up nobody.
    second.kill();
    await owner.idle();
    expect(log).toEqual(["a:1"]);
  });

  test("keeps the order of a partition key across tabs", async () => {
    const tab = tabsOn();
    const queues = [await (await tab()).open(), await (await tab()).open(), await (await tab()).open()];
    const seen: string[] = [];
    const running = new Set<string>();
    for (const queue of queues) {
      queue.consume(async ({ event, attempt }) => {
        const key = event.partitionKey!;
        expect(running.has(key)).toBe(false);
        running.add(key);
        await Promise.resolve();
        running.delete(key);
        if (attempt === 1 && event.id.endsWith("3")) throw new Error("not yet");
        seen.push(event.id);
      });
    }
    const ids = names(30);
    await Promise.all(ids.map((id, index) => queues[index % 3]!.enqueue(order(id, { partitionKey: `k${index % 4}` }))));
    await queues[0]!.idle();
    expect(seen.length).toBe(30);
    for (const key of [0, 1, 2, 3]) {
      // Those that one tab has put in keep its order.
      for (const from of [0, 1, 2]) {
        const own = ids.filter((_, index) => index % 4 === key && index % 3 === from);
        expect(seen.filter((id) => own.includes(id))).toEqual(own);
      }
    }
  });
});
