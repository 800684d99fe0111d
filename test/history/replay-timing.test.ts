import { describe, expect, it } from "vitest";
import { openBus } from "../scheduling/virtual-bus.ts";
import { draft, hearReplays, positionsOf } from "./deck.ts";

/** Four events, 100, 300 and 1000 ms apart, and what was replayed at which time since. */
function recorded() {
  const opened = openBus();
  const { bus, clock } = opened;
  for (const [type, gapMs] of Object.entries({ a: 100, b: 300, c: 1000, d: 0 })) {
    bus.emit(draft(type));
    clock.spend(gapMs);
  }
  const beganAt = clock.monotonic();
  const heard: [string, number][] = [];
  bus.subscribe("#", ({ type, replay }) => void (replay && heard.push([type, clock.monotonic() - beganAt])));
  return { ...opened, heard };
}

describe("a replay", () => {
  it("emits nothing inside replay() itself, whatever the speed", async () => {
    const { bus, clock, heard } = recorded();
    bus.history.replay();
    bus.history.replay({ speed: "max" });
    expect(heard).toEqual([]);
    await clock.advance();
    expect(heard.length).toBeGreaterThan(1);
  });
  it("keeps the recorded gaps", async () => {
    const { bus, clock, heard } = recorded();
    const run = bus.history.replay();
    await clock.advance(10_000);
    await run.done;
    expect(heard).toEqual([
      ["a", 0],
      ["b", 100],
      ["c", 400],
      ["d", 1400],
    ]);
  });
  it("halves the gaps at speed 2 and doubles them at speed 0.5", async () => {
    for (const speed of [2, 0.5]) {
      const { bus, clock, heard } = recorded();
      bus.history.replay({ speed });
      await clock.advance(10_000);
      expect(heard.map(([, ms]) => ms)).toEqual([0, 100, 400, 1400].map((ms) => ms / speed));
    }
  });
  it('keeps no gaps at speed "max"', async () => {
    const { bus, clock, heard } = recorded();
    const run = bus.history.replay({ speed: "max" });
    await clock.advance();
    await run.done;
    expect(heard.map(([, ms]) => ms)).toEqual([0, 0, 0, 0]);
  });
  it("shortens gaps to maxGapMs of recorded time", async () => {
    const { bus, clock, heard } = recorded();
    bus.history.replay({ maxGapMs: 200 });
    await clock.advance(10_000);
    expect(heard.map(([, ms]) => ms)).toEqual([0, 100, 300, 500]);
    const { bus: other, clock: time, heard: noGaps } = recorded();
    other.history.replay({ maxGapMs: 0 });
    await time.advance();
    expect(noGaps).toHaveLength(4);
  });
  it("does not let late tasks add up", async () => {
    const { bus, clock, heard } = recorded();
    bus.subscribe("b", ({ replay }) => {
      if (replay) clock.spend(250);
    });
    bus.history.replay();
    await clock.advance(10_000);
    expect(heard.map(([, ms]) => ms)).toEqual([0, 100, 400, 1400]);
  });
  it("begins again when it loops, until it is stopped", async () => {
    const { bus, clock, heard } = recorded();
    const run = bus.history.replay({ loop: true });
    let done = false;
    void run.done.then(() => (done = true));
    await clock.advance(3_000);
    expect(heard.map(([type]) => type).join("")).toBe("abcdabcdab");
    expect(run.state).toMatchObject({ status: "playing", emitted: 10, total: 4 });
    expect(done).toBe(false);
    run.stop();
    await clock.advance(10_000);
    expect(heard).toHaveLength(10);
    expect(done).toBe(true);
    expect(clock.scheduled).toBe(0);
  });
  it('gives the host a turn between the rounds of a loop at speed "max"', async () => {
    const { bus, clock, heard } = recorded();
    const run = bus.history.replay({ loop: true, speed: "max" });
    for (let turn = 1; turn <= 3; turn++) {
      await clock.turn();
      expect(heard).toHaveLength(turn * 4);
    }
    run.stop();
  });
  it("plays what a query and positions say", async () => {
    const { bus, clock } = recorded();
    const { heard } = hearReplays(bus);
    const run = bus.history.replay({ query: "-type:c", from: 2, to: 4, speed: "max" });
    expect(run.state).toMatchObject({ total: 2, position: 2 });
    await clock.advance();
    expect(heard).toEqual(["2 b", "4 d"]);
    expect(positionsOf(bus.history)).toEqual([1, 2, 3, 4]);
  });
  it("of nothing is finished in the next task", async () => {
    const { bus, clock } = recorded();
    const run = bus.history.replay({ query: "type:none" });
    expect(run.state).toMatchObject({ status: "playing", total: 0, emitted: 0 });
    await clock.advance();
    await run.done;
    expect(run.state.status).toBe("finished");
  });
});

