import { LaneOverflowError, type Priority } from "eventdeck";
import { describe, expect, it } from "vitest";
import { drafts, immediate, normal, openBus, priorities, undelivered } from "./virtual-bus.ts";

describe("one event reaches all its handlers before the next begins", () => {
  for (const outer of priorities) {
    for (const inner of priorities) {
      it(`when a handler of ${outer} events publishes ${inner} ones`, async () => {
        const { bus, clock } = openBus();
        const seen: string[] = [];
        bus.subscribe("outer", (_, { emit }) => {
          seen.push("outer, first begins");
          emit(drafts[inner]("inner"));
          seen.push("outer, first ends");
        });
        bus.subscribe("outer", () => seen.push("outer, second"));
        bus.subscribe("inner", () => seen.push("inner, first"));
        bus.subscribe("inner", () => seen.push("inner, second"));
        bus.emit(drafts[outer]("outer"));
        await clock.advance();
        expect(seen).toEqual(["outer, first begins", "outer, first ends", "outer, second", "inner, first", "inner, second"]);
      });
    }
  }

  it("also when the handler publishes through the bus instead of its context", async () => {
    const { bus, clock } = openBus();
    const seen: string[] = [];
    bus.subscribe("#", ({ topic }) => {
      seen.push(`1:${topic}`);
      if (topic === "outer") bus.emitMany([immediate("a"), normal("n"), immediate("b")]);
    });
    bus.subscribe("#", ({ topic }) => seen.push(`2:${topic}`));
    bus.emit(immediate("outer"));
    await clock.advance();
    expect(seen).toEqual(["1:outer", "2:outer", "1:a", "2:a", "1:b", "2:b", "1:n", "2:n"]);
  });

  it("in the order of subscribing, whatever the kind of selector", () => {
    const { bus } = openBus();
    const seen: number[] = [];
    const selectors = [/^a/, "#", "a.b", "a.*", "*.b", "a.#"];
    for (const [index, selector] of selectors.entries()) bus.subscribe(selector, () => seen.push(index));
    bus.emit(immediate("a.b"));
    expect(seen).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("while subscribers catch up with what was before them", () => {
    const { bus, heard } = openBus();
    bus.emit(immediate("a"));
    bus.emit(immediate("b"));
    bus.subscribe(
      "#",
      ({ topic }, { emit }) => {
        heard.push(topic);
        if (topic === "a") emit(immediate("set off by a"));
        heard.push(`end of ${topic}`);
      },
      { replayLast: 10 },
    );
    expect(heard).toEqual(["a", "end of a", "b", "end of b", "set off by a", "end of set off by a"]);
  });
});

describe("a lane", () => {
  for (const priority of ["normal", "deferred"] as const) {
    it(`that is ${priority} is first in, first out, in a later task`, async () => {
      const { bus, clock, heard, listen } = openBus();
      listen();
      bus.emit(drafts[priority]("1"));
      bus.emitMany([drafts[priority]("2"), drafts[priority]("3")]);
      void bus.publish(drafts[priority]("4"));
      bus.emit(drafts[priority]("5"), { delayMs: 0 });
      expect(heard).toEqual([]);
      await clock.advance();
      expect(heard).toEqual(["1", "2", "3", "4", "5"]);
    });
  }

  it("delivers immediate events before emit returns", () => {
    const { bus, heard, listen } = openBus();
    listen();
    bus.emit(immediate("1"));
    expect(heard).toEqual(["1"]);
    bus.emitMany([immediate("2"), immediate("3")]);
    expect(heard).toEqual(["1", "2", "3"]);
    void bus.publish(immediate("4"));
    expect(heard).toEqual(["1", "2", "3", "4"]);
  });

  it("gets all events of emitMany before the first of them is delivered", () => {
    const { bus, heard } = openBus();
    bus.subscribe("#", ({ topic }, { emit }) => {
      heard.push(topic);
      if (topic === "1") emit(immediate("set off by 1"));
    });
    bus.emitMany([immediate("1"), immediate("2"), immediate("3")]);
    expect(heard).toEqual(["1", "2", "3", "set off by 1"]);
  });
});

describe("an immediate event", () => {
  for (const outer of ["normal", "deferred"] as const) {
    it(`published in a ${outer} handler follows right after the current event`, async () => {
      const { bus, clock, heard } = openBus();
      bus.subscribe("#", ({ topic }, { emit }) => {
        heard.push(topic);
        if (topic === "1") emit(immediate("now"));
        if (topic === "now") emit(immediate("and now"));
      });
      bus.emitMany([drafts[outer]("1"), drafts[outer]("2")]);
      await clock.advance();
      expect(heard).toEqual(["1", "now", "and now", "2"]);
    });
  }

  it("published by an async handler after an await goes out at once, between two events of a lane", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    bus.subscribe("slow", async (_, { emit }) => {
      await Promise.resolve();
      emit(immediate("afterwards"));
      heard.push("emitted");
    });
    bus.emitMany([normal("slow"), normal("next")]);
    await clock.advance();
    expect(heard).toEqual(["slow", "next", "afterwards", "emitted"]);
  });

  it("is delivered in the order of publishing, breadth first, however deep the chain", () => {
    const { bus, heard } = openBus();
    bus.subscribe("#", ({ topic }, { emit }) => {
      heard.push(topic);
      if (topic.length < 3) for (const next of ["a", "b"]) emit(immediate(topic + next));
    });
    bus.emit(immediate("x"));
    expect(heard).toEqual(["x", "xa", "xb", "xaa", "xab", "xba", "xbb"]);
  });
});

describe("a chain of immediate events that set each other off without end", () => {
  /** Two handlers that answer each other for ever; everything else is noted. */
  function pingPong(outer: Priority, overflow: "reject" | "drop-oldest" | "drop-newest" = "reject") {
    const opened = openBus({ lanes: { capacity: 100, overflow } });
    const { bus, heard } = opened;
    const count = { ping: 0, pong: 0 };
    bus.subscribe("ping", (_, { emit }) => {
      count.ping++;
      emit(immediate("pong"));
    });
    bus.subscribe("pong", (_, { emit }) => {
      count.pong++;
      emit(immediate("ping"));
    });
    bus.subscribe("other", ({ topic }) => heard.push(topic));
    bus.emit(drafts[outer]("ping"));
    return { ...opened, count };
  }

  for (const outer of priorities) {
    it(`fails at the lane's capacity when a handler of ${outer} events began it, and the bus works on`, async () => {
      const { bus, clock, count, failures, heard } = pingPong(outer);
      await clock.advance();
      expect(count).toEqual({ ping: 51, pong: 50 });
      expect(failures).toHaveLength(1);
      expect(failures[0]?.error).toBeInstanceOf(LaneOverflowError);
      expect(failures[0]?.error).toMatchObject({ message: expect.stringContaining("set each other off") });
      expect(undelivered(bus)).toEqual(["pong: overflow"]);
      bus.emit(immediate("other"));
      bus.emit(normal("other"));
      await clock.advance();
      expect(heard).toEqual(["other", "other"]);
    });
  }

  for (const overflow of ["drop-oldest", "drop-newest"] as const) {
    it(`ends under ${overflow} too, also where every event sets off several`, () => {
      const { bus, failures } = openBus({ lanes: { capacity: 100, overflow } });
      let handled = 0;
      bus.subscribe("#", (_, { emit }) => {
        handled++;
        for (const next of ["a", "b", "c"]) emit(immediate(next));
      });
      bus.emit(immediate("first"));
      expect(handled).toBeGreaterThanOrEqual(100);
      expect(handled).toBeLessThanOrEqual(300);
      expect(failures).toEqual([]);
      expect(bus.metrics().undelivered.overflow).toBeGreaterThan(0);
    });
  }

  it("is counted per outermost event: as many again may follow the next one", () => {
    const { bus, failures } = openBus({ lanes: { capacity: 10 } });
    let handled = 0;
    bus.subscribe("burst", (_, { emit }) => {
      for (let count = 0; count < 10; count++) emit(immediate("part"));
    });
    bus.subscribe("part", () => handled++);
    for (let times = 0; times < 5; times++) bus.emit(immediate("burst"));
    expect(handled).toBe(50);
    expect(failures).toEqual([]);
  });
});

describe("who hears an event", () => {
  it("is who is subscribed when its delivery begins", async () => {
    const { bus, clock, heard } = openBus();
    const gone = bus.subscribe("e", () => heard.push("gone"));
    bus.emit(normal("e"));
    bus.subscribe("e", () => heard.push("late"));
    gone.unsubscribe();
    await clock.advance();
    expect(heard).toEqual(["late"]);
  });

  it("changes at once for those who leave, and with the next event for those who join", () => {
    const { bus, heard } = openBus();
    bus.subscribe("e", () => {
      heard.push("first");
      second.unsubscribe();
      bus.subscribe("e", () => heard.push("joined"), { once: true });
    });
    const second = bus.subscribe("e", () => heard.push("second"));
    bus.subscribe("e", () => heard.push("third"));
    bus.emit(immediate("e"));
    expect(heard).toEqual(["first", "third"]);
    bus.emit(immediate("e"));
    expect(heard).toEqual(["first", "third", "first", "third", "joined"]);
  });
});
