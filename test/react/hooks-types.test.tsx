import { renderToString } from "react-dom/server";
import { type Bus, type BusEvent, createBus, defineEvent, defineRequest, type HandlerContext, payload } from "eventdeck";
import { createProjection } from "eventdeck/projection";
import * as hooks from "eventdeck/react";
import { type BusHooks, BusProvider, createBusHooks, useEmit, useEvent, useLatest, useProjection, useRequest, useTimeTravel } from "eventdeck/react";
import { expect, expectTypeOf, it } from "vitest";
import { z } from "zod";

const added = defineEvent("cart.added", z.object({ sku: z.string(), count: z.number().default(1) }));
const cleared = defineEvent("cart.cleared", payload<void>());
const failed = defineEvent("payment.failed", payload<{ readonly reason: string }>());
const priceAsked = defineRequest("price.asked", payload<{ readonly sku: string }>(), payload<number>());
const foreign = defineEvent("foreign", payload<Date>());

const bus = createBus({ events: [added, cleared, failed] });
const typed = createBusHooks<typeof bus>();
type Added = BusEvent<"cart.added", { sku: string; count: number }>;
type Cleared = BusEvent<"cart.cleared", void>;
type Failed = BusEvent<"payment.failed", { readonly reason: string }>;

/** Calls hooks where they may be called: in a component. */
function inComponent(use: () => unknown): void {
  function Component() {
    use();
    return null;
  }
  renderToString(
    <BusProvider bus={bus}>
      <Component />
    </BusProvider>,
  );
}

it("createBusHooks hands out the very hooks, one object for all", () => {
  expect(createBusHooks<typeof bus>()).toBe(createBusHooks<Bus>());
  expect({ ...typed }).toEqual(Object.fromEntries(Object.entries(hooks).filter(([name]) => /^use[A-Z]/.test(name))));
  expect(Object.isFrozen(typed)).toBe(true);
});

it("useBus is the application's bus", () => {
  inComponent(() => expectTypeOf(typed.useBus()).toEqualTypeOf<typeof bus>());
  inComponent(() => expectTypeOf(hooks.useBus()).toEqualTypeOf<Bus>());
});

it("createBusHooks for a bus of unknown events is the hooks as they are", () => {
  expectTypeOf(createBusHooks<Bus>()).toEqualTypeOf<BusHooks>();
});

it("useEvent narrows by pattern, definition and array, with the application's hooks", () => {
  inComponent(() => {
    typed.useEvent("cart.*", (event) => expectTypeOf(event).toEqualTypeOf<Added | Cleared>());
    typed.useEvent("cart.added", (event) => expectTypeOf(event).toEqualTypeOf<Added>());
    typed.useEvent("#", (event) => expectTypeOf(event).toEqualTypeOf<Added | Cleared | Failed>());
    typed.useEvent(["payment.*", added], (event) => expectTypeOf(event).toEqualTypeOf<Failed | Added>());
    typed.useEvent(/^cart/, (event) => expectTypeOf(event).toEqualTypeOf<Added | Cleared | Failed>());
    typed.useEvent(foreign, (event, context) => {
      expectTypeOf(event).toEqualTypeOf<BusEvent<"foreign", Date>>();
      expectTypeOf(context).toEqualTypeOf<HandlerContext>();
    });
    typed.useEvent(added, () => {}, { filter: (event) => event.payload.count > 1 });
    // @ts-expect-error: there is no such payload
    typed.useEvent(added, () => {}, { filter: (event) => event.payload.missing });
  });
  expectTypeOf(typed.useEvent).returns.toEqualTypeOf<void>();
});

it("useEvent without them narrows by definition", () => {
  inComponent(() => {
    useEvent(added, (event) => expectTypeOf(event).toEqualTypeOf<Added>());
    useEvent([added, failed], (event) => expectTypeOf(event).toEqualTypeOf<Added | Failed>());
    useEvent("cart.*", (event) => expectTypeOf(event).toEqualTypeOf<BusEvent>());
  });
  expectTypeOf(useEvent).returns.toEqualTypeOf<void>();
});

it("useLatest is the narrowed event, or nothing", () => {
  inComponent(() => {
    expectTypeOf(typed.useLatest("cart.*")).toEqualTypeOf<Added | Cleared | undefined>();
    expectTypeOf(typed.useLatest(failed)).toEqualTypeOf<Failed | undefined>();
    expectTypeOf(useLatest(failed)).toEqualTypeOf<Failed | undefined>();
    expectTypeOf(useLatest("payment.*")).toEqualTypeOf<BusEvent | undefined>();
  });
});

it("useEmit takes what the definition takes", () => {
  inComponent(() => {
    const add = useEmit(added);
    expectTypeOf(add).parameters.toEqualTypeOf<Parameters<typeof added>>();
    expectTypeOf(add).returns.toEqualTypeOf<Added>();
    expectTypeOf(add).toBeCallableWith({ sku: "A-1" });
    // @ts-expect-error: a payload is missing
    expectTypeOf(add).toBeCallableWith();
    // @ts-expect-error: a number is no sku
    expectTypeOf(add).toBeCallableWith({ sku: 7 });
    expectTypeOf(typed.useEmit(cleared)).toBeCallableWith();
    expectTypeOf(typed.useEmit(cleared)).returns.toEqualTypeOf<Cleared>();
  });
});

it("useRequest sends requests of its reply's type", () => {
  inComponent(() => {
    const { send, reply, error, pending } = typed.useRequest<number>();
    expectTypeOf(send).toBeCallableWith(priceAsked({ sku: "A-1" }));
    expectTypeOf(send).returns.toEqualTypeOf<Promise<number>>();
    expectTypeOf(reply).toEqualTypeOf<number | undefined>();
    expectTypeOf(error).toEqualTypeOf<unknown>();
    expectTypeOf(pending).toEqualTypeOf<boolean>();
    // @ts-expect-error: it replies with a number
    expectTypeOf(useRequest<string>().send).toBeCallableWith(priceAsked({ sku: "A-1" }));
    // @ts-expect-error: an event that expects no answer
    expectTypeOf(send).toBeCallableWith(failed({ reason: "" }));
  });
});

it("useProjection is the state, or the selected part", () => {
  const cart = createProjection(bus, { name: "cart", initial: { skus: [] as string[] }, reducers: () => {} });
  inComponent(() => {
    expectTypeOf(useProjection(cart)).toEqualTypeOf<{ skus: string[] }>();
    expectTypeOf(useProjection(cart, (state) => state.skus.length)).toEqualTypeOf<number>();
    expectTypeOf(
      typed.useProjection(
        cart,
        ({ skus }) => skus.map((sku) => ({ sku })),
        (a, b) => a[0]?.sku === b[0]?.sku,
      ),
    ).toEqualTypeOf<{ sku: string }[]>();
    // @ts-expect-error: there is no such state
    useProjection(cart, (state) => state.missing);
  });
});

it("useTimeTravel is a position or live", () => {
  inComponent(() => {
    const { position, live } = typed.useTimeTravel();
    expectTypeOf(position).toEqualTypeOf<number | "live">();
    expectTypeOf(live).toEqualTypeOf<() => void>();
    expectTypeOf(useTimeTravel).toEqualTypeOf(typed.useTimeTravel);
  });
});
