import { EventEmitter } from "node:events";
import { captureEmitter } from "eventdeck/capture";
import { EventEmitter2 } from "eventemitter2";
import { EventEmitter as EventEmitter3 } from "eventemitter3";
import mitt from "mitt";
import { createNanoEvents } from "nanoevents";
import { describe, expect, it } from "vitest";
import { capturingBus } from "./capturing-bus.ts";
import { garbage } from "../garbage.ts";

interface Emitter {
  emit(type: string, ...args: unknown[]): unknown;
  on(type: string, listener: (...args: unknown[]) => void): unknown;
}
const emitters: Record<string, () => Emitter> = {
  mitt: () => mitt<Record<string, unknown>>(),
  eventemitter3: () => new EventEmitter3(),
  eventemitter2: () => new EventEmitter2(),
  nanoevents: () => createNanoEvents() as Emitter,
  "Node's EventEmitter": () => new EventEmitter(),
};

describe.each(Object.entries(emitters))("%s", (_, make) => {
  it("is captured: what is emitted is an event, and the listeners hear it all the same", () => {
    const { bus, published } = capturingBus();
    const emitter = make();
    const heard: unknown[] = [];
    emitter.on("cart/item added", (item) => heard.push(item));
    const end = captureEmitter(bus, emitter);
    const item = { sku: "A-1" };
    emitter.emit("cart/item added", item);
    expect(heard).toEqual([item]);
    expect(heard[0]).toBe(item);
    expect(Object.isFrozen(item)).toBe(false);
    expect(published.map(({ type, topic, payload }) => ({ type, topic, payload }))).toEqual([
      { type: "emitter.cart.item.added", topic: "emitter.cart.item.added", payload: { type: "cart/item added", args: [{ sku: "A-1" }] } },
    ]);
    end();
    emitter.emit("cart/item added", item);
    expect(published.length).toBe(1);
    expect(heard.length).toBe(2);
  });

  it("returns and throws as it does without a capture, has the same members, and is as before at the end", () => {
    const plain = make();
    const emitter = make();
    const { bus } = capturingBus();
    const before = Object.getOwnPropertyDescriptor(emitter, "emit");
    const prototype: unknown = Object.getPrototypeOf(emitter);
    const end = captureEmitter(bus, emitter);
    for (const one of [plain, emitter]) {
      one.on("bad", () => {
        throw new RangeError("listener");
      });
      one.on("good", () => {});
    }
    for (const type of ["good", "nobody"]) expect(emitter.emit(type)).toEqual(plain.emit(type));
    expect(() => emitter.emit("bad")).toThrow(RangeError);
    expect([emitter.emit.name, emitter.emit.length]).toEqual([plain.emit.name, plain.emit.length]);
    expect(Object.keys(emitter)).toEqual(Object.keys(plain));
    expect(Object.getPrototypeOf(emitter)).toBe(prototype);
    end();
    expect(Object.getOwnPropertyDescriptor(emitter, "emit")).toEqual(before);
  });
});

describe("captureEmitter", () => {
  it("says what followed from what: an emission within another is its consequence", () => {
    const { bus, published } = capturingBus();
    const emitter = new EventEmitter();
    captureEmitter(bus, emitter);
    emitter.on("outer", () => emitter.emit("inner"));
    emitter.emit("outer");
    emitter.emit("later");
    const [outer, inner, later] = published;
    expect([outer!.type, inner!.type, later!.type]).toEqual(["emitter.outer", "emitter.inner", "emitter.later"]);
    expect([inner!.causationId, inner!.correlationId]).toEqual([outer!.id, outer!.correlationId]);
    expect(later!.causationId).toBeUndefined();
  });

  it("goes on after a listener has thrown: the next emission is nobody's consequence", () => {
    const { bus, published } = capturingBus();
    const emitter = new EventEmitter();
    captureEmitter(bus, emitter);
    emitter.once("bad", () => {
      throw new Error("listener");
    });
    expect(() => emitter.emit("bad")).toThrow("listener");
    emitter.emit("next");
    expect(published[1]!.causationId).toBeUndefined();
  });

  it("takes symbols, paths and odd names for types, and cuts what is endless", () => {
    const { bus, types } = capturingBus();
    const emitter = { emit: (_type: unknown) => true };
    captureEmitter(bus, emitter);
    for (const type of [Symbol("a b"), ["cart", "added"], "  ", "..x..", "ß", 7, {}, undefined, "long".repeat(1000)]) emitter.emit(type);
    expect(types().slice(0, -1)).toEqual(["a.b", "cart.added", "unnamed", "x", "unnamed", "7", "unnamed", "unnamed"].map((words) => `emitter.${words}`));
    expect(types().at(-1)!.length).toBeLessThan(120);
  });

  it("takes other first words for the topic, and keeps its type", () => {
    const { bus, published } = capturingBus();
    const emitter = mitt<{ added: number }>();
    captureEmitter(bus, emitter, { topic: "legacy bus" });
    emitter.emit("added", 1);
    expect(published.map(({ type, topic }) => [type, topic])).toEqual([["emitter.added", "legacy bus.added"]]);
  });

  it("runs no handler within the application's call", async () => {
    const { bus } = capturingBus();
    const emitter = new EventEmitter();
    captureEmitter(bus, emitter);
    const order: string[] = [];
    bus.subscribe("emitter.#", () => order.push("handler"));
    emitter.on("x", () => order.push("listener"));
    emitter.emit("x");
    order.push("after");
    await bus.advance();
    expect(order).toEqual(["listener", "after", "handler"]);
  });

  it("refuses what it cannot capture, and says what to do", () => {
    const { bus } = capturingBus();
    expect(() => captureEmitter(bus, garbage({}))).toThrow(/no emitter/);
    expect(() => captureEmitter(bus, garbage(undefined))).toThrow(/no emitter/);
    expect(() => captureEmitter(bus, bus)).toThrow(/its own bus/);
    expect(() => captureEmitter(garbage(undefined), mitt())).toThrow(/no bus/);
    expect(() => captureEmitter(bus, Object.freeze({ emit: () => 1 }))).toThrow(/read-only or its object is frozen/);
    expect(() => captureEmitter(bus, mitt(), { topic: "" })).toThrow(/topic of captureEmitter/);
  });
});
