import { SequenceConflictError, StoreValueError } from "eventdeck/store";
import { describe, expect, test } from "vitest";
import type { Open } from "./store-port.ts";
import { all, ids, storedEvent, storedEvents } from "./stored-events.ts";

export function storeStreamContract(open: Open): void {
  describe("a stream", () => {
    test("numbers its events from 1 on", async () => {
      const store = await open();
      expect(await store.append("orders", storedEvents(1, 2))).toEqual({ first: 1, last: 2 });
      expect(await store.append("orders", storedEvents(3, 3), { sync: true })).toEqual({ first: 3, last: 3 });
      expect(await store.append("orders", [])).toEqual({ first: 4, last: 3 });
      expect(await store.append("others", storedEvents(9, 9))).toEqual({ first: 1, last: 1 });
      expect(await ids(store.read("orders"))).toBe("1:e1 2:e2 3:e3");
      expect(await ids(store.read("nobody's"))).toBe("");
    });

    test("gives events back frozen, with everything but who acted", async () => {
      const store = await open();
      const payload = { at: new Date(5), lines: new Map([[1n, undefined]]), bytes: new Uint8Array([7]) };
      const event = {
        ...storedEvent("e1", payload),
        actor: { userId: "ann" },
        partitionKey: "p",
        expiresAt: 5,
        version: 3,
        causationId: "c",
        persistent: false,
      };
      await store.append("orders", [event]);
      const [read] = await all(store.read("orders"));
      expect(read!.event).toEqual({ ...event, actor: undefined });
      expect(Object.isFrozen(read!.event)).toBe(true);
      expect(Object.isFrozen(read!.event.headers)).toBe(true);
    });

    test("is read from, to, backwards and so many", async () => {
      const store = await open();
      await store.append("orders", storedEvents(1, 5));
      expect(await ids(store.read("orders", { from: 2, to: 4 }))).toBe("2:e2 3:e3 4:e4");
      expect(await ids(store.read("orders", { from: 4 }))).toBe("4:e4 5:e5");
      expect(await ids(store.read("orders", { reverse: true, limit: 2 }))).toBe("5:e5 4:e4");
      expect(await ids(store.read("orders", { reverse: true, to: 2 }))).toBe("2:e2 1:e1");
      expect(await ids(store.read("orders", { limit: 0 }))).toBe("");
      expect(await ids(store.read("orders", { from: 6 }))).toBe("");
      await expect(all(store.read("orders", { from: -1 }))).rejects.toThrow(RangeError);
    });

    test("refuses what was decided on an older sequence", async () => {
      const store = await open();
      await store.append("orders", storedEvents(1, 1), { expectedSequence: 0 });
      const refused = store.append("orders", storedEvents(2, 3), { expectedSequence: 0 });
      await expect(refused).rejects.toThrow(SequenceConflictError);
      await expect(refused).rejects.toMatchObject({ code: "ERR_SEQUENCE_CONFLICT", stream: "orders", expected: 0, actual: 1 });
      await expect(store.append("orders", [], { expectedSequence: 7 })).rejects.toThrow(SequenceConflictError);
      expect(await ids(store.read("orders"))).toBe("1:e1");
      expect((await store.health()).status).toBe("healthy");
      expect(await store.append("orders", storedEvents(2, 2), { expectedSequence: 1 })).toEqual({ first: 2, last: 2 });
    });

    test("lets one of those win who append on the same sequence at once", async () => {
      const store = await open();
      const outcomes = await Promise.allSettled(storedEvents(1, 10).map((event) => store.append("orders", [event], { expectedSequence: 0 })));
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await all(store.read("orders"))).toHaveLength(1);
    });

    test("leaves no gap and uses no sequence twice when many append at once", async () => {
      const store = await open();
      const appended = await Promise.all(
        Array.from({ length: 30 }, (_, index) => store.append("orders", storedEvents(index * 10 + 1, index * 10 + 1 + (index % 3)))),
      );
      const read = await all(store.read("orders"));
      expect(read.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
      for (const [index, { first }] of appended.entries()) expect(read[first - 1]!.event.id).toBe(`e${index * 10 + 1}`);
    });

    test("refuses an event without a CloudEvents form, and the others with it", async () => {
      const store = await open();
      await expect(store.append("orders", [storedEvent("e1"), { ...storedEvent("e2"), time: Number.NaN }])).rejects.toMatchObject({
        code: "ERR_SESSION_FORMAT",
      });
      expect(await ids(store.read("orders"))).toBe("");
    });

    test("keeps apart from streams of similar names, and from keys", async () => {
      const store = await open();
      const names = ["", "a", "a\0", "a\0\0", "a\0\u0001", "ab", "é", "\uffee", "\u{1f600}"];
      for (const name of names.toReversed()) await store.append(name, [storedEvent(`in ${name}`)]);
      await store.batch([{ put: "a", value: 1 }]);
      for (const name of names) expect(await ids(store.read(name))).toBe(`1:in ${name}`);
      expect((await all(store.streams())).map(({ stream }) => stream)).toEqual(names);
      expect(await all(store.range({ from: "", to: "\u{10ffff}" }))).toEqual([["a", 1]]);
      await expect(store.append("\ud800", [])).rejects.toThrow(StoreValueError);
    });

    test("loses what is truncated, and reuses none of its sequences", async () => {
      const store = await open();
      await store.append("orders", storedEvents(1, 5));
      await store.truncate("orders", { before: 3 });
      expect(await ids(store.read("orders"))).toBe("3:e3 4:e4 5:e5");
      expect(await ids(store.read("orders", { from: 1, limit: 1 }))).toBe("3:e3");
      await store.truncate("orders", { before: 2 });
      expect(await ids(store.read("orders", { reverse: true }))).toBe("5:e5 4:e4 3:e3");
      await store.truncate("orders", { before: 100 });
      expect(await ids(store.read("orders"))).toBe("");
      expect(await all(store.streams())).toEqual([{ stream: "orders", first: 6, last: 5, bytes: 0 }]);
      expect(await store.append("orders", storedEvents(6, 6), { expectedSequence: 5 })).toEqual({ first: 6, last: 6 });
      await store.truncate("never there", { before: 5 });
      expect(await all(store.streams())).toHaveLength(1);
    });

    test("says how many bytes it holds, also after a long truncation", async () => {
      const store = await open();
      await store.append("one", [storedEvent("e1", { text: "é\u{1f600}" })]);
      const [{ bytes } = { bytes: 0 }] = await all(store.streams());
      expect(bytes).toBeGreaterThan(200);
      await store.append("one", [storedEvent("e1", { text: "é\u{1f600}é\u{1f600}" })]);
      expect((await all(store.streams()))[0]!.bytes).toBe(bytes * 2 + 6);
      await store.append("many", storedEvents(1, 1700));
      await store.append("many", [storedEvent("e1", { text: "é\u{1f600}" })]);
      await store.truncate("many", { before: 1701 });
      expect((await all(store.streams()))[0]).toEqual({ stream: "many", first: 1701, last: 1701, bytes });
    });

    test("can be read while it is truncated and appended to", async () => {
      const store = await open();
      await store.append("orders", storedEvents(1, 3000));
      const seen: number[] = [];
      for await (const { sequence } of store.read("orders")) {
        if (seen.push(sequence) === 10) {
          await store.truncate("orders", { before: 2900 });
          await store.append("orders", storedEvents(1, 5));
        }
      }
      expect(seen.at(-1)).toBe(3000);
      expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => a - b));
    });
  });
}