describe("an imported session", () => {
  it("is replayed with the times between its events", async () => {
    const { bus } = recorded();
    const { bus: other, clock } = openBus();
    clock.spend(77_000);
    await other.history.import(bus.history.export());
    const beganAt = clock.monotonic();
    const heard: number[] = [];
    other.subscribe("#", () => heard.push(clock.monotonic() - beganAt));
    other.history.replay();
    await clock.advance(10_000);
    expect(heard).toEqual([0, 100, 400, 1400]);
  });
});

describe("setSpeed", () => {
  it("applies to what is left of the gap under way", async () => {
    const { bus, clock, heard } = recorded();
    const run = bus.history.replay();
    await clock.advance(900);
    expect(heard).toHaveLength(3);
    run.setSpeed(5);
    expect(run.state.speed).toBe(5);
    await clock.advance(99);
    expect(heard).toHaveLength(3);
    await clock.advance(1);
    expect(heard.at(-1)).toEqual(["d", 1000]);
  });
  it("does not put the next event off when it is called again and again", async () => {
    const { bus, clock, heard } = recorded();
    const run = bus.history.replay();
    await clock.advance(400);
    for (let n = 0; n < 200; n++) {
      run.setSpeed(n % 2 ? 1 : 2);
      await clock.advance(10);
    }
    expect(heard.at(-1)?.[0]).toBe("d");
  });
  it('ends all waiting with "max" and brings the gaps back', async () => {
    const { bus, clock, heard } = recorded();
    const run = bus.history.replay();
    await clock.advance(10);
    run.setSpeed("max");
    await clock.advance();
    expect(heard.map(([, ms]) => ms)).toEqual([0, 10, 10, 10]);
    run.seek(1);
    run.setSpeed(1);
    run.play();
    await clock.advance(500);
    expect(heard.slice(4).map(([, ms]) => ms)).toEqual([10, 110, 410]);
  });
  it("works from a handler: the next gap is the new one", async () => {
    const { bus, clock, heard } = recorded();
    const run = bus.history.replay();
    bus.subscribe("b", ({ replay }) => {
      if (replay) run.setSpeed(3);
    });
    await clock.advance(10_000);
    expect(heard.map(([, ms]) => Math.round(ms))).toEqual([0, 100, 200, 533]);
  });
});

describe("options that make no sense", () => {
  it.each([
    { speed: 0 },
    { speed: -1 },
    { speed: Number.NaN },
    { speed: Infinity },
    { maxGapMs: -1 },
    { maxGapMs: Number.NaN },
    { from: Number.NaN },
    { to: Number.NaN },
  ])("%o are a RangeError", (options) => {
    const { bus, clock } = recorded();
    expect(() => bus.history.replay(options)).toThrow(RangeError);
    expect(clock.scheduled).toBe(0);
  });
  it("are refused later too", () => {
    const { bus } = recorded();
    const run = bus.history.replay({ paused: true });
    expect(() => run.setSpeed(0)).toThrow(RangeError);
    expect(() => run.seek(Number.NaN)).toThrow(RangeError);
    expect(run.state).toMatchObject({ speed: 1, status: "paused", position: 1 });
    expect(() => bus.history.replay({ query: "nope:1" })).toThrow(/Unknown key/);
  });
});
