import { configureStore, createSlice } from "@reduxjs/toolkit";
import { BusClosedError, createBus, defineEvent, payload, TimeoutError } from "eventdeck";
import { createProjection, timeTravel } from "eventdeck/projection";
import mitt from "mitt";
import { Subject } from "rxjs";
import { filter } from "rxjs/operators";
import { describe, expect, it, onTestFinished } from "vitest";

const ping = defineEvent("file.ping", payload<number>(), { priority: "immediate" });
const pong = defineEvent("file.pong", payload<number>(), { priority: "immediate" });
const slow = defineEvent("file.slow", payload<number>());

function open() {
  const failures: unknown[] = [];
  const bus = createBus({ events: [ping, pong, slow], onError: ({ error }) => failures.push(error) });
  onTestFinished(() => bus.close({ drain: false }));
  const heard: string[] = [];
  return { bus, failures, heard };
}
const failing = () => {
  throw new Error("no disk");
};

describe("who comes from mitt finds", () => {
  it("events that are frozen, stamped and remembered", () => {
    const { bus } = open();
    const event = bus.emit(ping(1));
    expect(event).toMatchObject({ id: expect.any(String), time: expect.any(Number) });
    expect(Object.isFrozen(event)).toBe(true);
    expect(bus.history.get(1)?.event).toBe(event);
  });

  it("that a handler which throws stops nobody", () => {
    const emitter = mitt<{ ping: number }>();
    const { bus, failures, heard } = open();
    emitter.on("ping", failing);
    emitter.on("ping", () => heard.push("mitt"));
    bus.subscribe(ping, failing);
    bus.subscribe(ping, () => heard.push("eventdeck"));
    expect(() => emitter.emit("ping", 1)).toThrow("no disk");
    bus.emit(ping(1));
    expect(heard).toEqual(["eventdeck"]);
    expect(failures).toEqual([new Error("no disk")]);
  });

  it("that those who listen to everything are called in their turn", () => {
    const emitter = mitt<{ ping: number }>();
    const { bus, heard } = open();
    emitter.on("*", () => heard.push("mitt: all"));
    emitter.on("ping", () => heard.push("mitt: ping"));
    bus.subscribe("#", () => heard.push("all"));
    bus.subscribe(ping, () => heard.push("ping"));
    bus.subscribe("file.*", () => heard.push("pattern"));
    emitter.emit("ping", 1);
    bus.emit(ping(1));
    expect(heard).toEqual(["mitt: ping", "mitt: all", "all", "ping", "pattern"]);
  });

  it("more ways to end a subscription", () => {
    const { bus, heard } = open();
    const ending = new AbortController();
    bus.subscribe(ping, () => heard.push("once"), { once: true });
    bus.subscribe(ping, () => heard.push("until"), { signal: ending.signal });
    bus.emit(ping(1));
    ending.abort();
    bus.emit(ping(2));
    expect(heard).toEqual(["once", "until"]);
  });

  it("that what a handler emits comes after the event, and that a normal event comes in a later task", async () => {
    const emitter = mitt<{ ping: number; pong: number }>();
    const { bus, heard } = open();
    emitter.on("ping", () => emitter.emit("pong", 1));
    emitter.on("pong", () => heard.push("mitt: pong"));
    emitter.on("ping", () => heard.push("mitt: ping"));
    bus.subscribe(ping, (_event, { emit }) => emit(pong(1)));
    bus.subscribe("#", ({ type }) => heard.push(type));
    emitter.emit("ping", 1);
    bus.emit(ping(1));
    bus.emit(slow(1));
    expect(heard).toEqual(["mitt: pong", "mitt: ping", "file.ping", "file.pong"]);
    await bus.flush();
    expect(heard.at(-1)).toBe("file.slow");
  });

  it("that closing ends everything that goes on", async () => {
    const { bus, heard } = open();
    bus.stream(ping).subscribe({ complete: () => heard.push("complete") });
    await Promise.all([expect(bus.next(ping)).rejects.toThrow(BusClosedError), bus.close()]);
    expect(heard).toEqual(["complete"]);
    expect(() => bus.emit(ping(1))).toThrow(BusClosedError);
  });
});

