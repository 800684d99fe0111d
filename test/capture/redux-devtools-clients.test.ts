import { captureReduxDevtoolsClients, jumpToState } from "eventdeck/capture";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { devtools, redux } from "zustand/middleware";
import { createStore } from "zustand/vanilla";
import { capturingBus } from "./capturing-bus.ts";

interface Bears {
  readonly bears: number;
  readonly honey: { readonly jars: number };
  feed(): void;
}
function bearStore(name = "bears") {
  return createStore<Bears>()(
    devtools(
      (set) => ({
        bears: 0,
        honey: { jars: 2 },
        feed: () => set(({ bears, honey }) => ({ bears: bears + 1, honey: { jars: honey.jars - 1 } }), undefined, "bears/feed"),
      }),
      { name, enabled: true },
    ),
  );
}
const extension = (): unknown => Reflect.get(globalThis, "__REDUX_DEVTOOLS_EXTENSION__");

beforeEach(() => {
  // zustand and Redux Toolkit look for the extension on the window.
  vi.stubGlobal("window", globalThis);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("captureReduxDevtoolsClients, with zustand's devtools middleware", () => {
  it("makes events of what a store begins with and of what changes it", () => {
    const { bus, published, payloads } = capturingBus();
    const end = captureReduxDevtoolsClients(bus);
    const store = bearStore();
    store.getState().feed();
    expect(published.map(({ type }) => type)).toEqual(["store.bears.init", "store.bears.bears.feed"]);
    expect(payloads()[0]).toMatchObject({ store: "bears", state: { bears: 0, honey: { jars: 2 }, feed: { $unserializable: "function feed" } } });
    expect(payloads()[1]).toEqual({
      store: "bears",
      type: "bears/feed",
      action: { type: "bears/feed" },
      changed: ["bears", "honey"],
      patches: [
        { op: "replace", path: ["bears"], before: 0, after: 1 },
        { op: "replace", path: ["honey", "jars"], before: 2, after: 1 },
      ],
    });
    end();
  });

  it("takes a store back to the state after one of its events, and what follows starts from there", () => {
    const { bus, published, payloads } = capturingBus();
    const end = captureReduxDevtoolsClients(bus);
    const store = bearStore();
    for (let times = 0; times < 3; times++) store.getState().feed();
    bus.emit(jumpToState({ event: published[1]!.id }));
    expect(store.getState()).toMatchObject({ bears: 1, honey: { jars: 1 } });
    expect(store.getState().feed).toBeTypeOf("function");
    store.getState().feed();
    expect(store.getState().bears).toBe(2);
    expect(payloads().at(-1)).toMatchObject({ patches: [{ path: ["bears"], before: 1, after: 2 }, {}] });
    end();
  });

  it("says of an event whose state it does not keep that it cannot go there", async () => {
    const failures: string[] = [];
    const { bus } = capturingBus();
    const end = captureReduxDevtoolsClients(bus);
    bus.use({ name: "test", onError: ({ error }) => failures.push(String(error)) > 0 });
    bus.emit(jumpToState({ event: "elsewhere" }));
    expect(failures).toEqual([expect.stringContaining('No state is kept for the event "elsewhere"')]);
    end();
  });

  it("works with zustand's redux middleware", () => {
    const { bus, types, payloads } = capturingBus();
    const end = captureReduxDevtoolsClients(bus);
    const store = createStore(
      devtools(
        redux((state: { n: number }, action: { type: "grown"; by: number }) => ({ n: state.n + action.by }), { n: 1 }),
        { name: "field", enabled: true },
      ),
    );
    store.dispatch({ type: "grown", by: 2 });
    expect(types()).toEqual(["store.field.init", "store.field.grown"]);
    expect(payloads()[1]).toMatchObject({ action: { type: "grown", by: 2 }, patches: [{ path: ["n"], before: 1, after: 3 }] });
    end();
  });

  it("leaves out what a handler of a store's event changes in that store, and captures what it changes in another", async () => {
    const { bus, types } = capturingBus();
    const end = captureReduxDevtoolsClients(bus);
    const [bears, foxes] = [bearStore("bears"), bearStore("foxes")];
    bus.subscribe("store.bears.bears.feed", () => {
      bears.getState().feed();
      foxes.getState().feed();
    });
    bears.getState().feed();
    for (let turns = 0; turns < 3; turns++) await bus.advance();
    expect(types()).toEqual(["store.bears.init", "store.foxes.init", "store.bears.bears.feed", "store.foxes.bears.feed"]);
    expect(bears.getState().bears).toBe(2);
    end();
  });
});

describe("its end", () => {
  it("takes away what was put in place, and leaves stores working and silent", () => {
    const { bus, published } = capturingBus();
    const before = Object.hasOwn(globalThis, "__REDUX_DEVTOOLS_EXTENSION__");
    const end = captureReduxDevtoolsClients(bus);
    const store = bearStore();
    end();
    store.getState().feed();
    expect(store.getState().bears).toBe(1);
    expect(published.length).toBe(1);
    expect(before).toBe(false);
    for (const key of ["__REDUX_DEVTOOLS_EXTENSION__", "__REDUX_DEVTOOLS_EXTENSION_COMPOSE__"]) expect(Object.hasOwn(globalThis, key)).toBe(false);
  });

  it("comes for each bus by itself, in any order", () => {
    const [first, second] = [capturingBus(), capturingBus()];
    const endFirst = captureReduxDevtoolsClients(first.bus);
    const endSecond = captureReduxDevtoolsClients(second.bus);
    const store = bearStore();
    endFirst();
    store.getState().feed();
    expect([first.types(), second.types()]).toEqual([["store.bears.init"], ["store.bears.init", "store.bears.bears.feed"]]);
    endSecond();
    expect(extension()).toBeUndefined();
  });
});

describe("an extension that is installed", () => {
  function install() {
    const calls: unknown[][] = [];
    const listeners: ((message: unknown) => void)[] = [];
    const connect = (options: unknown) => {
      calls.push(["connect", options]);
      return {
        init: (...args: unknown[]) => calls.push(["init", ...args]),
        send: (...args: unknown[]) => calls.push(["send", ...args]),
        subscribe: (listener: (message: unknown) => void) => {
          listeners.push(listener);
          return () => listeners.splice(listeners.indexOf(listener), 1);
        },
        unsubscribe: () => calls.push(["unsubscribe"]),
        error: () => {},
      };
    };
    const real = Object.assign(() => undefined, { connect, open: () => calls.push(["open"]) });
    vi.stubGlobal("__REDUX_DEVTOOLS_EXTENSION__", real);
    return { real, calls, listeners };
  }

  it("is reported to as well, may jump by itself, and is what it was at the end", () => {
    const { real, calls, listeners } = install();
    const { bus, types } = capturingBus();
    const end = captureReduxDevtoolsClients(bus);
    const store = bearStore();
    store.getState().feed();
    expect(calls.map(([name]) => name)).toEqual(["connect", "init", "send"]);
    expect(types()).toEqual(["store.bears.init", "store.bears.bears.feed"]);
    for (const listen of listeners) listen({ type: "DISPATCH", payload: { type: "JUMP_TO_STATE" }, state: JSON.stringify({ bears: 40 }) });
    expect(store.getState().bears).toBe(40);
    Reflect.get(extension() as object, "open")();
    expect(calls.at(-1)).toEqual(["open"]);
    end();
    expect(extension()).toBe(real);
    store.getState().feed();
    expect(calls.at(-1)![0]).toBe("send");
    expect(types().length).toBe(2);
  });
});

describe("the extension's other form, the enhancer", () => {
  it("captures a store of Redux Toolkit that is made after it, and takes it back", async () => {
    const { bus, published, payloads } = capturingBus();
    const end = captureReduxDevtoolsClients(bus);
    // Redux Toolkit looks for the extension when it is loaded.
    vi.resetModules();
    const { configureStore, createSlice } = await import("@reduxjs/toolkit");
    const slice = createSlice({ name: "counter", initialState: { n: 0 }, reducers: { up: (state) => void state.n++ } });
    const store = configureStore({ reducer: slice.reducer, devTools: { name: "counter" } });
    store.dispatch(slice.actions.up());
    store.dispatch(slice.actions.up());
    expect(published.map(({ type }) => type)).toEqual(["store.counter.init", "store.counter.counter.up", "store.counter.counter.up"]);
    expect(payloads()[2]).toMatchObject({ type: "counter/up", patches: [{ path: ["n"], before: 1, after: 2 }] });
    bus.emit(jumpToState({ event: published[1]!.id }));
    expect(store.getState()).toEqual({ n: 1 });
    store.dispatch(slice.actions.up());
    expect(store.getState()).toEqual({ n: 2 });
    end();
  });
});
