import type { ReplayState } from "eventdeck";
import { microtasks } from "eventdeck/testing";
import { describe, expect, it } from "vitest";
import { gate, openBus } from "../scheduling/virtual-bus.ts";
import { draft, emitSome, statesOf } from "./deck.ts";

function recorded(count = 3) {
  const opened = openBus();
  for (let n = 1; n <= count; n++) {
    opened.bus.emit(draft("t", n));
    opened.clock.spend(10);
  }
  return opened;
}
function short({ status, position, emitted }: ReplayState): string {
  return `${status} ${position} ${emitted}`;
}

describe("a replay's state", () => {
  it("is told on subscribing and whenever it changes", async () => {
    const { bus, clock } = recorded();
    const run = bus.history.replay();
    const states = statesOf(run);
    expect(states).toEqual([{ status: "playing", position: 1, emitted: 0, suppressed: 0, total: 3, speed: 1 }]);
    await clock.advance(1000);
    expect(states.map(short)).toEqual(["playing 1 0", "playing 1 1", "playing 2 2", "finished 3 3"]);
    expect(states.at(-1)).toEqual(run.state);
  });
  it("follows every control", async () => {
    const { bus } = recorded();
    const run = bus.history.replay({ paused: true });
    const states = statesOf(run);
    await run.step();
    run.seek(3);
    run.setSpeed("max");
    run.play();
    run.pause();
    run.stop();
    expect(states.map(short)).toEqual(["paused 1 0", "paused 1 1", "paused 3 1", "paused 3 1", "playing 3 1", "paused 3 1", "stopped 3 1"]);
    expect(states.map(({ speed }) => speed)).toEqual([1, 1, 1, "max", "max", "max", "max"]);
  });
  it("is told once a slice, not once an event", async () => {
    const { bus, clock } = recorded(500);
    const states = statesOf(bus.history.replay({ speed: "max" }));
    await clock.advance();
    expect(states.map(short)).toEqual(["playing 1 0", "finished 500 500"]);
  });
  it("is never told twice over", async () => {
    const { bus, clock } = recorded();
    const run = bus.history.replay();
    const states = statesOf(run);
    run.setSpeed(1);
    run.seek(1);
    await clock.advance(1000);
    expect(states.map((state, index) => JSON.stringify(state) === JSON.stringify(states[index + 1])).filter(Boolean)).toEqual([]);
  });
  it("counts what is emitted over all rounds and seeks", async () => {
    const { bus, clock } = recorded();
    const run = bus.history.replay({ speed: "max" });
    await clock.advance();
    run.seek(2);
    run.play();
    await clock.advance();
    expect(run.state).toMatchObject({ emitted: 5, total: 3, position: 3 });
  });
  it("streams end with stop", () => {
    const { bus } = recorded();
    const run = bus.history.replay();
    let completed = false;
    run.state$.subscribe({ complete: () => (completed = true) });
    run.stop();
    expect(completed).toBe(true);
  });
});

describe("done", () => {
  it("waits for the last handlers to settle", async () => {
    const { bus, clock } = recorded();
    const { open, opened } = gate();
    bus.subscribe("t", ({ payload }) => (payload === 3 ? opened : undefined));
    const run = bus.history.replay({ speed: "max" });
    let done = false;
    void run.done.then(() => (done = true));
    await clock.advance(1000);
    expect([done, run.state.status, run.state.emitted]).toEqual([false, "playing", 3]);
    open();
    await microtasks();
    expect([done, run.state.status]).toEqual([true, "finished"]);
  });
  it("does not wait for handlers of a replay that was stopped", async () => {
    const { bus, clock } = recorded();
    bus.subscribe("t", () => new Promise(() => {}));
    const run = bus.history.replay({ speed: "max" });
    await clock.advance();
    run.stop();
    await run.done;
    expect(run.state.status).toBe("stopped");
  });
  it("resolves when a loop is stopped, and for a paused replay too", async () => {
    const { bus } = recorded();
    for (const options of [{ loop: true }, { paused: true }]) {
      const run = bus.history.replay(options);
      run.stop();
      await expect(run.done).resolves.toBeUndefined();
    }
  });
});

describe("many runs", () => {
  it("go on beside each other", async () => {
    const { bus, clock } = recorded();
    const heard: string[] = [];
    const [one, two] = [bus.history.replay(), bus.history.replay({ speed: 2 })];
    bus.subscribe("t", ({ replay, payload }) => heard.push(`${replay?.run === one.run ? "one" : "two"} ${String(payload)}`));
    await clock.advance(1000);
    expect(heard).toEqual(["one 1", "two 1", "two 2", "one 2", "two 3", "one 3"]);
    expect([one.state.status, two.state.status]).toEqual(["finished", "finished"]);
  });
  it("may be begun from handlers of replayed events", async () => {
    const { bus, clock } = recorded();
    let replayed = 0;
    bus.subscribe("t", ({ replay }) => {
      if (replay && ++replayed === 1) bus.history.replay({ speed: "max" });
    });
    bus.history.replay({ speed: "max" });
    await clock.advance();
    expect(replayed).toBe(6);
    emitSome(bus, 1);
    expect(bus.history.lastPosition).toBe(4);
  });
});
