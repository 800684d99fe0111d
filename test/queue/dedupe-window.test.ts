import { expect, test } from "vitest";
import { Disk } from "./crashing-store.ts";
import { openOn, order } from "./open.ts";

const ids = ["a", "b", "c", "d"];

test("more events on their way than ids are remembered are all there when the process ends", async () => {
  const disk = new Disk();
  const { bus, crash } = await openOn(disk, { dedupeWindow: 1 });
  await Promise.all(ids.map((id) => bus.publish(order(id))));
  crash();
  const { queue } = await openOn(disk, { dedupeWindow: 1 });
  expect(await queue.info()).toMatchObject({ ready: ids.length });
});

test("more dead letters put back at once than ids are remembered are all there when the process ends", async () => {
  const disk = new Disk();
  const { bus, queue, crash } = await openOn(disk, { dedupeWindow: 1, maxRetries: 0 });
  const consumer = queue.consume(() => {
    throw new Error("broken");
  });
  await Promise.all(ids.map((id) => bus.publish(order(id))));
  await queue.idle();
  await consumer.stop();
  expect(await queue.deadLetters.redrive({ query: () => true })).toBe(ids.length);
  crash();
  const { queue: next } = await openOn(disk, { dedupeWindow: 1 });
  expect(await next.info()).toMatchObject({ ready: ids.length, dead: 0 });
});
