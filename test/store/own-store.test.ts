import { createBus } from "eventdeck";
import { openQueue } from "eventdeck/queue";
import { type HistoryStore, memoryStore, persistHistory } from "eventdeck/store";
import { expect, test } from "vitest";

test("a store of the application's own needs no more than what is asked of it: four members for history, six for a queue", async () => {
  const beneath = memoryStore();
  await beneath.open();
  const own: HistoryStore = {
    name: "own",
    append: (stream, events, options) => beneath.append(stream, events, options),
    read: (stream, options) => beneath.read(stream, options),
    truncate: (stream, options) => beneath.truncate(stream, options),
  };
  const bus = createBus();
  const persistence = persistHistory(bus, own, { maxEvents: 100 });
  const queue = await openQueue(bus, "orders", {
    bind: "order.#",
    store: {
      name: "own",
      durable: false,
      open: () => beneath.open(),
      get: (key) => beneath.get(key),
      range: (options) => beneath.range(options),
      batch: (operations, options) => beneath.batch(operations, options),
    },
  });
  await bus.publish({ type: "order.placed", input: { total: 3 } });
  await persistence.close();
  expect(await queue.info()).toMatchObject({ ready: 1 });
  const again = createBus();
  expect(await persistHistory(again, own).load()).toMatchObject({ added: 1, skipped: 0 });
  await Promise.all([bus.close(), again.close()]);
});
