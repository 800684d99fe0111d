import { type InspectRecord, LaneOverflowError } from "eventdeck";
import { describe, expect, it } from "vitest";
import { depths, drafts, immediate, normal, openBus, undelivered, watch } from "./virtual-bus.ts";

for (const priority of ["normal", "deferred"] as const) {
  const draft = drafts[priority];

  describe(`a full ${priority} lane`, () => {
    it("refuses a newcomer by default, and says what to do", async () => {
      const { bus, clock, heard, listen } = openBus({ lanes: { capacity: 2 } });
      listen();
      bus.emit(draft("1"));
      bus.emit(draft("2"));
      const emit = () => bus.emit(draft("3"));
      expect(emit).toThrow(LaneOverflowError);
      expect(emit).toThrow(new RegExp(`The ${priority} lane holds at most 2 events.*room\\("${priority}"\\).*lanes\\.capacity.*lanes\\.overflow`));
      await expect(bus.publish(draft("4"))).rejects.toBeInstanceOf(LaneOverflowError);
      expect(undelivered(bus)).toEqual(["3: overflow", "3: overflow", "4: overflow"]);
      expect(bus.metrics()).toMatchObject({ emitted: 2, undelivered: { overflow: 3 } });
      await clock.advance();
      expect(heard).toEqual(["1", "2"]);
    });

    it("takes newcomers again once events have left", async () => {
      const { bus, clock, heard, listen } = openBus({ lanes: { capacity: 2 } });
      listen();
      bus.emitMany([draft("1"), draft("2")]);
      await clock.advance();
      bus.emitMany([draft("3"), draft("4")]);
      expect(() => bus.emit(draft("5"))).toThrow(LaneOverflowError);
      await clock.advance();
      expect(heard).toEqual(["1", "2", "3", "4"]);
    });

    it("lets in all or none of many, whatever their lanes", async () => {
      const { bus, clock, heard, listen } = openBus({ lanes: { capacity: 3 } });
      listen();
      bus.emit(draft("1"));
      expect(() => bus.emitMany([immediate("now"), draft("2"), draft("3"), draft("4")])).toThrow(LaneOverflowError);
      await expect(bus.publishMany([draft("5"), draft("6"), draft("7")])).rejects.toBeInstanceOf(LaneOverflowError);
      expect(heard).toEqual([]);
      expect(depths(bus)[priority]).toBe(1);
      expect(undelivered(bus)).toEqual(["now", "2", "3", "4", "5", "6", "7"].map((type) => `${type}: overflow`));
      bus.emitMany([immediate("now"), draft("2"), draft("3")]);
      await clock.advance();
      expect(heard).toEqual(["now", "1", "2", "3"]);
    });

    it("fails the handler that publishes too much, and nobody else", async () => {
      const { bus, clock, heard, failures, listen } = openBus({ lanes: { capacity: 2 } });
      bus.subscribe("begin", (_, { emit }) => {
        for (const type of ["1", "2", "3"]) emit(draft(type));
      });
      listen();
      bus.emit(immediate("begin"));
      await clock.advance();
      expect(heard).toEqual(["begin", "1", "2"]);
      expect(failures.map(({ error }) => error)).toEqual([expect.any(LaneOverflowError)]);
    });

    it("gives up its oldest event under drop-oldest", async () => {
      const { bus, clock, heard, listen } = openBus({ lanes: { capacity: 2, overflow: "drop-oldest" } });
      listen();
      const reports = ["1", "2", "3"].map((type) => bus.publish(draft(type)));
      bus.emit(draft("4"));
      expect(undelivered(bus)).toEqual(["1: overflow", "2: overflow"]);
      expect(depths(bus)[priority]).toBe(2);
      await clock.advance();
      expect(heard).toEqual(["3", "4"]);
      expect((await Promise.all(reports)).map(({ status }) => status)).toEqual(["dropped", "dropped", "delivered"]);
      expect(bus.metrics()).toMatchObject({ emitted: 4, delivered: 2, undelivered: { overflow: 2 } });
    });

    it("keeps the last that fit of many under drop-oldest", async () => {
      const { bus, clock, heard, listen } = openBus({ lanes: { capacity: 2, overflow: "drop-oldest" } });
      listen();
      bus.emitMany(["1", "2", "3", "4", "5"].map((type) => draft(type)));
      await clock.advance();
      expect(heard).toEqual(["4", "5"]);
    });

    it("turns newcomers away under drop-newest, without a throw", async () => {
      const { bus, clock, heard, listen } = openBus({ lanes: { capacity: 2, overflow: "drop-newest" } });
      listen();
      const reports = ["1", "2", "3"].map((type) => bus.publish(draft(type)));
      expect(bus.emit(draft("4"))).toMatchObject({ type: "4" });
      bus.emitMany([draft("5"), draft("6")]);
      expect(undelivered(bus)).toEqual(["3", "4", "5", "6"].map((type) => `${type}: overflow`));
      await clock.advance();
      expect(heard).toEqual(["1", "2"]);
      expect((await Promise.all(reports)).map(({ status, deliveries }) => [status, deliveries.length])).toEqual([
        ["delivered", 1],
        ["delivered", 1],
        ["dropped", 0],
      ]);
      expect(bus.metrics()).toMatchObject({ emitted: 2, undelivered: { overflow: 4 } });
    });

    it("never drops the work of an RxJS scheduler", async () => {
      const { bus, clock, heard, listen } = openBus({ lanes: { capacity: 1, overflow: "drop-oldest" } });
      listen();
      for (const name of ["work 1", "work 2"]) bus.scheduler(priority).schedule(() => heard.push(name));
      bus.emit(draft("turned away"));
      await clock.advance();
      expect(heard).toEqual(["work 1", "work 2"]);
      expect(undelivered(bus)).toEqual(["turned away: overflow"]);
    });
  });
}

