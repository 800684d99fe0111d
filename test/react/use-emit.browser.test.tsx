import { act, useLayoutEffect } from "react";
import { BusClosedError, defineEvent, EventValidationError, payload } from "eventdeck";
import { BusProvider, useBus, useEmit } from "eventdeck/react";
import { expect, it } from "vitest";
import { z } from "zod";
import { openBus } from "../scheduling/virtual-bus.ts";
import { mount, mountCatching, strictly } from "./mount.tsx";

const added = defineEvent("cart.added", z.object({ sku: z.string(), count: z.number().default(1) }), { priority: "immediate" });
const cleared = defineEvent("cart.cleared", payload<void>(), { priority: "immediate" });

/** Hands out what a component gets from `useEmit`, one for each commit. */
function renderEmit<Emit>(use: () => Emit) {
  const { bus } = openBus();
  const emits: Emit[] = [];
  function Emitter() {
    const emit = use();
    useLayoutEffect(() => void emits.push(emit));
    return null;
  }
  const view = (current = bus) => (
    <BusProvider bus={current}>
      <Emitter />
    </BusProvider>
  );
  return { bus, emits, view, ...mount(view()) };
}

it("makes the event that the definition makes, emits it, and returns it stamped", () => {
  const { bus, emits } = renderEmit(() => useEmit(added));
  const event = emits[0]!({ sku: "A-1" }, { headers: { from: "test" } });
  expect(event).toMatchObject({ type: "cart.added", payload: { sku: "A-1", count: 1 }, headers: { from: "test" } });
  expect(bus.history.get(1)?.event).toBe(event);
});

it("stays the same while bus and definition do", () => {
  const { emits, render, view } = renderEmit(() => useEmit(added));
  render(view());
  render(view());
  expect(new Set(emits).size).toBe(1);
  render(view(openBus().bus));
  expect(new Set(emits).size).toBe(2);
});

it("throws what emit throws", async () => {
  const { bus, emits } = renderEmit(() => useEmit(added));
  const [emit] = emits;
  // @ts-expect-error: a number is no sku
  expect(() => emit!({ sku: 7 })).toThrow(EventValidationError);
  await bus.close();
  expect(() => emit!({ sku: "A-1" })).toThrow(BusClosedError);
});

it("needs no argument where the payload is nothing", () => {
  const { bus, emits } = renderEmit(() => useEmit(cleared));
  act(() => void emits[0]!());
  expect(bus.history.get(1)?.event.type).toBe("cart.cleared");
});

it("useBus is the bus of the nearest provider", () => {
  const [outer, inner] = [openBus({ source: "outer" }).bus, openBus({ source: "inner" }).bus];
  function Source() {
    return <p>{useBus().source}</p>;
  }
  const { text } = mount(
    strictly(
      <BusProvider bus={outer}>
        <Source />
        <BusProvider bus={inner}>
          <Source />
        </BusProvider>
      </BusProvider>,
    ),
  );
  expect(text()).toBe("outerinner");
});

it("useBus without a provider throws, and names the cure", () => {
  function Source() {
    return <p>{useBus().source}</p>;
  }
  const { text } = mountCatching(<Source />);
  expect(text()).toBe("caught: There is no bus here: render the component inside <BusProvider bus={bus}>.");
});
