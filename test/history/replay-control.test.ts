import { microtasks } from "eventdeck/testing";
import { describe, expect, it } from "vitest";
import { gate, openBus, watch } from "../scheduling/virtual-bus.ts";
import { emitSome, hearReplays, statesOf } from "./deck.ts";

/** Five events, 10 ms apart. */
function recorded() {
  const opened = openBus();
  const { bus, clock } = opened;
  for (const type of ["a", "b", "c", "d", "e"]) {
    emitSome(bus, 1, type);
    clock.spend(10);
  }
  const { heard } = hearReplays(bus);
  return { ...opened, heard, types: () => heard.map((each) => each.slice(2)).join("") };
}

describe("stepping", () => {
  it("begins paused and emits one event at a time", async () => {
    const { bus, clock, types } = recorded();
    const run = bus.history.replay({ paused: true });
    await clock.advance(1000);
    expect(types()).toBe("");
    expect(run.state).toMatchObject({ status: "paused", position: 1, emitted: 0, total: 5 });
    await run.step();
    await run.step();
    expect(types()).toBe("ab");
    expect(run.state).toMatchObject({ status: "paused", position: 2, emitted: 2 });
    await clock.advance(1000);
    expect(types()).toBe("ab");
  });
  it("resolves when every handler has settled", async () => {
    const { bus } = recorded();
    const { open, opened } = gate();
    bus.subscribe("a", () => opened);
    const stepped = watch(bus.history.replay({ paused: true }).step());
    await microtasks();
    expect(stepped.state).toBe("pending");
    open();
    await microtasks();
    expect(stepped.state).toBe("resolved");
  });
  it("resolves also when a handler fails", async () => {
    const { bus, failures } = recorded();
    bus.subscribe("a", () => Promise.reject(new Error("no")));
    await bus.history.replay({ paused: true }).step();
    expect(failures).toHaveLength(1);
  });
  it("pauses a replay that plays", async () => {
    const { bus, clock, types } = recorded();
    const run = bus.history.replay();
    await clock.advance(10);
    await run.step();
    expect(types()).toBe("abc");
    await clock.advance(1000);
    expect(types()).toBe("abc");
    expect(run.state.status).toBe("paused");
  });
  it("finishes with the last event and does nothing after it", async () => {
    const { bus, types } = recorded();
    const run = bus.history.replay({ paused: true, from: 4 });
    for (let n = 0; n < 4; n++) await run.step();
    await run.done;
    expect(types()).toBe("de");
    expect(run.state).toMatchObject({ status: "finished", emitted: 2 });
  });
  it("goes round in a loop", async () => {
    const { bus, types } = recorded();
    const run = bus.history.replay({ paused: true, from: 4, loop: true });
    for (let n = 0; n < 5; n++) await run.step();
    expect(types()).toBe("deded");
    expect(run.state.status).toBe("paused");
    run.stop();
  });
});

describe("pause and play", () => {
  it("hold the replay and let it go on", async () => {
    const { bus, clock, types } = recorded();
    const run = bus.history.replay();
    await clock.advance(15);
    run.pause();
    await clock.advance(1000);
    expect([types(), run.state.status]).toEqual(["ab", "paused"]);
    run.play();
    await clock.advance(1000);
    expect([types(), run.state.status]).toEqual(["abcde", "finished"]);
  });
  it("work from a handler", async () => {
    const { bus, clock, types } = recorded();
    const run = bus.history.replay({ speed: "max" });
    bus.subscribe("b", ({ replay }) => {
      if (replay) run.pause();
    });
    await clock.advance(1000);
    expect([types(), run.state.status]).toEqual(["ab", "paused"]);
    run.play();
    bus.subscribe("c", ({ replay }) => {
      if (!replay) return;
      run.pause();
      run.play();
    });
    await clock.advance(1000);
    expect([types(), run.state.status, run.state.emitted]).toEqual(["abcde", "finished", 5]);
  });
  it("begin again after the end", async () => {
    const { bus, clock, types } = recorded();
    const run = bus.history.replay({ speed: "max" });
    await clock.advance();
    run.play();
    expect(run.state).toMatchObject({ status: "playing", position: 1 });
    await clock.advance();
    expect([types(), run.state.status]).toEqual(["abcdeabcde", "finished"]);
  });
  it("change nothing when it is so already", () => {
    const { bus } = recorded();
    const run = bus.history.replay({ paused: true });
    const states = statesOf(run);
    run.pause();
    expect(states).toHaveLength(1);
    run.play();
    run.play();
    expect(states.map(({ status }) => status)).toEqual(["paused", "playing"]);
    run.stop();
    run.play();
    run.pause();
    expect(run.state.status).toBe("stopped");
  });
});

describe("seek", () => {
  it.each([
    [3, "cde"],
    [1, "abcde"],
    [-5, "abcde"],
    [2.5, "cde"],
    [6, ""],
  ])("to %d goes on with %s", async (position, expected) => {
    const { bus, clock, types } = recorded();
    const run = bus.history.replay({ paused: true });
    run.seek(position);
    expect(run.state).toMatchObject({ status: "paused", position: Math.min(5, Math.max(1, Math.ceil(position))), emitted: 0 });
    run.play();
    await clock.advance(1000);
    expect([types(), run.state.status]).toEqual([expected, "finished"]);
  });
  it("goes to the first matching event at or after a position that does not match", async () => {
    const { bus, clock, heard } = recorded();
    const run = bus.history.replay({ paused: true, query: "type:b OR type:d" });
    run.seek(3);
    expect(run.state.position).toBe(4);
    run.play();
    await clock.advance(1000);
    expect(heard).toEqual(["4 d"]);
  });
  it("goes on at once while playing, forward and back", async () => {
    const { bus, clock, types } = recorded();
    const run = bus.history.replay();
    await clock.advance(5);
    run.seek(4);
    await clock.advance();
    expect(types()).toBe("ad");
    run.seek(1);
    await clock.advance(1000);
    expect(types()).toBe("adabcde");
  });
  it("works from a handler, without a gap", async () => {
    const { bus, clock, types } = recorded();
    const run = bus.history.replay();
    bus.subscribe("b", ({ replay }) => {
      if (replay) run.seek(5);
    });
    await clock.advance(10);
    expect([types(), run.state.status]).toEqual(["abe", "finished"]);
  });
  it("after the end leaves the replay paused there", async () => {
    const { bus, clock, types } = recorded();
    const run = bus.history.replay({ speed: "max" });
    await clock.advance();
    run.seek(4);
    expect(run.state).toMatchObject({ status: "paused", position: 4 });
    await clock.advance(1000);
    run.play();
    await clock.advance(1000);
    expect([types(), run.state.status]).toEqual(["abcdede", "finished"]);
  });
});

describe("stop", () => {
  it("ends the replay for good, also from a handler", async () => {
    const { bus, clock, types } = recorded();
    const run = bus.history.replay({ speed: "max" });
    const states = statesOf(run);
    bus.subscribe("b", ({ replay }) => {
      if (replay) run.stop();
    });
    await clock.advance(1000);
    await run.done;
    run.stop();
    run.seek(1);
    run.play();
    run.setSpeed(2);
    await run.step();
    await clock.advance(1000);
    expect(types()).toBe("ab");
    expect(run.state).toMatchObject({ status: "stopped", emitted: 2, position: 2 });
    expect(states.at(-1)?.status).toBe("stopped");
    expect(clock.scheduled).toBe(0);
  });
});
