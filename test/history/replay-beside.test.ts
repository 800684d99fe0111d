import { BusClosedError } from "eventdeck";
import { describe, expect, it } from "vitest";
import { openBus, watch } from "../scheduling/virtual-bus.ts";
import { draft, emitSome, hearReplays, payloadsOf, statesOf } from "./deck.ts";

describe("a replay beside live events", () => {
  it("goes on while the bus is paused", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 2);
    const { heard } = hearReplays(bus);
    bus.pause();
    bus.emit({ type: "waits", input: 1 });
    const run = bus.history.replay({ speed: "max" });
    await clock.advance();
    await run.done;
    expect(heard).toEqual(["1 t", "2 t"]);
    expect(bus.metrics().lanes.normal.depth).toBe(1);
  });
  it("does not play what is recorded after it began", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 2);
    const { heard } = hearReplays(bus);
    const run = bus.history.replay({ speed: "max" });
    emitSome(bus, 2, "live");
    await clock.advance();
    emitSome(bus, 1, "live");
    await clock.advance();
    expect(heard).toEqual(["1 t", "2 t"]);
    expect(run.state.total).toBe(2);
    expect(bus.history.query("type:live")).toHaveLength(3);
  });
  it("delivers each event to everybody before the next, live or not", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 2);
    const order: string[] = [];
    const note = (name: string) => (event: { readonly payload: unknown; readonly replay?: object }) =>
      order.push(`${name} ${event.replay ? "replayed" : "live"} ${String(event.payload)}`);
    bus.subscribe("t", note("first"));
    bus.subscribe("t", ({ replay }) => void (replay?.position === 1 && queueMicrotask(() => bus.emit(draft("t", "x")))));
    bus.subscribe("t", note("second"));
    bus.history.replay({ speed: "max" });
    await clock.advance();
    expect(order).toEqual(["first replayed 1", "second replayed 1", "first replayed 2", "second replayed 2", "first live x", "second live x"]);
  });
  it("plays events that were evicted or cleared meanwhile", async () => {
    const { bus, clock } = openBus({ history: { maxEvents: 3 } });
    emitSome(bus, 3);
    const heard: unknown[] = [];
    bus.subscribe("t", ({ replay, payload }) => void (replay && heard.push(payload)));
    const run = bus.history.replay({ paused: true });
    await run.step();
    emitSome(bus, 3, "newer");
    await run.step();
    bus.history.clear();
    run.play();
    await clock.advance(1000);
    expect(heard).toEqual([1, 2, 3]);
    expect(payloadsOf(bus.history)).toEqual([]);
  });
  it("goes on when handlers fail; their failures are heard once", async () => {
    const { bus, clock, failures } = openBus();
    emitSome(bus, 3);
    bus.subscribe("t", ({ payload }) => {
      if (payload === 2) throw new Error("no");
    });
    bus.subscribe("t", ({ payload }) => (payload === 3 ? Promise.reject(new Error("no")) : undefined));
    const { heard } = hearReplays(bus);
    const run = bus.history.replay({ speed: "max" });
    await clock.advance();
    await run.done;
    expect(heard).toHaveLength(3);
    expect(failures.map(({ event }) => [event.payload, event.replay?.run])).toEqual([
      [2, run.run],
      [3, run.run],
    ]);
    expect(bus.history.query("is:failed")).toEqual([]);
  });
});

describe("a replay of very many events", () => {
  it('does not block the host at speed "max"', async () => {
    const { bus, clock } = openBus({ history: { maxEvents: 100_000, maxBytes: Infinity } });
    for (let n = 0; n < 100_000; n++) bus.emit(draft("t", n));
    let handled = 0;
    let longest = 0;
    let sliceBeganAt = 0;
    bus.subscribe("t", () => {
      clock.spend(0.01);
      handled++;
      longest = Math.max(longest, clock.monotonic() - sliceBeganAt);
    });
    const run = bus.history.replay({ speed: "max" });
    const states = statesOf(run);
    let turns = 0;
    while (run.state.status === "playing") {
      sliceBeganAt = clock.monotonic();
      await clock.turn();
      turns++;
    }
    await run.done;
    expect(handled).toBe(100_000);
    expect(longest).toBeLessThan(6);
    expect(turns).toBeGreaterThan(100);
    expect(states.length).toBeLessThan(turns + 3);
  });
});

describe("closing the bus", () => {
  it("stops every replay, those that are paused too", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 3);
    const { heard } = hearReplays(bus);
    const runs = [bus.history.replay(), bus.history.replay({ paused: true }), bus.history.replay({ loop: true })];
    const completions = runs.map((run) => watch(new Promise<void>((resolve) => void run.state$.subscribe({ complete: resolve }))));
    await bus.close();
    await clock.advance(1000);
    await Promise.all(runs.map(({ done }) => done));
    expect(runs.map(({ state }) => state.status)).toEqual(["stopped", "stopped", "stopped"]);
    expect(completions.map(({ state }) => state)).toEqual(["resolved", "resolved", "resolved"]);
    expect(heard).toEqual([]);
    expect(clock.scheduled).toBe(0);
  });
  it("lets no replay begin any more, nor a finished one begin again", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 2);
    const { heard } = hearReplays(bus);
    const [played, sought] = [bus.history.replay({ speed: "max" }), bus.history.replay({ speed: "max" })];
    await clock.advance();
    await bus.close();
    expect(() => bus.history.replay()).toThrow(BusClosedError);
    played.play();
    sought.seek(1);
    sought.play();
    await clock.advance(1000);
    expect(heard).toHaveLength(4);
    expect([played.state.status, sought.state.status]).toEqual(["stopped", "stopped"]);
  });
  it("waits for the handlers of a replay that it stops", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 1);
    let finish!: () => void;
    const settled = new Promise<void>((resolve) => (finish = resolve));
    bus.subscribe("t", ({ replay }) => (replay ? settled : undefined));
    bus.history.replay();
    await clock.advance();
    const closed = watch(bus.close());
    await clock.advance();
    expect(closed.state).toBe("pending");
    finish();
    await clock.advance();
    expect(closed.state).toBe("resolved");
  });
});
