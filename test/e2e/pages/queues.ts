import { createBus, defineEvent } from "eventdeck";
import { mountDevtools } from "eventdeck/devtools";
import { NonRetryableError, openQueue } from "eventdeck/queue";
import * as z from "zod";

const placed = defineEvent("order.placed", z.object({ sku: z.string(), count: z.number() }), { priority: "immediate" });
const bus = createBus({ source: "shop", events: [placed], onError: () => {} });
mountDevtools({ bus });

const button = document.createElement("button");
button.textContent = "Open the queue";
button.addEventListener("click", () => void openBrokenQueue());
document.body.append(button);

/** A queue whose consumer has refused all that came. */
async function openBrokenQueue(): Promise<void> {
  const orders = await openQueue(bus, "orders", { bind: placed });
  const consumer = orders.consume(({ event }) => {
    throw new NonRetryableError(`No stock for ${JSON.stringify(event.payload)}`);
  });
  for (let count = 1; count <= 12; count += 1) bus.emit(placed({ sku: `A-${count}`, count }));
  await orders.idle();
  await consumer.stop();
}
