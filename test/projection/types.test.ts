import { type Bus, type BusEvent, createBus, defineEvent, payload } from "eventdeck";
import { createProjection, type Projection, type StateChanges, timeTravel, type TimeTravel } from "eventdeck/projection";
import type { Patch } from "immer";
import type { Observable } from "rxjs";
import { expect, expectTypeOf, it } from "vitest";

const added = defineEvent("cart.added", payload<{ sku: string }>(), { priority: "immediate" });
const removed = defineEvent("cart.removed", payload<{ sku: string; reason: number }>(), { priority: "immediate" });
const other = defineEvent("other", payload<boolean>());

it("infers the state from `initial`, and events from the bus's definitions", async () => {
  await using bus = createBus({ events: [added, removed, other] });
  const projection = createProjection(bus, {
    name: "cart",
    initial: { skus: ["a"], last: undefined as string | undefined },
    reducers: (on) => {
      on(added, (draft, event) => {
        expectTypeOf(draft).toEqualTypeOf<{ skus: string[]; last: string | undefined }>();
        expectTypeOf(event).toEqualTypeOf<BusEvent<"cart.added", { sku: string }>>();
      });
      on("cart.*", (_, event) => {
        expectTypeOf(event).toEqualTypeOf<BusEvent<"cart.added", { sku: string }> | BusEvent<"cart.removed", { sku: string; reason: number }>>();
      });
      on([removed, "other"], (_, event) => {
        expectTypeOf(event.payload).toEqualTypeOf<{ sku: string; reason: number } | boolean>();
      });
      // @ts-expect-error -- no such topic
      on("cart.nothing", (_, event) => event.payload);
      // @ts-expect-error -- not a state
      on(added, () => 5);
      // @ts-expect-error -- reducers are synchronous
      on(added, async () => {});
    },
  });
  expectTypeOf(projection).toEqualTypeOf<Projection<{ skus: string[]; last: string | undefined }>>();
  expectTypeOf(projection.state$).toEqualTypeOf<Observable<{ skus: string[]; last: string | undefined }>>();
  expectTypeOf(projection.at(0)).toEqualTypeOf<{ skus: string[]; last: string | undefined }>();
  expectTypeOf(projection.changes).returns.toEqualTypeOf<StateChanges>();
  expectTypeOf<StateChanges>().toEqualTypeOf<{ readonly patches: readonly Patch[]; readonly inverse: readonly Patch[] }>();
  expect(projection.state.skus).toEqual(["a"]);
});

it("lets a readonly state be changed as a draft, and the state be named", async () => {
  await using bus = createBus({ events: [added] });
  interface Cart {
    readonly skus: readonly string[];
  }
  const projection = createProjection<Cart>(bus, {
    name: "cart",
    initial: { skus: [] },
    reducers: (on) => {
      on(added, (draft, event) => void draft.skus.push(event.payload.sku));
      on("cart.*", (_, event) => {
        expectTypeOf(event).toEqualTypeOf<BusEvent>();
      });
    },
  });
  bus.emit(added({ sku: "b" }));
  expectTypeOf(projection.state).toEqualTypeOf<Cart>();
  expect(projection.state).toEqual({ skus: ["b"] });
});

it("takes a bus of any events", () => {
  expectTypeOf(createProjection<number>)
    .parameter(0)
    .toEqualTypeOf<Bus>();
  expectTypeOf(timeTravel).returns.toEqualTypeOf<TimeTravel>();
  expectTypeOf<Projection<number>>().toExtend<Disposable>();
  expectTypeOf<TimeTravel["position"]>().toEqualTypeOf<number | "live">();
});
