import { type Clock, createBus, type Priority } from "eventdeck";
import {
  asyncScheduler,
  auditTime,
  bufferTime,
  concatAll,
  debounceTime,
  delay,
  expand,
  from,
  interval,
  map,
  mergeAll,
  type Observable,
  observeOn,
  of,
  range,
  sampleTime,
  scheduled,
  type SchedulerAction,
  type SchedulerLike,
  subscribeOn,
  take,
  takeUntil,
  throttleTime,
  timeInterval,
  timeout,
  timer,
  toArray,
  windowTime,
} from "rxjs";
import { type RunHelpers, TestScheduler } from "rxjs/testing";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { immediate, normal, openBus, priorities } from "./virtual-bus.ts";

/** RxJS's virtual time as the time of a bus. */
function bridge(time: TestScheduler): Clock {
  return {
    now: () => time.now(),
    monotonic: () => time.now(),
    schedule(task, delayMs) {
      const action = time.schedule(() => task(), delayMs);
      return () => action.unsubscribe();
    },
  };
}
/** Runs marbles on a bus's scheduler. */
function marbles(priority: Priority, body: (scheduler: SchedulerLike, helpers: RunHelpers) => void): void {
  const time = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
  time.run((helpers) => body(createBus({ clock: bridge(time) }).scheduler(priority), helpers));
}

/** What the operators do with a scheduler, on a source that has values close together, far apart and at once. */
const uses: Readonly<Record<string, (scheduler: SchedulerLike, source: Observable<string>) => Observable<unknown>>> = {
  observeOn: (scheduler, source) => source.pipe(observeOn(scheduler)),
  "observeOn with a delay": (scheduler, source) => source.pipe(observeOn(scheduler, 3)),
  "subscribeOn with a delay": (scheduler, source) => source.pipe(subscribeOn(scheduler, 2)),
  delay: (scheduler, source) => source.pipe(delay(4, scheduler)),
  debounceTime: (scheduler, source) => source.pipe(debounceTime(3, scheduler)),
  throttleTime: (scheduler, source) => source.pipe(throttleTime(5, scheduler, { leading: true, trailing: true })),
  auditTime: (scheduler, source) => source.pipe(auditTime(4, scheduler)),
  sampleTime: (scheduler, source) => source.pipe(sampleTime(4, scheduler)),
  bufferTime: (scheduler, source) => source.pipe(bufferTime(6, scheduler)),
  "overlapping bufferTime": (scheduler, source) => source.pipe(bufferTime(6, 4, 3, scheduler)),
  windowTime: (scheduler, source) => source.pipe(windowTime(6, scheduler), map(toArray()), mergeAll()),
  timeInterval: (scheduler, source) => source.pipe(timeInterval(scheduler)),
  timeout: (scheduler, source) => source.pipe(timeout({ each: 6, with: () => of("too late"), scheduler })),
  timer: (scheduler) => timer(7, scheduler),
  "timer at a date": (scheduler) => timer(new Date(scheduler.now() + 9), scheduler),
  "timer with a period": (scheduler) => timer(2, 3, scheduler).pipe(take(4)),
  interval: (scheduler) => interval(3, scheduler).pipe(take(4)),
  range: (scheduler) => scheduled(range(1, 4), scheduler),
  scheduled: (scheduler) => scheduled([1, 2, 3], scheduler),
  "scheduled promise-free streams after each other": (scheduler) => from([scheduled(of(1, 2), scheduler), scheduled(of(3), scheduler)]).pipe(concatAll()),
  expand: (scheduler) =>
    of(1).pipe(
      expand((value) => of(value * 2), Infinity, scheduler),
      take(5),
    ),
};
const source = "abc--d---------(ef)-g------h|";

