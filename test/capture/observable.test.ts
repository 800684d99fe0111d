import { captureObservable } from "eventdeck/capture";
import { BehaviorSubject, concat, of, Subject, throwError } from "rxjs";
import { describe, expect, it } from "vitest";
import { garbage } from "../garbage.ts";
import { capturingBus } from "./capturing-bus.ts";

describe("captureObservable, with RxJS", () => {
  it("makes events of values and of the completion", () => {
    const { bus, published } = capturingBus();
    const search$ = new Subject<{ term: string }>();
    captureObservable(bus, search$, { topic: "search box" });
    const value = { term: "bear" };
    search$.next(value);
    search$.complete();
    expect(published.map(({ type, topic, payload }) => [type, topic, payload])).toEqual([
      ["search.box.next", "search box.next", { value: { term: "bear" } }],
      ["search.box.complete", "search box.complete", undefined],
    ]);
    expect(Object.isFrozen(value)).toBe(false);
  });

  it("makes an event of an error", () => {
    const { bus, published } = capturingBus();
    captureObservable(
      bus,
      concat(
        of(1),
        throwError(() => new RangeError("gone")),
      ),
      { topic: "feed" },
    );
    expect(published.map(({ type, payload }) => [type, payload])).toEqual([
      ["feed.next", { value: 1 }],
      ["feed.error", { error: expect.objectContaining({ name: "RangeError", message: "gone" }) }],
    ]);
  });

  it("leaves the source without an observer at its end, also when the bus closes", async () => {
    const { bus, published } = capturingBus();
    const source$ = new BehaviorSubject(1);
    const end = captureObservable(bus, source$, { topic: "state" });
    captureObservable(bus, source$, { topic: "again" });
    end();
    expect(source$.observed).toBe(true);
    await bus.close();
    expect(source$.observed).toBe(false);
    source$.next(2);
    expect(published.map(({ type }) => type)).toEqual(["state.next", "again.next"]);
  });

  it("does not capture the stream of its own events without end", async () => {
    const { bus, types } = capturingBus();
    captureObservable(bus, bus.stream("#"), { topic: "mirror" });
    bus.emit({ type: "cart.added", input: 1 });
    for (let turns = 0; turns < 5; turns++) await bus.advance();
    expect(types()).toEqual(["cart.added", "mirror.next"]);
  });

  it("does not capture what a handler of its events brings about in the source", async () => {
    const { bus, types } = capturingBus();
    const source$ = new Subject<number>();
    captureObservable(bus, source$, { topic: "count" });
    bus.subscribe("count.next", () => source$.next(2));
    source$.next(1);
    for (let turns = 0; turns < 5; turns++) await bus.advance();
    expect(types()).toEqual(["count.next"]);
  });

  it("refuses what is no observable, and a missing topic", () => {
    const { bus } = capturingBus();
    expect(() => captureObservable(bus, garbage(null), { topic: "x" })).toThrow(/no observable/);
    expect(() => captureObservable(bus, of(1), garbage({}))).toThrow(/needs a topic/);
  });
});
