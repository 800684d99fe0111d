import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBus } from "eventdeck";
import { openQueue } from "eventdeck/queue";
import { levelStore } from "eventdeck/store/level";
import { expect, onTestFinished, test } from "vitest";

test("outside of browsers a store belongs to one context: a queue is refused to the second", async () => {
  const folder = mkdtempSync(join(tmpdir(), "eventdeck-queue-"));
  const contexts = [0, 1].map(() => ({ bus: createBus(), store: levelStore({ location: join(folder, "queue") }) }));
  onTestFinished(async () => {
    for (const { bus, store } of contexts) {
      await bus.close();
      await store.close();
    }
    rmSync(folder, { recursive: true, force: true });
  });
  const [first, second] = contexts;
  const queue = await openQueue(first!.bus, "orders", { store: first!.store });
  await expect(openQueue(second!.bus, "orders", { store: second!.store })).rejects.toMatchObject({ code: "ERR_STORE_LOCKED" });
  await expect(openQueue(second!.bus, "orders", { store: first!.store })).rejects.toMatchObject({ code: "ERR_QUEUE_OPEN" });
  await queue.close();
});
