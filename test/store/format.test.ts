import { StoreCorruptedError, StoreVersionError } from "eventdeck/store";
import { describe, expect, test } from "vitest";
import { all, ids, storedEvents } from "../contract/stored-events.ts";
import { diskFull, type FailingStore, failingStore } from "./failing-backend.ts";

/** Lifts version 1 of this test's format to 2: keys are written in capitals. */
const capitals: Parameters<typeof failingStore>[0] = [
  async (backend) => {
    const writes: (readonly [string, string | undefined])[] = [];
    for await (const rows of backend.pages({ from: "k", to: "l", limit: Infinity, reverse: false })) {
      for (const [key, text] of rows) writes.push([key, undefined], [`k${key.slice(1).toUpperCase()}`, text]);
    }
    return writes;
  },
];
const everything = { from: "", to: "\u{10ffff}" };

async function written(failing: FailingStore): Promise<void> {
  await failing.store.open();
  await failing.store.batch([
    { put: "a", value: 1 },
    { put: "b", value: 2 },
  ]);
  await failing.store.close();
}

describe("the format of a store", () => {
  test("is written down on first opening", async () => {
    const failing = failingStore();
    await failing.store.open();
    expect(await failing.rows()).toEqual(["f"]);
    await failing.store.close();
    await failing.store.open();
    expect(await failing.rows()).toEqual(["f"]);
  });

  test("that is newer is refused with the cure, and nothing is touched", async () => {
    const failing = failingStore();
    await written(failing);
    await failing.damage("f", '{"version":2}');
    const before = await failing.rows();
    const opening = failing.store.open();
    await expect(opening).rejects.toThrow(StoreVersionError);
    await expect(opening).rejects.toThrow(/version 2 .* up to 1.* update eventdeck/);
    expect(await failing.rows()).toEqual(before);
    await expect(failing.store.get("a")).rejects.toMatchObject({ code: "ERR_STORE_CLOSED" });
  });

  test("of something else is refused, and nothing is touched", async () => {
    const failing = failingStore();
    await failing.damage("k", "somebody's");
    await expect(failing.store.open()).rejects.toThrow(/did not write.*choose another location/);
    expect(await failing.rows()).toEqual(["k"]);
  });

  test("that cannot be read is refused", async () => {
    const failing = failingStore();
    await failing.damage("f", "2");
    await expect(failing.store.open()).rejects.toThrow(StoreCorruptedError);
  });

  test("that is older is lifted when the store is opened, once", async () => {
    const failing = failingStore(capitals);
    await written(failing);
    // As the version before this one left it.
    await failing.damage("f", '{"version":1}');
    await failing.damage("kA", undefined);
    await failing.damage("kB", undefined);
    await failing.damage("ka", "=1");
    await failing.damage("kb", "=2");
    await failing.store.open();
    expect(await all(failing.store.range(everything))).toEqual([
      ["A", 1],
      ["B", 2],
    ]);
    await failing.store.close();
    await failing.store.batch([]).catch(() => {});
    await failing.damage("kc", "=3");
    await failing.store.open();
    expect(await failing.store.get("c")).toBe(3);
  });

  test("stays as it is when lifting it fails, and is lifted the next time", async () => {
    const failing = failingStore(capitals);
    await failing.damage("f", '{"version":1}');
    await failing.damage("ka", "=1");
    failing.failure = diskFull();
    await expect(failing.store.open()).rejects.toMatchObject({ code: "ERR_STORE_FULL" });
    expect(await failing.rows()).toEqual(["f", "ka"]);
    failing.failure = undefined;
    await failing.store.open();
    expect(await all(failing.store.range(everything))).toEqual([["A", 1]]);
  });
});

