import { microtasks } from "eventdeck/testing";
import { describe, expect, it } from "vitest";
import { openBus } from "../scheduling/virtual-bus.ts";
import { draft, emitSome } from "./deck.ts";

function watched(options: Parameters<typeof openBus>[0] = {}) {
  const opened = openBus(options);
  const changes: unknown[] = [];
  const subscription = opened.bus.history.changes$.subscribe((change) => changes.push(change));
  return { ...opened, changes, subscription };
}

describe("changes$", () => {
  it("tells once of all that changed in a turn", async () => {
    const { bus, changes } = watched({ history: { maxEvents: 3 } });
    emitSome(bus, 5);
    expect(changes).toEqual([]);
    await microtasks();
    expect(changes).toEqual([{ added: 5, evicted: 2 }]);
    emitSome(bus, 1);
    await microtasks();
    expect(changes).toEqual([
      { added: 5, evicted: 2 },
      { added: 1, evicted: 1 },
    ]);
  });
  it("says nothing when nothing changes", async () => {
    const { bus, changes } = watched();
    bus.history.query("");
    await microtasks();
    expect(changes).toEqual([]);
  });
  it("tells of clearing as of evictions, which `evicted` does not count", async () => {
    const { bus, changes } = watched();
    emitSome(bus, 3);
    await microtasks();
    bus.history.clear();
    await microtasks();
    expect(changes.at(-1)).toEqual({ added: 0, evicted: 3 });
    expect(bus.history.evicted).toBe(0);
  });
  it("tells of what grew too old when somebody looks", async () => {
    const { bus, clock, changes } = watched({ history: { maxAgeMs: 10 } });
    emitSome(bus, 2);
    await microtasks();
    clock.spend(11);
    expect(bus.history.size).toBe(0);
    await microtasks();
    expect(changes.at(-1)).toEqual({ added: 0, evicted: 2 });
  });
  it("tells of an import as one change", async () => {
    const { bus, changes } = watched();
    const { bus: other } = openBus();
    emitSome(other, 20);
    await bus.history.import(other.history.export());
    await microtasks();
    expect(changes).toEqual([{ added: 20, evicted: 0 }]);
  });
  it("tells of undelivered attempts too", async () => {
    const { bus, changes } = watched();
    bus.emit(draft("t"), { signal: AbortSignal.abort() });
    await microtasks();
    expect(changes).toEqual([{ added: 0, evicted: 0 }]);
  });
  it("counts from subscribing on", async () => {
    const { bus } = openBus();
    emitSome(bus, 5);
    const changes: unknown[] = [];
    bus.history.changes$.subscribe((change) => changes.push(change));
    emitSome(bus, 2);
    await microtasks();
    expect(changes).toEqual([{ added: 2, evicted: 0 }]);
  });
  it("lets a watcher that changes the history know in another turn", async () => {
    const { bus } = openBus();
    const changes: unknown[] = [];
    bus.history.changes$.subscribe((change) => {
      changes.push(change);
      if (changes.length < 3) emitSome(bus, 1);
    });
    emitSome(bus, 2);
    await microtasks();
    expect(changes).toEqual([
      { added: 2, evicted: 0 },
      { added: 1, evicted: 0 },
      { added: 1, evicted: 0 },
    ]);
  });
  it("ends with the bus", async () => {
    const { bus } = openBus();
    let completed = false;
    bus.history.changes$.subscribe({ complete: () => (completed = true) });
    await bus.close();
    expect(completed).toBe(true);
  });
});
