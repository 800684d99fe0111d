import { type BusEvent, TimeoutError } from "eventdeck";
import { describe, expect, it } from "vitest";
import { garbage } from "../garbage.ts";
import { immediate, openBus, watch } from "../scheduling/virtual-bus.ts";

const reason = new Error("left the page");
const subjects = async (events: AsyncIterable<BusEvent>, count = Infinity): Promise<string[]> => {
  const seen: string[] = [];
  for await (const { subject } of events) if (seen.push(String(subject)) >= count) break;
  return seen;
};
function openIterator(options?: Parameters<ReturnType<typeof openBus>["bus"]["iterate"]>[1]) {
  const opened = openBus();
  const events = opened.bus.iterate("a", options);
  return { ...opened, events, emit: (...these: string[]) => opened.bus.emitMany(these.map((subject) => immediate("a", { subject }))) };
}

describe("iterate", () => {
  it("yields what matches, in order, from the call on", async () => {
    const { bus, events, emit } = openIterator();
    emit("1", "2");
    bus.emit(immediate("b"));
    emit("3");
    expect(await subjects(events, 3)).toEqual(["1", "2", "3"]);
  });

  it("ends after what it has buffered when somebody ends its subscription", async () => {
    const { bus, events, emit } = openIterator();
    emit("1");
    bus.unsubscribe(bus.subscriptions()[0]!.id);
    expect(await subjects(events)).toEqual(["1"]);
  });

  it("waits for what comes", async () => {
    const { clock, events, emit } = openIterator();
    const next = watch(events.next());
    await clock.advance();
    expect(next.state).toBe("pending");
    emit("1");
    await clock.advance();
    expect(next.state).toBe("resolved");
  });

  it("gives each of several readers its own event, in the order of asking", async () => {
    const { events, emit } = openIterator();
    const readers = [events.next(), events.next()];
    emit("1", "2");
    expect((await Promise.all(readers)).map(({ value }) => value?.subject)).toEqual(["1", "2"]);
  });

  it("is independent of other iterators", async () => {
    const { bus, events, emit } = openIterator();
    const other = bus.iterate("a");
    emit("1", "2");
    expect([await subjects(events, 2), await subjects(other, 2)]).toEqual([
      ["1", "2"],
      ["1", "2"],
    ]);
  });

  it("leaves out replays and what its filter refuses", async () => {
    const { bus, clock, events, emit } = openIterator({ filter: ({ subject }) => subject !== "2" });
    emit("1", "2");
    bus.history.replay({ speed: "max" });
    await clock.advance();
    emit("3");
    expect(await subjects(events, 2)).toEqual(["1", "3"]);
  });

  it("listens no more when the loop is left: by break, by a throw, by return()", async () => {
    const { bus, events, emit } = openIterator();
    emit("1", "2");
    await subjects(events, 1);
    expect(bus.subscriptions()).toEqual([]);
    expect(await events.next()).toEqual({ done: true, value: undefined });

    const failing = async () => {
      for await (const event of bus.iterate("a")) throw new Error(event.subject);
    };
    const loop = watch(failing());
    emit("thrown");
    await expect.poll(() => loop.state).toBe("rejected");
    expect(bus.subscriptions()).toEqual([]);
  });

  it("ends those who wait when it is returned", async () => {
    const { events } = openIterator();
    const reader = events.next();
    expect(await events.return?.()).toEqual({ done: true, value: undefined });
    expect(await reader).toEqual({ done: true, value: undefined });
  });

  it("ends when the bus closes, after what it has kept", async () => {
    const { bus, clock, events, emit } = openIterator();
    emit("1", "2");
    void bus.close();
    await clock.advance();
    expect(await subjects(events)).toEqual(["1", "2"]);
    expect(await subjects(bus.iterate("a"))).toEqual([]);
  });

  it("ends those who wait when the bus closes", async () => {
    const { bus, clock, events } = openIterator();
    const seen = watch(subjects(events));
    void bus.close();
    await clock.advance();
    expect(seen.state).toBe("resolved");
  });

  it("throws its signal's reason, before and meanwhile", async () => {
    const { bus } = openBus();
    await expect(bus.iterate("a", { signal: AbortSignal.abort(reason) }).next()).rejects.toBe(reason);
    const controller = new AbortController();
    const events = bus.iterate("a", { signal: controller.signal });
    const reader = events.next();
    controller.abort(reason);
    await expect(reader).rejects.toBe(reason);
    expect(await events.next()).toMatchObject({ done: true });
    expect(bus.subscriptions()).toEqual([]);
  });

  it("throws a TimeoutError when nothing comes in time, counted from each asking", async () => {
    const { clock, events, emit } = openIterator({ timeoutMs: 100 });
    await clock.advance(1000);
    const first = watch(events.next());
    await clock.advance(90);
    emit("1");
    await clock.advance();
    expect(first.state).toBe("resolved");
    const second = watch(events.next());
    await clock.advance(100);
    expect(second.error).toBeInstanceOf(TimeoutError);
    expect(await events.next()).toMatchObject({ done: true });
    expect(clock.scheduled).toBe(0);
  });

  it("throws what its filter throws", async () => {
    const { events, emit, failures } = openIterator({
      filter: () => {
        throw reason;
      },
    });
    emit("1");
    await expect(events.next()).rejects.toBe(reason);
    expect(failures).toEqual([]);
  });
});

describe("the buffer of an iterator", () => {
  it("drops the oldest past its size, and counts them", async () => {
    const { events, emit } = openIterator({ bufferSize: 2 });
    emit("1", "2", "3", "4");
    expect(await subjects(events, 2)).toEqual(["3", "4"]);
    expect(events).toMatchObject({ dropped: 2 });
  });

  it("drops the newest when told so", async () => {
    const { events, emit } = openIterator({ bufferSize: 2, overflow: "drop-newest" });
    emit("1", "2", "3", "4");
    expect(await subjects(events, 2)).toEqual(["1", "2"]);
  });

  it("ends with an error when told so, after what it has kept", async () => {
    const { bus, events, emit } = openIterator({ bufferSize: 2, overflow: "error" });
    emit("1", "2", "3", "4");
    expect(bus.subscriptions()).toEqual([]);
    expect(await events.next()).toMatchObject({ value: { subject: "1" } });
    expect(await events.next()).toMatchObject({ value: { subject: "2" } });
    await expect(events.next()).rejects.toMatchObject({ code: "ERR_BUFFER_OVERFLOW", message: expect.stringContaining("2 events behind") });
    expect(await events.next()).toMatchObject({ done: true });
  });

  it("keeps 1000 unless told otherwise: an abandoned iterator does not grow", async () => {
    const { bus, events } = openIterator();
    for (let n = 0; n < 5000; n++) bus.emit(immediate("a", { subject: String(n) }));
    expect((await subjects(events, 1))[0]).toBe("4000");
  });

  it.each([
    [{ bufferSize: 0 }, RangeError],
    [{ bufferSize: Number.NaN }, RangeError],
    [{ overflow: "drop" }, TypeError],
    [{ timeoutMs: -1 }, RangeError],
    [{ filter: 5 }, TypeError],
  ])("is refused at the call: %o", (options, error) => {
    const { bus } = openBus();
    expect(() => bus.iterate("a", garbage(options))).toThrow(error);
    expect(bus.subscriptions()).toEqual([]);
  });
});
