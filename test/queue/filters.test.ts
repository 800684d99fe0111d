import type { Delivery } from "eventdeck/queue";
import { describe, expect, test } from "vitest";
import { openOrders, order } from "./open.ts";
import { stores } from "./stores.ts";

describe.each(stores)("a filter in %s", (_kind, makeStore) => {
  test("is asked once about what it refuses, however often something before that comes back", async () => {
    const { bus, queue } = await openOrders(makeStore(), { maxRetries: 9 });
    for (const id of ["a", "b", "c"]) await bus.publish(order(id, {}, "order.early"));
    for (let index = 0; index < 50; index++) await bus.publish(order(`late${index}`));
    const asked = new Map<string, number>();
    const attempts: string[] = [];
    queue.consume(
      ({ event, attempt }) => {
        attempts.push(`${event.id}:${attempt}`);
        if (attempt < 5) throw new Error("broken");
      },
      {
        prefetch: 1,
        filter: ({ id, type }) => {
          asked.set(id, (asked.get(id) ?? 0) + 1);
          return type === "order.early";
        },
      },
    );
    await bus.advance(10_000);
    expect(attempts).toHaveLength(15);
    const counts = [...asked].filter(([id]) => id.startsWith("late")).map(([, count]) => count);
    expect(counts).toEqual(Array(50).fill(1));
    expect(await queue.info()).toMatchObject({ ready: 50, acked: 3 });
  });

  test("hears of what it refused again when it comes back from another consumer, in order", async () => {
    const { bus, queue } = await openOrders(makeStore(), { backoff: () => 0 });
    let wanted: RegExp = /none/;
    const taken: string[] = [];
    queue.consume(({ event }) => void taken.push(`first ${event.id}`), { filter: ({ id }) => wanted.test(id) });
    for (const id of ["a", "b", "c"]) await bus.publish(order(id));
    await bus.advance();
    wanted = /b|c/;
    const second = queue.consume(({ event }) => void taken.push(`second ${event.id}`), { filter: ({ id }) => id !== "a", autoAck: false });
    await bus.advance();
    await second.stop();
    await bus.advance();
    expect(taken).toEqual(["second b", "second c", "first b", "first c"]);
    expect(await queue.info()).toMatchObject({ ready: 1, acked: 2 });
  });

  test("of a consumer that had no room while thousands came back is asked about each of them once it has", async () => {
    const { bus, queue } = await openOrders(makeStore());
    const ids = Array.from({ length: 1500 }, (_, index) => `e${index}`);
    await Promise.all(ids.map((id) => queue.enqueue(order(id))));
    let held: Delivery | undefined;
    let wantsAll = false;
    const handled: string[] = [];
    queue.consume(
      (delivery) => {
        if (delivery.event.id === "held") return void (held = delivery);
        handled.push(delivery.event.id);
        return delivery.ack();
      },
      { prefetch: 1, autoAck: false, filter: ({ id }) => wantsAll || id === "held" },
    );
    await queue.enqueue(order("held"));
    await bus.advance();
    const other = queue.consume(() => {}, { prefetch: ids.length, autoAck: false });
    await bus.advance(100);
    expect(await queue.info()).toMatchObject({ ready: 0, unacked: 1501 });
    await other.stop();
    wantsAll = true;
    await held?.ack();
    await queue.idle();
    expect(handled).toEqual(ids);
  });
});
