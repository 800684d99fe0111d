import { readFile } from "node:fs";
import { createBus } from "eventdeck";
import { microtasks } from "eventdeck/testing";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { brokenSettings, type Flood, checkShortStretches, checkTimersTick, flood } from "./flood.ts";
import { deferred, normal } from "./virtual-bus.ts";

describe("a flood of 200 000 normal events in Node", { timeout: 60_000 }, () => {
  const turns = { immediates: 0, reads: 0 };
  let report: Flood;
  beforeAll(async () => {
    report = await flood({}, 200_000, () => {
      let stopped = false;
      const onImmediate = () => {
        turns.immediates++;
        if (!stopped) setImmediate(onImmediate);
      };
      const onRead = () => {
        turns.reads++;
        if (!stopped) readFile(import.meta.filename, onRead);
      };
      setImmediate(onImmediate);
      readFile(import.meta.filename, onRead);
      return () => {
        stopped = true;
      };
    });
  }, 60_000);

  it("is delivered in short stretches", () => {
    expect(() => checkShortStretches(report)).not.toThrow();
  });

  it("lets timers tick in between", () => {
    expect(() => checkTimersTick(report)).not.toThrow();
  });

  it("lets immediates and reads have their turn in between", () => {
    expect(turns.immediates).toBeGreaterThanOrEqual(10);
    expect(turns.reads).toBeGreaterThanOrEqual(5);
  });

  it("that is delivered in one slice does not pass for one in short stretches", async () => {
    const broken = await flood(brokenSettings.endlessSlice);
    expect(() => checkShortStretches(broken)).toThrow("stretches of delivering");
  });

  it("that is delivered from microtasks does not pass for one that lets timers tick", async () => {
    const broken = await flood(brokenSettings.microtasks);
    expect(() => checkTimersTick(broken)).toThrow("ticks of a timer");
  });
});

describe("the host's tasks", () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  /** Delivers a normal and a deferred event. */
  async function deliverTwo(): Promise<string[]> {
    const bus = createBus();
    const heard: string[] = [];
    bus.subscribe("#", ({ topic }) => heard.push(topic));
    bus.emitMany([deferred("d"), normal("n")]);
    await bus.flush();
    await bus.close();
    return heard;
  }
  class CountedChannel extends MessageChannel {
    static made = 0;
    constructor() {
      super();
      CountedChannel.made++;
    }
  }

  it("come from scheduler.postTask where there is one, with a priority that fits the lane", async () => {
    const postTask = vi.fn<(task: () => void, options: { readonly priority: string }) => Promise<void>>(async (task) => void setTimeout(task, 0));
    vi.stubGlobal("scheduler", { postTask });
    expect(await deliverTwo()).toEqual(["n", "d"]);
    expect(new Set(postTask.mock.calls.map(([, { priority }]) => priority))).toEqual(new Set(["user-visible", "background"]));
  });

  it("come from setImmediate else, and not from message ports, which starve Node's timers", async () => {
    const immediates = vi.fn<(task: () => void) => unknown>(setImmediate);
    vi.stubGlobal("setImmediate", immediates);
    vi.stubGlobal("MessageChannel", undefined);
    expect(await deliverTwo()).toEqual(["n", "d"]);
    expect(immediates).toHaveBeenCalled();
  });

  it("come from a message port where there is nothing better, which is closed again", async () => {
    CountedChannel.made = 0;
    vi.stubGlobal("setImmediate", undefined);
    vi.stubGlobal("MessageChannel", CountedChannel);
    expect(await deliverTwo()).toEqual(["n", "d"]);
    expect(CountedChannel.made).toBeGreaterThanOrEqual(2);
    vi.unstubAllGlobals();
    for (let turns = 0; turns < 3; turns++) await microtasks();
    expect(process.getActiveResourcesInfo().filter((resource) => resource === "MessagePort")).toEqual([]);
  });

  it("come from timers as a last resort", async () => {
    vi.stubGlobal("setImmediate", undefined);
    vi.stubGlobal("MessageChannel", undefined);
    expect(await deliverTwo()).toEqual(["n", "d"]);
  });

  it("wait for a delay longer than a timer of the host can be", () => {
    vi.useFakeTimers();
    const bus = createBus();
    const heard: string[] = [];
    bus.subscribe("#", ({ topic }) => heard.push(topic));
    const delayMs = 3 * 2 ** 31 + 5;
    bus.emit(normal("cancelled"), { delayMs, signal: AbortSignal.abort() });
    bus.emit({ type: "e", input: undefined, options: { priority: "immediate" } }, { delayMs });
    vi.advanceTimersByTime(delayMs - 1);
    expect(heard).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(heard).toEqual(["e"]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("leave no timer when a long delay is called off", async () => {
    vi.useFakeTimers();
    const bus = createBus();
    const controller = new AbortController();
    bus.emit(normal("e"), { delayMs: 3 * 2 ** 31, signal: controller.signal });
    vi.advanceTimersByTime(2 ** 31);
    controller.abort();
    expect(vi.getTimerCount()).toBe(0);
  });
});
