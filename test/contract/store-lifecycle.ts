import { type Store, StoreClosedError } from "eventdeck/store";
import { describe, expect, test } from "vitest";
import type { Open, StorePort } from "./store-port.ts";
import { all, ids, storedEvents } from "./stored-events.ts";

const operations: Record<string, (store: Store) => Promise<unknown>> = {
  batch: (store) => store.batch([{ put: "a", value: 1 }]),
  get: (store) => store.get("a"),
  range: (store) => all(store.range({ from: "", to: "z" })),
  update: (store) => store.update(["a"], () => []),
  append: (store) => store.append("orders", storedEvents(1, 1)),
  read: (store) => all(store.read("orders")),
  streams: (store) => all(store.streams()),
  truncate: (store) => store.truncate("orders", { before: 1 }),
};

export function storeLifecycleContract(open: Open, port: StorePort): void {
  describe("the lifecycle", () => {
    test.each(Object.entries(operations))("refuses %s before opening and after closing", async (_name, operation) => {
      const store = port.create();
      await expect(operation(store)).rejects.toThrow(/call await store\.open\(\) first/);
      expect((await store.health()).status).toBe("unhealthy");
      await open(store);
      await operation(store);
      await store.close();
      await expect(operation(store)).rejects.toThrow(StoreClosedError);
      await expect(operation(store)).rejects.toMatchObject({ code: "ERR_STORE_CLOSED" });
      expect((await store.health()).checks["open"]).toMatchObject({ status: "unhealthy" });
    });

    test("opens once however often it is asked, and closes likewise", async () => {
      const store = port.create();
      await store.close();
      await Promise.all([open(store), store.open(), store.open()]);
      await store.batch([{ put: "a", value: 1 }]);
      await store.open();
      expect(await store.get("a")).toBe(1);
      await Promise.all([store.close(), store.close()]);
      await store.close();
    });

    test("ends as it was asked last when it is opened and closed at once", async () => {
      const store = port.create();
      await Promise.all([open(store), store.close(), store.open()]);
      await store.batch([{ put: "a", value: 1 }]);
      await Promise.all([store.close(), store.open(), store.close()]);
      await expect(store.get("a")).rejects.toThrow(StoreClosedError);
    });

    test("keeps what it has when it is closed and opened again", async () => {
      const store = await open();
      await store.batch([{ put: "a", value: new Map([[1, 2]]) }]);
      await store.append("orders", storedEvents(1, 3));
      await store.truncate("orders", { before: 2 });
      await store.close();
      const again = await open(port.again(store));
      expect(await again.get("a")).toEqual(new Map([[1, 2]]));
      expect(await ids(again.read("orders"))).toBe("2:e2 3:e3");
      expect(await again.append("orders", storedEvents(4, 4))).toEqual({ first: 4, last: 4 });
    });

    test("keeps stores of other places apart", async () => {
      const [one, other] = [await open(), await open()];
      await one.batch([{ put: "a", value: 1 }]);
      await one.append("orders", storedEvents(1, 1));
      expect(await other.get("a")).toBeUndefined();
      expect(await all(other.streams())).toEqual([]);
    });

    test("finishes the writes that were begun before it closes", async () => {
      const store = await open();
      const writes = [store.append("orders", storedEvents(1, 100)), store.batch([{ put: "a", value: 1 }]), store.append("orders", storedEvents(101, 200))];
      await store.close();
      await Promise.all(writes);
      const again = await open(port.again(store));
      expect(await all(again.read("orders"))).toHaveLength(200);
      expect(await again.get("a")).toBe(1);
    });

    test("is closed at the end of its scope", async () => {
      const store = await open();
      await store[Symbol.asyncDispose]();
      await expect(store.get("a")).rejects.toThrow(StoreClosedError);
    });

    test("ends an iteration when it closes, also when it opens again", async () => {
      const store = await open();
      await store.append("orders", storedEvents(1, 3000));
      const iteration = store.read("orders")[Symbol.asyncIterator]();
      expect((await iteration.next()).value.sequence).toBe(1);
      await store.close();
      await store.open();
      await expect(iteration.next()).rejects.toThrow(StoreClosedError);
      expect((await iteration.next()).done).toBe(true);
    });

    test("ends an iteration by its signal, or when it is left", async () => {
      const store = await open();
      await store.append("orders", storedEvents(1, 3000));
      const controller = new AbortController();
      const reason = new Error("enough");
      const seen: number[] = [];
      const reading = (async () => {
        for await (const { sequence } of store.read("orders", { signal: controller.signal })) if (seen.push(sequence) === 5) controller.abort(reason);
      })();
      await expect(reading).rejects.toBe(reason);
      expect(seen).toEqual([1, 2, 3, 4, 5]);
      await expect(all(store.range({ from: "", to: "z", signal: controller.signal }))).rejects.toBe(reason);
      for await (const { sequence } of store.read("orders")) if (sequence === 3) break;
      expect(await store.append("orders", storedEvents(1, 1))).toEqual({ first: 3001, last: 3001 });
    });
  });
}
