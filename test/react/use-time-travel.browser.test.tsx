import { act, useLayoutEffect } from "react";
import type { Bus } from "eventdeck";
import { timeTravel } from "eventdeck/projection";
import { BusProvider, type TimeTravelState, useTimeTravel } from "eventdeck/react";
import type { Subscription } from "rxjs";
import { expect, it, vi } from "vitest";
import { openBus } from "../scheduling/virtual-bus.ts";
import { counted, createCounter } from "./counter.ts";
import { mount, strictly } from "./mount.tsx";

function openTravel() {
  const committed: TimeTravelState[] = [];
  function Banner() {
    const travel = useTimeTravel();
    useLayoutEffect(() => void committed.push(travel));
    return <>{travel.position}</>;
  }
  const open = () => {
    const { bus } = openBus();
    createCounter(bus);
    for (let n = 0; n < 3; n++) bus.emit(counted("a"));
    return bus;
  };
  const view = (bus: Bus) =>
    strictly(
      <BusProvider bus={bus}>
        <Banner />
      </BusProvider>,
    );
  return { open, view, committed };
}

it("says where the projections stand, and takes them back to live", () => {
  const { open, view, committed } = openTravel();
  const bus = open();
  const { text } = mount(view(bus));
  expect(text()).toBe("live");
  act(() => timeTravel(bus).seek(2));
  expect(text()).toBe("2");
  act(() => committed.at(-1)!.live());
  expect(text()).toBe("live");
  expect(timeTravel(bus).position).toBe("live");
});

it("knows when it mounts that somebody is in the past", () => {
  const { open, view } = openTravel();
  const bus = open();
  timeTravel(bus).seek(1);
  expect(mount(view(bus)).text()).toBe("1");
});

it("has a live that stays the same while the bus does", () => {
  const { open, view, committed } = openTravel();
  const [first, second] = [open(), open()];
  const { render, text } = mount(view(first));
  act(() => timeTravel(first).seek(2));
  expect(new Set(committed.map(({ live }) => live)).size).toBe(1);
  render(view(second));
  expect(text()).toBe("live");
  expect(new Set(committed.map(({ live }) => live)).size).toBe(2);
});

it("listens once under StrictMode, and not after unmounting", () => {
  const { open, view } = openTravel();
  const bus = open();
  const subscribe = vi.spyOn(timeTravel(bus).position$, "subscribe");
  const listening = () => subscribe.mock.results.filter(({ value }) => !(value as Subscription).closed).length;
  const { unmount } = mount(view(bus));
  expect(listening()).toBe(1);
  unmount();
  expect(listening()).toBe(0);
});
