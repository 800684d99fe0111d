import { createBus, defineEvent } from "eventdeck";
import { mountDevtools } from "eventdeck/devtools";
import { NonRetryableError, openQueue } from "eventdeck/queue";
import { levelStore } from "eventdeck/store/level";
import * as z from "zod";

/** What a test takes hold of: a queue that this page shares with the other tabs of its origin. */
declare global {
  interface Window {
    /** Puts in so many orders, resolves when all of them are dead letters. */
    bury(count: number): Promise<void>;
  }
}

const placed = defineEvent("order.placed", z.object({ sku: z.string(), count: z.number() }), { priority: "immediate" });
const bus = createBus({ source: "shop", events: [placed], onError: () => {} });
mountDevtools({ bus });
const orders = await openQueue(bus, "orders", { store: levelStore({ location: "shared-orders" }), prefetch: 100 });

window.bury = async (count) => {
  const consumer = orders.consume(() => {
    throw new NonRetryableError("no stock");
  });
  for (let first = 0; first < count; first += 100)
    await Promise.all(
      Array.from({ length: Math.min(100, count - first) }, (_, nth) => orders.enqueue(placed({ sku: `A-${first + nth}`, count: first + nth }))),
    );
  await orders.idle();
  await consumer.stop();
};