describe("a scheduler of a bus", () => {
  for (const priority of priorities) {
    for (const [name, use] of Object.entries(uses)) {
      it(`that is ${priority} gives ${name} the timing that RxJS's own scheduler does`, () => {
        expect.hasAssertions();
        marbles(priority, (scheduler, { cold, expectObservable }) => {
          expectObservable(use(scheduler, cold(source))).toEqual(use(asyncScheduler, cold(source)));
        });
      });
    }
  }

  it("keeps the marbles of well-known operators", () => {
    expect.hasAssertions();
    marbles("normal", (scheduler, { cold, expectObservable, expectSubscriptions }) => {
      expectObservable(cold("ab-c|").pipe(observeOn(scheduler))).toBe("ab-c|");
      expectObservable(cold("ab-c|").pipe(delay(2, scheduler))).toBe("--ab-(c|)");
      expectObservable(cold("ab--c----d|").pipe(debounceTime(2, scheduler))).toBe("---b--c---(d|)");
      expectObservable(timer(3, scheduler)).toBe("---(0|)", { 0: 0 });
      expectObservable(interval(2, scheduler).pipe(take(3))).toBe("--a-b-(c|)", { a: 0, b: 1, c: 2 });
      expectObservable(cold("abc-d|").pipe(bufferTime(3, scheduler))).toBe("---x-(y|)", { x: ["a", "b", "c"], y: ["d"] });
      const failing = cold("a-#");
      expectObservable(failing.pipe(observeOn(scheduler))).toBe("a-#");
      expectSubscriptions(failing.subscriptions).toBe("^-!");
    });
  });

  it("lets go when the subscriber does", () => {
    expect.hasAssertions();
    for (const priority of priorities) {
      marbles(priority, (scheduler, { cold, expectObservable, expectSubscriptions }) => {
        const held = cold("a-b-c-d|");
        expectObservable(held.pipe(delay(1, scheduler)), "^---!").toBe("-a-b-");
        expectSubscriptions(held.subscriptions).toBe("^---!");
        expectObservable(interval(2, scheduler).pipe(takeUntil(cold("-----x")))).toBe("--a-b|", { a: 0, b: 1 });
      });
    }
  });

  it("tells the time of the bus's clock", async () => {
    const { bus, clock } = openBus();
    const scheduler = bus.scheduler("normal");
    expect(scheduler.now()).toBe(clock.now());
    await clock.advance(50);
    expect(scheduler.now()).toBe(clock.now());
  });
});

