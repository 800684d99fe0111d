import { configureStore, createAsyncThunk, createSlice, type PayloadAction } from "@reduxjs/toolkit";
import { captureRedux, type CapturedAction } from "eventdeck/capture";
import { describe, expect, it } from "vitest";
import { capturingBus } from "./capturing-bus.ts";

const cart = createSlice({
  name: "cart",
  initialState: { items: [{ sku: "A-1", count: 1 }], total: 1 },
  reducers: {
    added: (state, action: PayloadAction<string>) => {
      state.items.push({ sku: action.payload, count: 1 });
      state.total++;
    },
    counted: (state, action: PayloadAction<number>) => {
      state.items[0]!.count = action.payload;
    },
    refused: () => {
      throw new RangeError("not this one");
    },
  },
});
const user = createSlice({ name: "user", initialState: { name: "" }, reducers: { named: (_, action: PayloadAction<string>) => ({ name: action.payload }) } });
const { added, counted, refused } = cart.actions;

function shop() {
  const capturing = capturingBus();
  const store = configureStore({
    reducer: { cart: cart.reducer, user: user.reducer },
    middleware: (defaults) => defaults().concat(captureRedux(capturing.bus)),
  });
  return { store, ...capturing, actions: () => capturing.payloads() as CapturedAction[] };
}

describe("captureRedux, in a store of Redux Toolkit", () => {
  it("makes an event of each action, and says which slices it changed, and how", () => {
    const { store, published, actions } = shop();
    expect(store.dispatch(counted(3))).toEqual(counted(3));
    store.dispatch(added("B-2"));
    expect(published.map(({ type, topic }) => [type, topic])).toEqual([
      ["redux.cart.counted", "redux.cart.counted"],
      ["redux.cart.added", "redux.cart.added"],
    ]);
    expect(actions()[0]).toEqual({
      type: "cart/counted",
      action: { type: "cart/counted", payload: 3 },
      changed: ["cart"],
      patches: [{ op: "replace", path: ["cart", "items", 0, "count"], before: 1, after: 3 }],
      durationMs: 0,
    });
    expect(actions()[1]!.patches).toEqual([
      { op: "add", path: ["cart", "items", 1], after: { sku: "B-2", count: 1 } },
      { op: "replace", path: ["cart", "total"], before: 1, after: 2 },
    ]);
    expect(Object.isFrozen(store.getState())).toBe(false);
  });

  it("says that an action changed nothing", () => {
    const { store, actions } = shop();
    store.dispatch({ type: "nobody/cares" });
    expect(actions()[0]).toMatchObject({ changed: [], patches: [] });
  });

  it("hands on what a reducer throws, and says it with the action", () => {
    const { store, actions } = shop();
    expect(() => store.dispatch(refused())).toThrow(RangeError);
    expect(actions()[0]).toMatchObject({ type: "cart/refused", changed: [], error: { name: "RangeError", message: "not this one" } });
    store.dispatch(added("C"));
    expect(actions()[1]).toMatchObject({ type: "cart/added" });
  });

  it("puts what is dispatched meanwhile after the action that it follows from", () => {
    const { store, published } = shop();
    let named = false;
    store.subscribe(() => {
      if (named) return;
      named = true;
      store.dispatch(user.actions.named("Ada"));
    });
    store.dispatch(added("B-2"));
    const [first, second] = published;
    expect([first!.type, second!.type]).toEqual(["redux.cart.added", "redux.user.named"]);
    expect([second!.causationId, second!.correlationId]).toEqual([first!.id, first!.correlationId]);
  });

  it("ties the end of an async thunk to its beginning", async () => {
    const load = createAsyncThunk("user/load", async (name: string) => name.toUpperCase());
    const { store, published } = shop();
    await store.dispatch(load("ada"));
    const [pending, fulfilled] = published;
    expect([pending!.type, fulfilled!.type]).toEqual(["redux.user.load.pending", "redux.user.load.fulfilled"]);
    expect([fulfilled!.causationId, fulfilled!.correlationId]).toEqual([pending!.id, pending!.correlationId]);
    expect(pending!.causationId).toBeUndefined();
  });

  it("names a slice that changed in many places, with the whole of it within the budget", () => {
    const rows = createSlice({
      name: "rows",
      initialState: Array.from({ length: 500 }, (_, id) => ({ id, n: 0 })),
      reducers: { all: (state) => state.map(({ id }) => ({ id, n: 1 })) },
    });
    const { bus, payloads } = capturingBus();
    const store = configureStore({
      reducer: { rows: rows.reducer, user: user.reducer },
      middleware: (defaults) => defaults().concat(captureRedux(bus, { maxBytes: 8192 })),
    });
    store.dispatch(rows.actions.all());
    const [action] = payloads() as CapturedAction[];
    expect(action).toMatchObject({ changed: ["rows"], patches: [{ op: "replace", path: ["rows"] }] });
    expect(JSON.stringify(action)).toContain("more items");
  });

  it("is transparent when the bus has closed", async () => {
    const { store, bus, published } = shop();
    await bus.close();
    store.dispatch(added("B-2"));
    expect(store.getState().cart.total).toBe(2);
    expect(published).toEqual([]);
  });

  it("leaves out what a handler of its own events dispatches", async () => {
    const { store, bus, types } = shop();
    bus.subscribe("redux.#", () => void store.dispatch(added("again")));
    store.dispatch(counted(2));
    await bus.advance();
    await bus.advance();
    expect(types()).toEqual(["redux.cart.counted"]);
    expect(store.getState().cart.total).toBe(2);
    store.dispatch(counted(4));
    expect(types()).toEqual(["redux.cart.counted", "redux.cart.counted"]);
  });
});
