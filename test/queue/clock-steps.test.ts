import { openQueue } from "eventdeck/queue";
import { createTestBus, VirtualClock } from "eventdeck/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { memoryStore } from "eventdeck/store";
import { order } from "./open.ts";

const hourMs = 3_600_000;

/** Virtual time whose wall clock can be set, as users and time servers set theirs. */
class SteppedClock extends VirtualClock {
  stepMs = 0;
  override now(): number {
    return super.now() + this.stepMs;
  }
}
/** A queue whose handler fails the first attempt of "retried" and forgets that of "forgotten"; says when each was handed out, in milliseconds that have passed. */
async function openStepped(options: { readonly messageTtlMs?: number } = {}) {
  const clock = new SteppedClock();
  const bus = createTestBus({ clock, source: "test" });
  onTestFinished(() => bus.close({ drain: false }));
  const queue = await openQueue(bus, "orders", { ...options, store: memoryStore(), backoff: () => 1000, visibilityTimeoutMs: 5000 });
  const log: string[] = [];
  const consume = () =>
    queue.consume(
      async (delivery) => {
        const { id } = delivery.event;
        log.push(`${id}:${delivery.attempt} ${clock.monotonic()}`);
        if (delivery.attempt > 1 || id === "delayed") await delivery.ack();
        else if (id === "retried") throw new Error("broken");
      },
      { autoAck: false },
    );
  return { clock, bus, queue, log, consume };
}

describe("when the wall clock is set back", () => {
  test("a retry, a delay and a visibility timeout last as long as they were to last", async () => {
    const { clock, bus, queue, log, consume } = await openStepped();
    consume();
    for (const id of ["retried", "forgotten"]) await queue.enqueue(order(id));
    await queue.enqueue(order("delayed"), { delayMs: 2000 });
    await bus.advance(10);
    clock.stepMs = -hourMs;
    await bus.advance(10_000);
    expect(log).toEqual(["retried:1 0", "forgotten:1 0", "retried:2 1000", "delayed:1 2000", "forgotten:2 5000"]);
  });

  test("so does what begins to wait afterwards, and no age is less than nothing", async () => {
    const { clock, bus, queue, log, consume } = await openStepped();
    await queue.enqueue(order("old"), { delayMs: 500 });
    clock.stepMs = -hourMs;
    expect(await queue.info()).toMatchObject({ oldestMs: 0, delayed: 1 });
    await queue.enqueue(order("delayed"), { delayMs: 2000 });
    consume();
    await bus.advance(10_000);
    expect(log).toEqual(["old:1 500", "delayed:1 2000", "old:2 5500"]);
  });

  test("the end of a life stays the moment that it was, by that clock", async () => {
    const { clock, bus, queue } = await openStepped({ messageTtlMs: 1000 });
    await queue.enqueue(order("a"));
    clock.stepMs = -5000;
    await bus.advance(5999);
    expect(await queue.info()).toMatchObject({ ready: 1, expired: 0 });
    await bus.advance(1);
    expect(await queue.info()).toMatchObject({ ready: 0, expired: 1 });
  });

  test("between two runs, events keep their order, and no dead letter takes the id of another", async () => {
    const store = memoryStore();
    const startAt = (ms: number) => createTestBus({ clock: new VirtualClock(ms), source: "test" });
    const first = startAt(10 * hourMs);
    const before = await openQueue(first, "orders", { store });
    for (const id of ["a", "b"]) await before.enqueue(order(id));
    await before.close();
    await first.close();
    const second = startAt(hourMs);
    const after = await openQueue(second, "orders", { store, maxRetries: 0 });
    await after.enqueue(order("c"));
    const log: string[] = [];
    after.consume(({ event }) => {
      log.push(event.id);
      throw new Error("broken");
    });
    await after.idle();
    expect(log).toEqual(["a", "b", "c"]);
    expect(new Set((await after.deadLetters.list()).map(({ id }) => id)).size).toBe(3);
    await second.close();
  });
});

describe("when the wall clock is set forward, as after the machine has slept", () => {
  test("what is to wait until then waits a minute more at most, though no timer has run meanwhile", async () => {
    const { clock, bus, queue, log, consume } = await openStepped();
    consume();
    await queue.enqueue(order("delayed"), { delayMs: 20 * hourMs });
    await bus.advance(10);
    clock.stepMs = 20 * hourMs;
    await bus.advance(60_000);
    expect(log).toEqual(["delayed:1 60000"]);
  });

  test("what should have expired meanwhile is handed to nobody", async () => {
    const { clock, bus, queue, log, consume } = await openStepped({ messageTtlMs: 1000 });
    await queue.enqueue(order("a"));
    clock.stepMs = hourMs;
    consume();
    await bus.advance(10);
    expect([log, (await queue.info()).expired]).toEqual([[], 1]);
  });
});
