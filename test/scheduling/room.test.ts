import { BusClosedError, LaneOverflowError } from "eventdeck";
import { describe, expect, it } from "vitest";
import { drafts, immediate, normal, openBus, priorities, watch } from "./virtual-bus.ts";

describe("room", () => {
  it("resolves at once when there is room", async () => {
    const { bus } = openBus({ lanes: { capacity: 3 } });
    bus.emit(normal("1"));
    for (const priority of priorities) await expect(bus.room(priority)).resolves.toBeUndefined();
    await bus.room("normal", 2);
    await bus.room("deferred", 3);
  });

  for (const priority of ["normal", "deferred"] as const) {
    it(`resolves when enough events have left the ${priority} lane`, async () => {
      const { bus, clock } = openBus({ lanes: { capacity: 2 } });
      bus.subscribe("#", () => clock.spend(10));
      bus.emitMany([drafts[priority]("1"), drafts[priority]("2")]);
      const one = watch(bus.room(priority));
      const two = watch(bus.room(priority, 2));
      await clock.turn();
      expect([one.state, two.state]).toEqual(["resolved", "pending"]);
      await clock.advance(20);
      expect(two.state).toBe("resolved");
    });
  }

  it("is made by cancelling as well as by delivering", async () => {
    const { bus, clock } = openBus({ lanes: { capacity: 1 } });
    bus.pause();
    const controller = new AbortController();
    bus.emit(normal("e"), { signal: controller.signal });
    const room = watch(bus.room("normal"));
    await clock.advance();
    expect(room.state).toBe("pending");
    controller.abort();
    await clock.advance();
    expect(room.state).toBe("resolved");
  });

  it("is made by expiry and by stepping", async () => {
    const { bus, clock } = openBus({ lanes: { capacity: 1 } });
    bus.pause();
    bus.emit(normal("e", { ttlMs: 0 }));
    const room = watch(bus.room("normal"));
    bus.step();
    await clock.advance();
    expect(room.state).toBe("resolved");
  });

  it("is given first come, first served: small requests do not overtake a large one", async () => {
    const { bus, clock, heard } = openBus({ lanes: { capacity: 3 } });
    bus.subscribe("#", () => clock.spend(10));
    bus.emitMany([normal("1"), normal("2"), normal("3")]);
    void bus.room("normal", 2).then(() => heard.push("large"));
    void bus.room("normal", 1).then(() => heard.push("small"));
    await clock.turn();
    expect(heard).toEqual([]);
    await clock.turn();
    expect(heard).toEqual(["large"]);
    await clock.turn();
    expect(heard).toEqual(["large", "small"]);
  });

  it("is given to those who asked before those who ask now, and to these too when it is not taken", async () => {
    const { bus, clock, heard } = openBus({ lanes: { capacity: 2 } });
    bus.subscribe("#", () => clock.spend(10));
    bus.emitMany([normal("1"), normal("2")]);
    void bus.room("normal", 2).then(() => heard.push("first"));
    await clock.turn();
    // One would fit now, but somebody was here before.
    void bus.room("normal", 1).then(() => heard.push("second"));
    await clock.turn();
    expect(heard).toEqual(["first"]);
    await clock.advance();
    expect(heard).toEqual(["first", "second"]);
  });

  it("is promised once: two that were let in by one slice both find it", async () => {
    const { bus, clock, heard } = openBus({ lanes: { capacity: 3 } });
    bus.subscribe("old", () => clock.spend(2.5));
    bus.emitMany([normal("old"), normal("old"), normal("old")]);
    const produce = async (name: string, count: number) => {
      await bus.room("normal", count);
      bus.emitMany(Array.from({ length: count }, () => normal(name)));
    };
    bus.subscribe(["a", "b"], ({ type }) => heard.push(type));
    const produced = watch(Promise.all([produce("a", 1), produce("b", 2)]));
    await clock.turn();
    await clock.advance(100);
    expect(produced.state).toBe("resolved");
    expect(heard.toSorted()).toEqual(["a", "b", "b"]);
  });

  it("slows a producer down so that nothing overflows", async () => {
    const { bus, clock, heard, listen } = openBus({ lanes: { capacity: 5 } });
    listen();
    const produce = async () => {
      for (let count = 0; count < 100; count++) {
        await bus.room("normal");
        bus.emit(normal("e"));
      }
    };
    const produced = watch(produce());
    await clock.advance();
    expect(produced.state).toBe("resolved");
    expect(heard).toHaveLength(100);
    expect(bus.metrics().lanes.normal.highWater).toBe(5);
  });

  it("in the immediate lane, asked for inside a chain that is at its end, is there when the chain is over", async () => {
    const { bus, clock, heard, failures } = openBus({ lanes: { capacity: 2 } });
    bus.subscribe("begin", async (_, { emit }) => {
      emit(immediate("1"));
      emit(immediate("2"));
      expect(() => emit(immediate("3"))).toThrow(LaneOverflowError);
      await bus.room("immediate");
      emit(immediate("4"));
    });
    bus.subscribe("#", ({ topic }) => heard.push(topic));
    bus.emit(immediate("begin"));
    await clock.advance();
    expect(heard).toEqual(["begin", "1", "2", "4"]);
    expect(failures).toEqual([]);
  });

  it("is refused for more than a lane holds, for nothing, and for no number", async () => {
    const { bus } = openBus({ lanes: { capacity: 3 } });
    for (const count of [4, 0, -1, NaN, Infinity]) {
      await expect(bus.room("normal", count)).rejects.toThrow(RangeError);
      await expect(bus.room("normal", count)).rejects.toThrow(new RegExp(`holds 3: .*room for ${count}`));
    }
  });

  it("is refused for a lane that there is not", async () => {
    const { bus } = openBus();
    await expect(bus.room("urgent" as "normal")).rejects.toThrow(/priority is "urgent": use "immediate" or "normal" or "deferred"/);
  });

  it("is refused once the bus closes, for those who wait and for those who ask", async () => {
    const { bus, clock } = openBus({ lanes: { capacity: 1 } });
    bus.subscribe("#", () => new Promise(() => {}));
    bus.emit(normal("1"));
    const waiting = watch(bus.room("normal"));
    const closing = bus.close({ drain: false });
    await expect(bus.room("normal")).rejects.toBeInstanceOf(BusClosedError);
    await clock.advance();
    await closing;
    await expect(bus.room("normal")).rejects.toBeInstanceOf(BusClosedError);
    expect(waiting.state).toBe("rejected");
    expect(waiting.error).toBeInstanceOf(BusClosedError);
  });
});
