import { levelStore } from "eventdeck/store/level";
import { afterEach, expect, test } from "vitest";
import { ids, storedEvents } from "../contract/stored-events.ts";

const { put } = IDBObjectStore.prototype;
afterEach(() => {
  IDBObjectStore.prototype.put = put;
});

/** From the second row of a transaction on, as when the browser finds no room: it aborts the transaction, and names the reason. */
function fillQuota(): void {
  let rows = 0;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...row: [unknown, IDBValidKey?]) {
    const request = put.apply(this, row);
    if (++rows === 2) {
      Object.defineProperty(this.transaction, "error", { value: new DOMException("the quota has been exceeded", "QuotaExceededError") });
      this.transaction.abort();
    }
    return request;
  };
}

test("levelStore in a browser says what a full quota refuses, writes nothing of it, and goes on", async () => {
  const store = levelStore({ location: crypto.randomUUID() });
  await store.open();
  await store.append("log", storedEvents(1, 1));
  fillQuota();
  const refused = store.append("log", storedEvents(2, 9));
  await expect(refused).rejects.toMatchObject({ code: "ERR_STORE_FULL", message: expect.stringContaining("no room") });
  IDBObjectStore.prototype.put = put;
  expect(await ids(store.read("log"))).toBe("1:e1");
  expect(await store.health()).toMatchObject({ status: "degraded" });
  expect(await store.append("log", storedEvents(2, 2))).toEqual({ first: 2, last: 2 });
  expect((await store.health()).checks).toMatchObject({ writes: { status: "healthy" }, room: { status: "healthy" } });
  await store.close();
});