describe("who comes from an RxJS Subject finds", () => {
  it("that nobody is asked but who listens", () => {
    const events$ = new Subject<{ type: string }>();
    let asked = 0;
    for (const type of ["a", "b", "c"]) events$.pipe(filter((event) => asked++ >= 0 && event.type === type)).subscribe();
    events$.next({ type: "a" });
    const { bus } = open();
    bus.subscribe(pong, () => {}, { filter: () => asked++ >= 0 });
    bus.emit(ping(1));
    expect(asked).toBe(3);
  });

  it("that all observers see events in one order", () => {
    const events$ = new Subject<string>();
    const { bus, heard } = open();
    events$.subscribe((type) => type === "ping" && events$.next("pong"));
    events$.subscribe((type) => heard.push(`RxJS: ${type}`));
    bus.stream(ping).subscribe(() => bus.emit(pong(1)));
    bus.stream("#").subscribe(({ type }) => heard.push(type));
    events$.next("ping");
    bus.emit(ping(1));
    expect(heard).toEqual(["RxJS: pong", "RxJS: ping", "file.ping", "file.pong"]);
  });

  it("waiting that leaves replays out, and gives up in time or by a signal", async () => {
    const { bus } = open();
    bus.emit(ping(1));
    const next = bus.next(ping);
    await bus.history.replay({ speed: "max" }).done;
    bus.emit(ping(2));
    expect((await next).payload).toBe(2);
    await expect(bus.next(ping, { timeoutMs: 0 })).rejects.toThrow(TimeoutError);
    await expect(bus.next(ping, { signal: AbortSignal.abort("stopped") })).rejects.toBe("stopped");
  });

  it("state that is ahead of every handler, known at every position, and nobody else's to change", () => {
    const { bus, heard } = open();
    const sum = createProjection(bus, { name: "sum", initial: 0, reducers: (on) => on(ping, (state, event) => state + event.payload) });
    bus.subscribe(ping, () => heard.push(`sum ${sum.state}`));
    for (const value of [1, 2, 3]) bus.emit(ping(value));
    expect(heard).toEqual(["sum 1", "sum 3", "sum 6"]);
    expect([0, 1, 2, 3].map((position) => sum.at(position))).toEqual([0, 1, 3, 6]);
    expect("next" in sum.state$).toBe(false);
  });

  it("that closing delivers what waits, and that streams do not error", async () => {
    const { bus, failures, heard } = open();
    bus.stream(slow).subscribe({ next: () => heard.push("next"), error: () => heard.push("error"), complete: () => heard.push("complete") });
    bus.subscribe(slow, failing);
    bus.emit(slow(1));
    await bus.close();
    expect(heard).toEqual(["next", "complete"]);
    expect(failures).toEqual([new Error("no disk")]);
  });
});

describe("who comes from Redux finds", () => {
  const adding = (name: string, bus: ReturnType<typeof open>["bus"], selector: typeof ping | typeof slow) =>
    createProjection(bus, { name, initial: 0, reducers: (on) => on(selector, (state, event) => state + event.payload) });

  it("several states of one event, all changed before any listener hears of it", () => {
    const { bus, heard } = open();
    const [first, second] = [adding("first", bus, ping), adding("second", bus, ping)];
    first.subscribe(() => heard.push(`${first.state} and ${second.state}`));
    second.subscribe(() => heard.push(`${first.state} and ${second.state}`));
    bus.emit(ping(5));
    expect(heard).toEqual(["5 and 5", "5 and 5"]);
  });

  it("that a normal event is folded in a later task", async () => {
    const { bus } = open();
    const sum = adding("sum", bus, slow);
    bus.emit(slow(5));
    expect(sum.state).toBe(0);
    await bus.flush();
    expect(sum.state).toBe(5);
  });

  it("that listeners are called for changes only", () => {
    const slice = createSlice({ name: "sum", initialState: { sum: 0 }, reducers: { other: () => {} } });
    const store = configureStore({ reducer: slice.reducer });
    const { bus, heard } = open();
    store.subscribe(() => heard.push("Redux"));
    adding("sum", bus, ping).subscribe(() => heard.push("eventdeck"));
    store.dispatch(slice.actions.other());
    bus.emit(pong(1));
    expect(heard).toEqual(["Redux"]);
  });

  it("effects that run after the state changed, and of which the newest wins if wanted", async () => {
    const { bus, heard } = open();
    const sum = adding("sum", bus, ping);
    const effect = async (value: number, signal: AbortSignal) => {
      heard.push(`${value} of ${sum.state}`);
      await Promise.resolve();
      if (!signal.aborted) heard.push(`${value} done`);
    };
    bus.subscribe(ping, ({ payload: value }, { signal }) => effect(value, signal), { concurrency: "latest" });
    bus.emit(ping(1));
    bus.emit(ping(2));
    await bus.flush();
    expect(heard).toEqual(["1 of 1", "2 of 3", "2 done"]);
  });

  it("that the whole application can be shown an old state", () => {
    const { bus } = open();
    const [first, second] = [adding("first", bus, ping), adding("second", bus, ping)];
    for (const value of [1, 2]) bus.emit(ping(value));
    timeTravel(bus).seek(1);
    expect([first.state, second.state]).toEqual([1, 1]);
    timeTravel(bus).live();
    expect([first.state, second.state]).toEqual([3, 3]);
  });
});