describe("a row that cannot be read", () => {
  test("is named, and the others are read", async () => {
    const failing = failingStore();
    const { store } = failing;
    await store.open();
    await store.append("orders", storedEvents(1, 4));
    const [, second, , fourth] = (await failing.rows()).filter((key) => key.startsWith("e"));
    await failing.damage(second!, '{"specversion":"1.0"}');
    const reading = ids(store.read("orders"));
    await expect(reading).rejects.toThrow(StoreCorruptedError);
    await expect(reading).rejects.toMatchObject({ stream: "orders", sequence: 2, code: "ERR_STORE_CORRUPTED" });
    await expect(reading).rejects.toThrow(/Event 2 of stream "orders" cannot be read.*read on from 3/);
    expect(await ids(store.read("orders", { from: 3 }))).toBe("3:e3 4:e4");
    expect(await ids(store.read("orders", { to: 1 }))).toBe("1:e1");
    await failing.damage(fourth!, undefined);
    await expect(ids(store.read("orders", { from: 3 }))).rejects.toMatchObject({ sequence: 4, message: expect.stringContaining("not there") });
    await expect(ids(store.read("orders", { from: 3, reverse: true }))).rejects.toMatchObject({ sequence: 4 });
    expect(await ids(store.read("orders", { from: 3, reverse: true, to: 3 }))).toBe("3:e3");
    await store.truncate("orders", { before: 5 });
    expect(await store.append("orders", storedEvents(5, 5))).toEqual({ first: 5, last: 5 });
    expect(await ids(store.read("orders"))).toBe("5:e5");
  });

  test("is named by its key when it is a value", async () => {
    const failing = failingStore();
    const { store } = failing;
    await store.open();
    await store.batch([
      { put: "a", value: 1 },
      { put: "b", value: new Map() },
      { put: "c", value: 3 },
    ]);
    await failing.damage("kb", "=[1");
    await expect(store.get("b")).rejects.toMatchObject({ key: "b", code: "ERR_STORE_CORRUPTED" });
    await expect(all(store.range(everything))).rejects.toThrow(/"b" cannot be read/);
    await expect(store.update(["b"], () => [{ del: "a" }])).rejects.toThrow(StoreCorruptedError);
    expect(await all(store.range({ from: "b\0", to: "z" }))).toEqual([["c", 3]]);
    await store.batch([{ put: "b", value: 2 }]);
    expect(await store.get("b")).toBe(2);
  });

  test("that knows where a stream ends stops that stream, and no other", async () => {
    const failing = failingStore();
    const { store } = failing;
    await store.open();
    await store.append("a", storedEvents(1, 1));
    await store.append("b", storedEvents(1, 1));
    await failing.damage("ma", '{"first":1}');
    await expect(store.append("a", storedEvents(2, 2))).rejects.toMatchObject({ stream: "a", code: "ERR_STORE_CORRUPTED" });
    await expect(all(store.read("a"))).rejects.toThrow(/stream "a", which knows where it ends/);
    expect(await store.append("b", storedEvents(2, 2))).toEqual({ first: 2, last: 2 });
  });
});

describe("a store without room", () => {
  test("writes nothing of what it refuses, keeps what it has, and takes more once there is room", async () => {
    const failing = failingStore();
    const { store } = failing;
    await store.open();
    await store.append("orders", storedEvents(1, 2), { sync: true });
    await store.batch([{ put: "a", value: 1 }]);
    const before = await failing.rows();
    failing.failure = diskFull();
    await expect(store.append("orders", storedEvents(3, 9))).rejects.toMatchObject({ code: "ERR_STORE_FULL" });
    await expect(
      store.batch([
        { put: "a", value: 2 },
        { put: "b", value: 2 },
      ]),
    ).rejects.toMatchObject({ code: "ERR_STORE_FULL" });
    await expect(store.truncate("orders", { before: 2 })).rejects.toMatchObject({ code: "ERR_STORE_FULL" });
    expect(await failing.rows()).toEqual(before);
    expect(await ids(store.read("orders"))).toBe("1:e1 2:e2");
    expect(await store.health()).toMatchObject({ status: "degraded", checks: { writes: { detail: expect.stringContaining("no room") } } });
    failing.failure = undefined;
    expect(await store.append("orders", storedEvents(3, 3), { expectedSequence: 2 })).toEqual({ first: 3, last: 3 });
    expect((await store.health()).status).toBe("healthy");
  });

  test("says what failed beneath it when that is something else", async () => {
    const failing = failingStore();
    await failing.store.open();
    const failure = new Error("the controller has left");
    failing.failure = failure;
    const writing = failing.store.batch([{ put: "a", value: 1 }]);
    await expect(writing).rejects.toMatchObject({ code: "ERR_STORE_FAILED", cause: failure, message: expect.stringContaining("the controller has left") });
    expect(await failing.store.health()).toMatchObject({ status: "unhealthy" });
  });
});
