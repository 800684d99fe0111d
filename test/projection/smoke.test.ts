import { createBus, defineEvent, payload } from "eventdeck";
import { createProjection, timeTravel } from "eventdeck/projection";
import { expect, it } from "vitest";

const added = defineEvent("cart.item-added", payload<{ sku: string }>(), { priority: "immediate" });
it("folds, remembers and travels", async () => {
  const bus = createBus({ events: [added] });
  bus.emit(added({ sku: "early" }));
  const cart = createProjection(bus, {
    name: "cart",
    initial: { skus: [] as string[] },
    checkpointEvery: 3,
    reducers: (on) => {
      on(added, (draft, event) => void draft.skus.push(event.payload.sku));
      on("cart.boom", () => { throw new Error("x"); });
    },
  });
  const count = createProjection(bus, { name: "count", initial: 0, reducers: (on) => on("cart.*", (n) => n + 1) });
  const seen: unknown[] = [];
  bus.subscribe("cart.#", () => seen.push(count.state));
  const told: string[] = [];
  count.subscribe(() => told.push(`${count.state} ${cart.state.skus.length}`));
  for (let n = 0; n < 10; n++) bus.emit(added({ sku: `s${n}` }));
  expect(seen).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(told[0]).toBe("2 2");
  for (let p = 0; p <= 11; p++) {
    expect(count.at(p)).toBe(p);
    expect(cart.at(p).skus).toEqual(cart.state.skus.slice(0, p));
  }
  const travel = timeTravel(bus);
  travel.seek(3);
  bus.emit(added({ sku: "new" }));
  expect([count.state, cart.state.skus.length]).toEqual([3, 3]);
  travel.back();
  expect([travel.position, count.state, cart.state.skus.length]).toEqual([2, 2, 2]);
  travel.forward();
  travel.live();
  expect([count.state, cart.state.skus.length]).toEqual([12, 12]);
  const { state } = cart;
  cart.rebuild();
  expect(cart.state).toEqual(state);
  await bus.close();
});
