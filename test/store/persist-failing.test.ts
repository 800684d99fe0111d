import { createBus, defineEvent, type HandlerFailure, payload } from "eventdeck";
import { persistHistory } from "eventdeck/store";
import { VirtualClock } from "eventdeck/testing";
import { describe, expect, test } from "vitest";
import { all } from "../contract/stored-events.ts";
import { diskFull, failingStore } from "./failing-backend.ts";

const placed = defineEvent("order.placed", payload<number>(), { priority: "immediate" });

async function persisting(options: Parameters<typeof persistHistory>[2] = {}) {
  const clock = new VirtualClock();
  const failures: HandlerFailure[] = [];
  const bus = createBus({ events: [placed], clock, onError: (failure) => failures.push(failure) });
  const failing = failingStore();
  await failing.store.open();
  const persistence = persistHistory(bus, failing.store, options);
  const stored = async (): Promise<unknown[]> => (await all(failing.store.read("history"))).map(({ event }) => event.payload);
  return { clock, failures, bus, failing, persistence, stored };
}

describe("persistHistory on a store that fails", () => {
  test("loses nothing while the disk is full, says so once, and goes on when there is room", async () => {
    const { clock, failures, bus, failing, persistence, stored } = await persisting();
    failing.failure = diskFull();
    for (let n = 1; n <= 3; n++) {
      bus.emit(placed(n));
      await clock.advance(20_000);
    }
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({ by: "persistHistory", event: { payload: 1 }, error: { code: "ERR_STORE_FULL" } });
    expect(persistence.health()).toMatchObject({ status: "unhealthy", checks: { store: { detail: expect.stringContaining("no room") } } });
    expect(persistence.stats).toEqual({ stored: 0, waiting: 3, dropped: 0 });
    await expect(persistence.flush()).rejects.toMatchObject({ code: "ERR_STORE_FULL" });
    failing.failure = undefined;
    await clock.advance(30_000);
    expect(await stored()).toEqual([1, 2, 3]);
    expect(persistence.health().status).toBe("healthy");
    failing.failure = diskFull();
    bus.emit(placed(4));
    await clock.advance(100);
    expect(failures).toHaveLength(2);
    failing.failure = undefined;
    await persistence.close();
    expect(await stored()).toEqual([1, 2, 3, 4]);
    await bus.close();
  });

  test("waits longer from one attempt to the next, up to half a minute", async () => {
    const { clock, bus, failing, persistence } = await persisting();
    let attempts = 0;
    Object.defineProperty(failing, "failure", { get: () => (attempts++, new Error("broken")) });
    bus.emit(placed(1));
    await clock.advance(100);
    const after: number[] = [];
    for (const ms of [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]) {
      await clock.advance(ms - 1);
      const before = attempts;
      await clock.advance(1);
      after.push(attempts - before);
    }
    // Each attempt looks twice: whether there is a failure, and which.
    expect(after).toEqual([2, 2, 2, 2, 2, 2, 2]);
    await expect(persistence.close()).rejects.toMatchObject({ code: "ERR_STORE_FAILED" });
    expect(persistence.stats).toEqual({ stored: 0, waiting: 0, dropped: 1 });
    await bus.close();
    expect(clock.scheduled).toBe(0);
  });

  test("holds no more in memory than it was told, and drops the oldest, counted", async () => {
    const { clock, failures, bus, failing, persistence, stored } = await persisting({ maxWaiting: 5 });
    failing.failure = diskFull();
    for (let n = 1; n <= 20; n++) {
      bus.emit(placed(n));
      await clock.advance(10);
    }
    expect(persistence.stats).toEqual({ stored: 0, waiting: 5, dropped: 15 });
    expect(failures.map(({ error }) => (error as { code: string }).code)).toEqual(["ERR_STORE_BACKLOG", "ERR_STORE_FULL"]);
    expect(persistence.health().checks).toMatchObject({ waiting: { status: "degraded" }, dropped: { status: "degraded" } });
    failing.failure = undefined;
    await persistence.close();
    expect(await stored()).toEqual([16, 17, 18, 19, 20]);
    await bus.close();
  });

  test("takes one event without a CloudEvents form for lost, and stores those around it", async () => {
    const { failures, bus, persistence, stored } = await persisting();
    bus.emit(placed(1));
    bus.emit(placed(2, { time: -1e14 }));
    bus.emit(placed(3));
    await persistence.close();
    expect(await stored()).toEqual([1, 3]);
    expect(persistence.stats).toEqual({ stored: 2, waiting: 0, dropped: 1 });
    expect(failures).toMatchObject([{ event: { payload: 2 }, error: { code: "ERR_SESSION_FORMAT" } }]);
    await bus.close();
  });

  test("passes over stored events that cannot be read", async () => {
    const { bus, failing, persistence } = await persisting();
    for (let n = 1; n <= 5; n++) bus.emit(placed(n));
    await persistence.close();
    const [second] = (await failing.rows()).filter((key) => key.endsWith("0002"));
    await failing.damage(second!, '{"half');
    const [fourth] = (await failing.rows()).filter((key) => key.endsWith("0004"));
    await failing.damage(fourth!, undefined);
    const again = createBus({ events: [placed] });
    const loaded = await persistHistory(again, failing.store).load();
    expect(loaded).toMatchObject({ added: 3, skipped: 2, error: { code: "ERR_STORE_CORRUPTED", sequence: 4 } });
    expect([...again.history].map(({ event }) => event.payload)).toEqual([1, 3, 5]);
    await Promise.all([bus.close(), again.close()]);
  });
});
