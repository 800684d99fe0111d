import { type Delivery, openQueue, QueueClosedError, queues } from "eventdeck/queue";
import { createTestBus } from "eventdeck/testing";
import { describe, expect, test } from "vitest";
import { Disk } from "./crashing-store.ts";
import { logged, openBus, openOrders, order } from "./open.ts";
import { stores } from "./stores.ts";

/** A promise and what resolves it. */
function latch() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe.each(stores)("in %s", (_, makeStore) => {
  test("close lets running handlers settle, releases the rest uncounted, and ends the binding", async () => {
    const store = makeStore();
    const { bus, queue } = await openOrders(store);
    const { open, opened } = latch();
    let unsettled: Delivery | undefined;
    queue.consume(
      async (delivery) => {
        if (delivery.event.id === "slow") {
          await opened;
          await delivery.ack();
        } else unsettled = delivery;
      },
      { autoAck: false, prefetch: 2 },
    );
    for (const id of ["slow", "unsettled", "waiting"]) await bus.publish(order(id));
    await bus.advance();
    const closed = queue.close();
    await bus.publish(order("too late"));
    open();
    await closed;
    await bus.publish(order("much too late"));
    expect(queues(bus)).toEqual([]);
    await expect(queue.enqueue(order("a"))).rejects.toThrow(QueueClosedError);
    await expect(queue.deadLetters.list()).rejects.toThrow(QueueClosedError);
    expect(() => queue.consume(() => {})).toThrow(QueueClosedError);
    // What was released is nobody's to settle.
    await expect(unsettled?.ack()).rejects.toMatchObject({ code: "ERR_DELIVERY_SETTLED" });
    const again = await openQueue(bus, "orders", { store });
    const { log, note } = logged();
    again.consume(note);
    await again.idle();
    expect(log).toEqual(["unsettled:1", "waiting:1"]);
  });

  test("a consumer that stops waits for its handlers, and gives the rest to the others", async () => {
    const { bus, queue } = await openOrders(makeStore());
    const leaving = queue.consume(() => {}, { autoAck: false, prefetch: 2 });
    await bus.publish(order("a"));
    await bus.publish(order("b"));
    await bus.advance();
    const { log, note } = logged();
    queue.consume(note);
    await leaving.stop();
    await queue.idle();
    expect(log).toEqual(["a:1", "b:1"]);
    expect(await queue.info()).toMatchObject({ consumers: 1 });
  });

  test("a bus that closes closes its queues, and who waits for them is told", async () => {
    const { bus, queue } = await openOrders(makeStore());
    await bus.publish(order("a"));
    const idle = queue.idle();
    idle.catch(() => {});
    await bus.close();
    await queue.close();
    await expect(idle).rejects.toThrow(QueueClosedError);
    expect(queues(bus)).toEqual([]);
    await expect(openQueue(bus, "orders")).rejects.toMatchObject({ code: "ERR_BUS_CLOSED" });
    expect(bus.clock.scheduled).toBe(0);
  });

  test("an unsettled delivery goes to another consumer after the visibility timeout, which does not run while the handler does", async () => {
    const { bus, queue } = await openOrders(makeStore(), { visibilityTimeoutMs: 1000 });
    const { open, opened } = latch();
    const out: Delivery[] = [];
    queue.consume(
      async (delivery) => {
        out.push(delivery);
        if (out.length === 1) await opened;
      },
      { autoAck: false, prefetch: 1 },
    );
    await bus.publish(order("a"));
    await bus.advance(10_000);
    expect(out.length).toBe(1);
    const aborted: unknown[] = [];
    out[0]?.signal.addEventListener("abort", () => void aborted.push(out[0]?.signal.reason));
    open();
    await bus.advance(999);
    expect([out.length, aborted]).toEqual([1, []]);
    await bus.advance(1);
    expect(out.map(({ attempt, redelivered }) => [attempt, redelivered])).toEqual([
      [1, false],
      [2, true],
    ]);
    expect(aborted).toMatchObject([{ name: "AbortError", message: expect.stringContaining("visibility timeout") }]);
    await expect(out[0]?.ack()).rejects.toMatchObject({ code: "ERR_DELIVERY_SETTLED" });
    await out[1]?.ack();
    await queue.idle();
  });
});

test("replayed events enter no queue, by whatever way", async () => {
  const { bus, queue } = await openOrders(undefined);
  bus.emit(order("a"));
  bus.subscribe("order.#", (event) => void queue.enqueue(event));
  await queue.purge();
  const { done } = bus.history.replay({ speed: "max" });
  await bus.advance();
  await done;
  expect(await queue.info()).toMatchObject({ published: 1, ready: 0 });
});

test("close waits for what is being put back, thrown away or purged", async () => {
  const disk = new Disk();
  const view = disk.view();
  let writing: Promise<void> | undefined;
  const batch = async (...args: Parameters<typeof view.batch>) => {
    await writing;
    return view.batch(...args);
  };
  const { bus, queue } = await openOrders({ ...view, batch }, { maxRetries: 0 });
  const consumer = queue.consume(() => {
    throw new Error("broken");
  });
  for (const id of ["back", "away"]) await bus.publish(order(id));
  await queue.idle();
  await consumer.stop();
  await bus.publish(order("purged"));
  const { open, opened } = latch();
  writing = opened;
  const ids = (await queue.deadLetters.list()).map(({ id }) => id);
  const moved = Promise.all([queue.purge(), queue.deadLetters.redrive({ ids: ids.slice(0, 1) }), queue.deadLetters.discard({ ids: ids.slice(1) })]);
  let isClosed = false;
  const closed = queue.close().then(() => {
    isClosed = true;
  });
  await bus.advance();
  expect(isClosed).toBe(false);
  open();
  expect(await moved).toEqual([1, 1, 1]);
  await closed;
  const again = await openOrders(disk.view());
  expect(await again.queue.info()).toMatchObject({ ready: 1, dead: 0 });
});

test("handlers get the real event, where history has the redacted one", async () => {
  const { bus } = openBus();
  bus.use({ name: "redact", beforeRecord: (event) => ({ ...event, payload: "hidden" }) });
  const queue = await openQueue(bus, "orders", { bind: "order.#", store: new Disk().view() });
  await bus.publish(order("a"));
  const payloads: unknown[] = [];
  queue.consume(({ event }) => void payloads.push(event.payload));
  await queue.idle();
  expect([payloads, bus.emitted("order.#").map(({ payload }) => payload)]).toEqual([[{ order: "a" }], ["hidden"]]);
});

test("a queue that is consumed without waiting lets the host have its turn", async () => {
  const bus = createTestBus();
  const queue = await openQueue(bus, "orders", { bind: "order.#" });
  let handled = 0;
  const turns: number[] = [];
  for (let count = 0; count < 100; count++) await queue.enqueue(order(`${count}`));
  queue.consume(async () => {
    handled++;
    bus.clock.spend(1);
  });
  bus.clock.schedule(() => turns.push(handled), 0, "normal");
  await bus.advance(1000);
  await queue.idle();
  // Five milliseconds of handlers, give or take those that were handed out already.
  expect(turns[0]).toBeLessThan(25);
  expect(handled).toBe(100);
  await bus.close();
});