describe("work on a scheduler", () => {
  it("takes its turn among the events of its lane", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    const scheduler = bus.scheduler("normal");
    bus.emit(normal("1"));
    scheduler.schedule(() => heard.push("work"));
    bus.emit(normal("2"));
    bus.scheduler("deferred").schedule(() => heard.push("deferred work"));
    bus.emit(normal("3"));
    expect(heard).toEqual([]);
    await clock.advance();
    expect(heard).toEqual(["1", "work", "2", "3", "deferred work"]);
  });

  it("that is immediate runs at once, and inside a handler right after the current event", () => {
    const { bus, heard } = openBus();
    const scheduler = bus.scheduler("immediate");
    scheduler.schedule(() => heard.push("at once"));
    bus.subscribe("e", () => {
      scheduler.schedule(() => heard.push("work"));
      bus.emit(immediate("i"));
      heard.push("first");
    });
    bus.subscribe("e", () => heard.push("second"));
    bus.subscribe("i", () => heard.push("i"));
    bus.emit(immediate("e"));
    expect(heard).toEqual(["at once", "first", "second", "work", "i"]);
  });

  it("runs to completion: what it publishes or schedules comes after it", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    bus.scheduler("normal").schedule(() => {
      bus.emit(immediate("i"));
      bus.scheduler("immediate").schedule(() => heard.push("nested"));
      bus.emit(normal("n"));
      heard.push("work");
    });
    await clock.advance();
    expect(heard).toEqual(["work", "i", "nested", "n"]);
  });

  it("enters its lane after its delay, behind what waits there", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    bus.pause();
    bus.scheduler("normal").schedule(() => heard.push("work"), 10);
    await clock.advance(9);
    bus.emit(normal("1"));
    await clock.advance(1);
    bus.emit(normal("2"));
    bus.resume();
    await clock.advance();
    expect(heard).toEqual(["1", "work", "2"]);
  });

  it("is waited for by flush once it is in its lane", async () => {
    const { bus, clock, heard } = openBus();
    bus.scheduler("deferred").schedule(() => heard.push("work"));
    bus.scheduler("deferred").schedule(() => heard.push("later"), 10);
    void bus.flush().then(() => heard.push("flushed"));
    await clock.advance();
    expect(heard).toEqual(["work", "flushed"]);
  });

  it("gets its state, and may schedule itself again with another", async () => {
    const { bus, clock } = openBus();
    for (const priority of priorities) {
      const states: unknown[] = [];
      bus.scheduler(priority).schedule(
        function (this: SchedulerAction<number>, state = -1) {
          states.push([state, clock.monotonic()]);
          if (state < 3) this.schedule(state + 1, state === 2 ? 10 : 0);
        },
        0,
        0,
      );
      const began = clock.monotonic();
      await clock.advance(10);
      expect(states).toEqual([
        [0, began],
        [1, began],
        [2, began],
        [3, began + 10],
      ]);
    }
  });

  it("has one turn at a time: scheduling again replaces what was scheduled", async () => {
    const { bus, clock } = openBus();
    const states: unknown[] = [];
    const action = bus.scheduler("normal").schedule((state?: string) => void states.push(state), 10, "first") as SchedulerAction<string>;
    action.schedule("second", 5);
    await clock.advance(20);
    expect(states).toEqual(["second"]);
    expect(action.closed).toBe(true);
    action.schedule("after its end");
    await clock.advance(20);
    expect(states).toEqual(["second"]);
  });

  it("does not run when unsubscribed before, in its lane or in its delay", async () => {
    const { bus, clock, heard } = openBus();
    for (const delayMs of [0, 10]) {
      const action = bus.scheduler("normal").schedule(() => heard.push("work"), delayMs);
      action.unsubscribe();
      action.unsubscribe();
    }
    expect(bus.metrics().lanes.normal.depth).toBe(0);
    await clock.advance(20);
    expect(heard).toEqual([]);
  });

  it("does not run again when it unsubscribes itself inside, before or after scheduling itself", async () => {
    const { bus, clock, heard } = openBus();
    for (const priority of priorities) {
      for (const order of ["before", "after"]) {
        bus.scheduler(priority).schedule(function (this: SchedulerAction<unknown>) {
          heard.push(`${priority} ${order}`);
          if (order === "before") this.unsubscribe();
          this.schedule(undefined, 5);
          this.unsubscribe();
        });
      }
    }
    await clock.advance(20);
    expect(heard).toEqual(priorities.flatMap((priority) => [`${priority} before`, `${priority} after`]));
    expect(clock.scheduled).toBe(0);
  });

  it("that is done is unsubscribed, and lets go of who waits for that", async () => {
    const { bus, clock } = openBus();
    const action = bus.scheduler("normal").schedule(() => {});
    const ended = vi.fn<() => void>();
    action.add(ended);
    expect(ended).not.toHaveBeenCalled();
    await clock.advance();
    expect(ended).toHaveBeenCalledTimes(1);
    expect(action.closed).toBe(true);
  });

  it("that throws is over, is reported as uncaught, and stops neither events nor other work", async () => {
    const uncaught = vi.fn<(error: unknown) => void>();
    vi.stubGlobal("reportError", uncaught);
    onTestFinished(() => void vi.unstubAllGlobals());
    const { bus, clock, heard, failures, listen } = openBus();
    listen();
    const error = new Error("no");
    for (const priority of priorities) {
      const action = bus.scheduler(priority).schedule(function (this: SchedulerAction<unknown>) {
        this.schedule(undefined, 1);
        throw error;
      });
      bus.scheduler(priority).schedule(() => heard.push(`${priority} work`));
      await clock.advance(10);
      expect(action.closed).toBe(true);
    }
    bus.emit(normal("event"));
    await clock.advance();
    expect(heard).toEqual(["immediate work", "normal work", "deferred work", "event"]);
    expect(uncaught.mock.calls).toEqual([[error], [error], [error]]);
    expect(failures).toEqual([]);
  });

  it("does not run when the bus has closed, and leaves nothing behind", async () => {
    const { bus, clock, heard } = openBus();
    const scheduler = bus.scheduler("normal");
    scheduler.schedule(() => heard.push("drained"));
    scheduler.schedule(() => heard.push("delayed"), 10);
    await bus.close();
    scheduler.schedule(() => heard.push("late"));
    await clock.advance(20);
    expect(heard).toEqual(["drained"]);
    expect(clock.scheduled).toBe(0);
  });
});