describe("capacity", () => {
  it("counts each lane by itself", () => {
    const { bus } = openBus({ lanes: { capacity: 1 } });
    bus.emit(drafts.normal("n"));
    bus.emit(drafts.deferred("d"));
    bus.emit(immediate("i"));
    expect(depths(bus)).toEqual({ immediate: 0, normal: 1, deferred: 1 });
  });

  it("is 100 000 by default", () => {
    const { bus } = openBus({ history: { maxUndelivered: 1 } });
    bus.emitMany(Array.from({ length: 100_000 }, () => normal("e")));
    expect(() => bus.emit(normal("e"))).toThrow(LaneOverflowError);
  });

  it("bounds immediate events that are published together", () => {
    const { bus, heard, listen } = openBus({ lanes: { capacity: 2 } });
    listen();
    expect(() => bus.emitMany(["1", "2", "3"].map((type) => immediate(type)))).toThrow(LaneOverflowError);
    bus.emitMany(["1", "2"].map((type) => immediate(type)));
    expect(heard).toEqual(["1", "2"]);
  });

  it("is checked before anything is recorded, and what overflowed is inspected", async () => {
    const { bus, clock } = openBus({ lanes: { capacity: 1 } });
    const records: InspectRecord[] = [];
    bus.inspect$.subscribe((record) => records.push(record));
    bus.emit(normal("1"));
    expect(() => bus.emit(normal("2"))).toThrow(LaneOverflowError);
    expect(bus.history.size).toBe(0);
    expect(records).toMatchObject([
      { kind: "accepted", event: { type: "1" } },
      { kind: "undelivered", attempt: { event: { type: "2" }, reason: "overflow", after: 0 } },
    ]);
    await clock.advance();
    expect([...bus.history].map(({ event }) => event.type)).toEqual(["1"]);
  });

  it("turned down leaves the publisher of an earlier event waiting for that one only", async () => {
    const { bus, clock } = openBus({ lanes: { capacity: 1 } });
    const first = watch(bus.publish(normal("1")));
    await expect(bus.publish(normal("2"))).rejects.toBeInstanceOf(LaneOverflowError);
    expect(first.state).toBe("pending");
    await clock.advance();
    expect(first.state).toBe("resolved");
  });
});
