import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ClassicLevel } from "classic-level";
import { StoreCorruptedError, StoreLockedError, StoreVersionError } from "eventdeck/store";
import { levelStore } from "eventdeck/store/level";
import { describe, expect, test } from "vitest";
import { FileBackend } from "../../src/store/file-backend.ts";
import { KeyedStore } from "../../src/store/keyed-store.ts";
import type { LevelDatabase } from "../../src/store/level-database.ts";
import { ids, storedEvents } from "../contract/stored-events.ts";
import { temporaryFolders } from "./temporary-folders.ts";

const folders = temporaryFolders();

async function filled(): Promise<string> {
  const location = folders.make();
  const store = levelStore({ location });
  await store.open();
  await store.append("orders", storedEvents(1, 3), { sync: true });
  await store.close();
  return location;
}

describe("the files of levelStore", () => {
  test("belong to one store at a time", async () => {
    const location = await filled();
    const [first, second] = [levelStore({ location }), levelStore({ location })];
    await first.open();
    const opening = second.open();
    await expect(opening).rejects.toThrow(StoreLockedError);
    await expect(opening).rejects.toThrow(/is open elsewhere.*close that first, or share its store/);
    expect(await ids(first.read("orders"))).toBe("1:e1 2:e2 3:e3");
    await first.close();
    await second.open();
    expect(await ids(second.read("orders"))).toBe("1:e1 2:e2 3:e3");
    await second.close();
  });

  test("tell where each of very many streams ends", async () => {
    const store = levelStore({ location: folders.make() });
    await store.open();
    const streams = Array.from({ length: 1100 }, (_, index) => `stream ${index}`);
    for (const stream of streams) await store.append(stream, storedEvents(1, 1));
    for (const stream of streams) expect(await store.append(stream, storedEvents(2, 2))).toEqual({ first: 2, last: 2 });
    await store.close();
  });

  test.each([
    ["an empty CURRENT", (location: string) => writeFileSync(join(location, "CURRENT"), "")],
    ["no manifest", (location: string) => rmSync(join(location, manifestOf(location)))],
    ["half a manifest", (location: string) => truncateSync(join(location, manifestOf(location)), 20)],
  ])("are said to be damaged: %s", async (_what, damage) => {
    const location = await filled();
    damage(location);
    const opening = levelStore({ location }).open();
    await expect(opening).rejects.toThrow(StoreCorruptedError);
    await expect(opening).rejects.toThrow(/is damaged .*restore it from a copy/);
  });

  test("that lost their middle say so when they are read", async () => {
    const location = folders.make();
    const store = levelStore({ location });
    await store.open();
    for (let n = 1; n <= 300; n++) await store.append("orders", storedEvents(n, n));
    await store.close();
    const log = join(
      location,
      readdirSync(location).find((file) => file.endsWith(".log"))!,
    );
    const bytes = readFileSync(log);
    bytes.fill(0xff, 40_000, 40_100);
    writeFileSync(log, bytes);
    await store.open();
    await expect(ids(store.read("orders"))).rejects.toThrow(StoreCorruptedError);
    await store.close();
  });

  test("of another program are left alone", async () => {
    const location = folders.make();
    const theirs = new ClassicLevel(location);
    await theirs.put("a", "1");
    await theirs.close();
    await expect(levelStore({ location }).open()).rejects.toThrow(StoreVersionError);
    await theirs.open();
    expect(await theirs.keys().all()).toEqual(["a"]);
    await theirs.close();
  });

  test("are made where they are to be, with the folders above", async () => {
    const location = join(folders.make(), "not", "there", "yet ü");
    const store = levelStore({ location });
    await store.open();
    await store.batch([{ put: "a", value: 1 }], { sync: true });
    await store.close();
    expect(readdirSync(location)).toContain("CURRENT");
  });

  test("that cannot be made are a clear error, and nothing is open", async () => {
    const file = join(folders.make(), "file");
    mkdirSync(dirname(file));
    writeFileSync(file, "");
    const store = levelStore({ location: join(file, "below") });
    await expect(store.open()).rejects.toMatchObject({ message: expect.stringContaining(`The store "${join(file, "below")}"`) });
    await expect(store.get("a")).rejects.toMatchObject({ code: "ERR_STORE_CLOSED" });
  });

  test("need a place", () => {
    expect(() => levelStore({ location: "" })).toThrow(TypeError);
  });
});

/** How LevelDB fails, for the test that runs. */
const failing: { write?: "before" | "after"; open?: boolean } = {};

/** A store on LevelDB that fails like that. */
function failingStore(): KeyedStore {
  const location = folders.make();
  failing.write = failing.open = undefined;
  const create = (): LevelDatabase => {
    const level = new ClassicLevel<string>(location, { keyEncoding: "utf8", valueEncoding: "utf8" });
    return {
      open: async () => {
        if (failing.open) throw new Error("IO error: LOCK: No space left on device");
        await level.open();
      },
      close: () => level.close(),
      get: (key) => level.get(key),
      getMany: (keys) => level.getMany(keys),
      batch: async (operations, options) => {
        if (failing.write === "before") throw new Error("IO error: 000003.log: No space left on device");
        await level.batch(operations, options);
        if (failing.write === "after") throw new Error("IO error: 000003.log: Input/output error");
      },
      iterator: (options) => level.iterator(options),
    };
  };
  return new KeyedStore(new FileBackend("test", create));
}

describe("a write to the files that failed", () => {
  test("leaves nothing, and the store goes on with its files opened anew", async () => {
    const store = failingStore();
    await store.open();
    await store.append("orders", storedEvents(1, 2000));
    const reading = store.read("orders")[Symbol.asyncIterator]();
    await reading.next();
    failing.write = "before";
    await expect(store.append("orders", storedEvents(2001, 2003), { sync: true })).rejects.toMatchObject({ code: "ERR_STORE_FULL" });
    failing.write = undefined;
    expect(await store.append("orders", storedEvents(2001, 2001))).toEqual({ first: 2001, last: 2001 });
    // What was being read goes on in the files as they are now, up to where it was to end.
    let read = 1;
    while (!(await reading.next()).done) read++;
    expect(read).toBe(2000);
    await store.close();
  });

  test("is taken for done when it is there all the same", async () => {
    const store = failingStore();
    await store.open();
    failing.write = "after";
    expect(await store.append("orders", storedEvents(1, 2), { sync: true })).toEqual({ first: 1, last: 2 });
    failing.write = undefined;
    expect(await ids(store.read("orders"))).toBe("1:e1 2:e2");
    await store.close();
  });

  test("is refused when the files cannot be opened either, which is tried again with the next operation", async () => {
    const store = failingStore();
    await store.open();
    await store.append("orders", storedEvents(1, 1));
    failing.write = "before";
    failing.open = true;
    await expect(store.append("orders", storedEvents(2, 2))).rejects.toMatchObject({ code: "ERR_STORE_FULL" });
    await expect(ids(store.read("orders"))).rejects.toMatchObject({ code: "ERR_STORE_FULL" });
    failing.open = failing.write = undefined;
    expect(await ids(store.read("orders"))).toBe("1:e1");
    expect(await store.append("orders", storedEvents(2, 2))).toEqual({ first: 2, last: 2 });
    await store.close();
  });
});

function manifestOf(location: string): string {
  return readdirSync(location).find((file) => file.startsWith("MANIFEST"))!;
}
