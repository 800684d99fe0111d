import { EventEmitter } from "node:events";
import { createBus } from "eventdeck";
import { captureConsole, captureEmitter, captureFetch } from "eventdeck/capture";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as fc from "../fast-check.ts";
import { capturingBus } from "./capturing-bus.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("several captures of one thing", () => {
  it("report to each bus, and restore it whichever ends last", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (order) => {
        const emitter = new EventEmitter();
        const captures = [0, 1, 2].map(() => capturingBus());
        const ends = captures.map(({ bus }) => captureEmitter(bus, emitter));
        const running = new Set([0, 1, 2]);
        for (const which of order) {
          const before = captures.map(({ published }) => published.length);
          emitter.emit("x");
          expect(captures.map(({ published }, index) => published.length - before[index]!)).toEqual([0, 1, 2].map((index) => (running.has(index) ? 1 : 0)));
          ends[which]!();
          running.delete(which);
        }
        expect(Object.hasOwn(emitter, "emit")).toBe(false);
      }),
    );
  });

  it("end once, however often they are ended", () => {
    const emitter = new EventEmitter();
    const { bus, published } = capturingBus();
    const [first, second] = [captureEmitter(bus, emitter), captureEmitter(bus, emitter)];
    first();
    first();
    emitter.emit("x");
    expect(published.length).toBe(1);
    second();
    expect(Object.hasOwn(emitter, "emit")).toBe(false);
  });
});

describe("somebody else's wrapper on top", () => {
  function wrap(emitter: EventEmitter, calls: unknown[]) {
    const below = emitter.emit;
    const wrapper = function emit(this: EventEmitter, ...args: Parameters<EventEmitter["emit"]>) {
      calls.push(args[0]);
      return below.apply(this, args);
    };
    emitter.emit = wrapper;
    return { wrapper, restore: () => (emitter.emit = below) };
  }

  it("stays when the capture ends, which then lets everything pass", () => {
    const emitter = new EventEmitter();
    const { bus, published } = capturingBus();
    const end = captureEmitter(bus, emitter);
    const calls: unknown[] = [];
    const heard: unknown[] = [];
    const { wrapper } = wrap(emitter, calls);
    emitter.on("x", () => heard.push("x"));
    end();
    expect(emitter.emit).toBe(wrapper);
    expect(emitter.emit("x")).toBe(true);
    expect([calls, heard, published]).toEqual([["x"], ["x"], []]);
  });

  it("may come off before the capture ends, or a new one begin above it: each call is captured once", () => {
    const emitter = new EventEmitter();
    const [lower, upper] = [capturingBus(), capturingBus()];
    const endLower = captureEmitter(lower.bus, emitter);
    const calls: unknown[] = [];
    const { restore, wrapper } = wrap(emitter, calls);
    const endUpper = captureEmitter(upper.bus, emitter);
    emitter.emit("x");
    expect([lower.published.length, upper.published.length, calls.length]).toEqual([1, 1, 1]);
    endUpper();
    expect(emitter.emit).toBe(wrapper);
    restore();
    emitter.emit("y");
    expect([lower.published.length, upper.published.length, calls.length]).toEqual([2, 1, 1]);
    endLower();
    expect(Object.hasOwn(emitter, "emit")).toBe(false);
  });

  it("may take the capture's wrapper back after its end: a new capture uses it", () => {
    const emitter = new EventEmitter();
    const { bus, published } = capturingBus();
    const { restore } = (() => {
      const end = captureEmitter(bus, emitter);
      const wrapped = wrap(emitter, []);
      end();
      return wrapped;
    })();
    restore();
    emitter.emit("x");
    expect(published).toEqual([]);
    const end = captureEmitter(bus, emitter);
    emitter.emit("x");
    expect(published.length).toBe(1);
    end();
    expect(Object.hasOwn(emitter, "emit")).toBe(false);
  });
});

describe("what is wrapped", () => {
  it("is restored with its descriptor, accessors included", () => {
    const get = () => stand;
    const stand = () => Promise.resolve(new Response());
    vi.stubGlobal("fetch", undefined);
    Object.defineProperty(globalThis, "fetch", { get, configurable: true, enumerable: true });
    const end = captureFetch(createBus());
    expect(Object.getOwnPropertyDescriptor(globalThis, "fetch")).toMatchObject({ writable: true, enumerable: true, configurable: true });
    end();
    expect(Object.getOwnPropertyDescriptor(globalThis, "fetch")).toEqual({ get, set: undefined, configurable: true, enumerable: true });
  });

  it("keeps name, length, members, and what is set on it meanwhile", () => {
    const original = Object.assign(function fetch(_input: unknown) {}, { preconnect: () => "preconnected" });
    vi.stubGlobal("fetch", original);
    const end = captureFetch(createBus());
    expect([globalThis.fetch.name, globalThis.fetch.length, Reflect.get(globalThis.fetch, "preconnect")]).toEqual(["fetch", 1, original.preconnect]);
    Reflect.set(globalThis.fetch, "extra", 1);
    end();
    expect(globalThis.fetch).toBe(original);
    expect(original).toHaveProperty("extra", 1);
  });

  it("is restored when the bus closes", async () => {
    const bus = createBus();
    const original = { fetch: globalThis.fetch, error: console.error };
    const emitter = new EventEmitter();
    captureFetch(bus);
    captureConsole(bus);
    captureEmitter(bus, emitter);
    expect(globalThis.fetch).not.toBe(original.fetch);
    await bus.close();
    expect(globalThis.fetch).toBe(original.fetch);
    expect(console.error).toBe(original.error);
    expect(Object.hasOwn(emitter, "emit")).toBe(false);
  });

  it("is left alone by a capture on a closed bus", async () => {
    const bus = createBus();
    await bus.close();
    const original = globalThis.fetch;
    const end = captureFetch(bus);
    expect(globalThis.fetch).toBe(original);
    end();
  });

  it("works as before while the bus refuses what is captured", () => {
    const bus = createBus({ lanes: { capacity: 1 } });
    const stopping = createBus({
      middleware: [
        {
          name: "refuses",
          beforePublish: () => {
            throw new Error("not here");
          },
        },
      ],
    });
    const emitter = new EventEmitter();
    captureEmitter(bus, emitter);
    captureEmitter(stopping, emitter);
    const heard: number[] = [];
    emitter.on("x", (n: number) => heard.push(n));
    for (let n = 0; n < 3; n++) expect(emitter.emit("x", n)).toBe(true);
    expect(heard).toEqual([0, 1, 2]);
    expect(bus.history.undelivered().map(({ reason }) => reason)).toEqual(["overflow", "overflow"]);
    expect(stopping.history.undelivered().map(({ by }) => by)).toEqual(["refuses", "refuses", "refuses"]);
  });
});
