import { createBus, defineEvent, payload } from "eventdeck";
import { persistHistory, type Store } from "eventdeck/store";
import { levelStore } from "eventdeck/store/level";
import { afterEach, describe, expect, test } from "vitest";
import { all, ids, storedEvents } from "../contract/stored-events.ts";

const placed = defineEvent("order.placed", payload<number>(), { priority: "immediate" });

const opened: Store[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  for (const frame of document.querySelectorAll("iframe")) frame.remove();
});

async function open(location: string): Promise<Store> {
  const store = levelStore({ location });
  opened.push(store);
  await store.open();
  return store;
}

/** A page of its own, with a module of its own in it: what another tab is to IndexedDB. */
async function otherPage(): Promise<{ readonly levelStore: typeof levelStore }> {
  const frame = document.createElement("iframe");
  frame.srcdoc = `<script type="module">
    import { levelStore } from ${JSON.stringify(new URL("../../src/store/level-browser.ts", import.meta.url).href)};
    window.levelStore = levelStore;
    window.dispatchEvent(new Event("ready"));
  </script>`;
  document.body.append(frame);
  const page = frame.contentWindow!;
  if (!("levelStore" in page)) {
    await new Promise((resolve) => {
      frame.addEventListener("load", resolve, { once: true });
    });
  }
  return page as unknown as { readonly levelStore: typeof levelStore };
}

describe("levelStore in several pages of one origin", () => {
  test("gives every page sequences of its own, without gaps", async () => {
    const location = crypto.randomUUID();
    const pages = [await open(location), (await otherPage()).levelStore({ location }), (await otherPage()).levelStore({ location })];
    for (const page of pages) await page.open();
    opened.push(...pages.slice(1));
    const appended = await Promise.all(
      pages.flatMap((page, of) => Array.from({ length: 20 }, (_, n) => page.append("log", storedEvents(of * 100 + n, of * 100 + n)))),
    );
    expect(new Set(appended.map(({ last }) => last)).size).toBe(60);
    const read = await all(pages[0]!.read("log"));
    expect(read.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    // In the order in which each page appended.
    for (const of of [0, 1, 2]) {
      const own = read.map(({ event }) => Number(event.id.slice(1))).filter((n) => Math.floor(n / 100) === of);
      expect(own).toEqual(Array.from({ length: 20 }, (_, n) => of * 100 + n));
    }
    expect(await all(pages[1]!.streams())).toMatchObject([{ first: 1, last: 60 }]);
  });

  test("lets one page win that appends on a sequence, and one that updates a key", async () => {
    const location = crypto.randomUUID();
    const pages = [await open(location), (await otherPage()).levelStore({ location })];
    opened.push(pages[1]!);
    await pages[1]!.open();
    const outcomes = await Promise.allSettled(pages.map((page) => page.append("log", storedEvents(1, 1), { expectedSequence: 0 })));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const owners: number[] = [];
    const claim = (page: Store, me: number): Promise<void> =>
      page.update(["lease"], ([lease]) => {
        if (lease !== undefined) return [];
        owners.push(me);
        return [{ put: "lease", value: me }];
      });
    await Promise.all(pages.flatMap((page, me) => [claim(page, me), claim(page, me)]));
    expect(owners).toHaveLength(1);
    expect(await pages[1]!.get("lease")).toBe(owners[0]);
  });

  test("truncates in two pages at once, and counts the bytes right", async () => {
    const location = crypto.randomUUID();
    const pages = [await open(location), (await otherPage()).levelStore({ location })];
    opened.push(pages[1]!);
    await pages[1]!.open();
    await pages[0]!.append("log", storedEvents(1, 1200));
    await Promise.all(pages.map((page) => page.truncate("log", { before: 1201 })));
    expect(await all(pages[0]!.streams())).toEqual([{ stream: "log", first: 1201, last: 1200, bytes: 0 }]);
  });

  test("keeps a history over a reload of the page", async () => {
    const location = crypto.randomUUID();
    const page = (await otherPage()).levelStore({ location });
    await page.open();
    const before = createBus({ events: [placed] });
    const persistence = persistHistory(before, page);
    for (let n = 1; n <= 5; n++) before.emit(placed(n));
    await persistence.flush();
    // No goodbye: the page is gone.
    for (const frame of document.querySelectorAll("iframe")) frame.remove();
    await before.close();

    const bus = createBus({ events: [placed] });
    const store = await open(location);
    expect(await persistHistory(bus, store).load()).toEqual({ added: 5, skipped: 0 });
    expect([...bus.history].map(({ event }) => event.payload)).toEqual([1, 2, 3, 4, 5]);
    expect((await ids(store.read("history"))).split(" ")).toHaveLength(5);
    await bus.close();
  });
});
