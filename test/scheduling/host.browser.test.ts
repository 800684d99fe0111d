import { createBus } from "eventdeck";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { brokenSettings, type Flood, checkShortStretches, checkTimersTick, flood } from "./flood.ts";
import { deferred, normal } from "./virtual-bus.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  Reflect.deleteProperty(document, "visibilityState");
});

/** Counts what the page paints until stopped. */
function countFrames(): { frames: number; stop(): void } {
  const counted = { frames: 0, stop: () => cancelAnimationFrame(request) };
  const onFrame = () => {
    counted.frames++;
    request = requestAnimationFrame(onFrame);
  };
  let request = requestAnimationFrame(onFrame);
  return counted;
}
function hidePage(): void {
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" });
}
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

describe("a flood of 200 000 normal events in a page", { timeout: 60_000 }, () => {
  let frames = 0;
  let report: Flood;
  beforeAll(async () => {
    report = await flood({}, 200_000, () => {
      const counted = countFrames();
      return () => {
        counted.stop();
        ({ frames } = counted);
      };
    });
  }, 60_000);

  it("is delivered in short stretches", () => {
    expect(() => checkShortStretches(report)).not.toThrow();
  });

  it("lets timers tick in between", () => {
    expect(() => checkTimersTick(report)).not.toThrow();
  });

  it("lets the page paint in between", () => {
    expect(document.visibilityState).toBe("visible");
    expect(frames).toBeGreaterThanOrEqual(5);
  });

  it("that is delivered in one slice does not pass for one in short stretches", async () => {
    const broken = await flood(brokenSettings.endlessSlice);
    expect(() => checkShortStretches(broken)).toThrow("stretches of delivering");
  });

  it("that is delivered from microtasks does not pass for one that lets timers tick", async () => {
    const broken = await flood(brokenSettings.microtasks);
    expect(() => checkTimersTick(broken)).toThrow("ticks of a timer");
  });

  it("lets timers tick also where there is no scheduler.postTask, and message ports are used instead", async () => {
    let channels = 0;
    vi.stubGlobal("scheduler", undefined);
    vi.stubGlobal(
      "MessageChannel",
      class extends MessageChannel {
        constructor() {
          super();
          channels++;
        }
      },
    );
    const withPorts = await flood();
    expect(() => checkShortStretches(withPorts)).not.toThrow();
    expect(() => checkTimersTick(withPorts)).not.toThrow();
    expect(channels).toBeGreaterThanOrEqual(20);
  });
});

describe("in a page", () => {
  it("normal events come from scheduler.postTask as user-visible, and deferred ones from requestIdleCallback", async () => {
    const postTask = vi.spyOn(
      Reflect.get(globalThis, "scheduler") as { postTask(task: () => void, options: { priority: string }): Promise<unknown> },
      "postTask",
    );
    const requestIdle = vi.spyOn(window, "requestIdleCallback");
    expect(await deliverTwo()).toEqual(["n", "d"]);
    expect(new Set(postTask.mock.calls.map(([, { priority }]) => priority))).toEqual(new Set(["user-visible"]));
    expect(requestIdle).toHaveBeenCalled();
  });

  it("deferred events are delivered while the idle period lasts, and no longer", async () => {
    const callbacks: ((deadline: { timeRemaining(): number }) => void)[] = [];
    vi.stubGlobal("requestIdleCallback", (callback: (deadline: { timeRemaining(): number }) => void) => callbacks.push(callback));
    const bus = createBus({ lanes: { deferredMaxWaitMs: 1_000_000, sliceMs: 1_000_000 } });
    const heard: string[] = [];
    bus.subscribe("#", ({ topic }) => heard.push(topic));
    bus.emitMany(["1", "2", "3"].map((topic) => deferred(topic)));
    const idle = (...remainingMs: number[]) => callbacks.shift()?.({ timeRemaining: () => remainingMs.shift() ?? 0 });
    idle(0);
    expect(heard).toEqual([]);
    idle(10, 5, 0);
    expect(heard).toEqual(["1", "2"]);
    idle(10);
    expect(heard).toEqual(["1", "2", "3"]);
    expect(callbacks).toEqual([]);
    await bus.close();
  });

  it("that is hidden events are delivered all the same, without waiting for idle periods that may not come", async () => {
    hidePage();
    const requestIdle = vi.fn<() => number>();
    vi.stubGlobal("requestIdleCallback", requestIdle);
    expect(await deliverTwo()).toEqual(["n", "d"]);
    expect(requestIdle).not.toHaveBeenCalled();
  });

  it("that is hidden and has neither postTask nor idle callbacks events are delivered too", async () => {
    hidePage();
    vi.stubGlobal("scheduler", undefined);
    vi.stubGlobal("requestIdleCallback", undefined);
    expect(await deliverTwo()).toEqual(["n", "d"]);
  });

  it("deferred events that waited when idle periods stopped coming are delivered after their longest wait", async () => {
    vi.stubGlobal("requestIdleCallback", () => 0);
    const bus = createBus({ lanes: { deferredMaxWaitMs: 20 } });
    const heard: string[] = [];
    bus.subscribe("#", ({ topic }) => heard.push(topic));
    bus.emit(deferred("d"));
    await bus.flush();
    expect(heard).toEqual(["d"]);
    await bus.close();
  });
});
