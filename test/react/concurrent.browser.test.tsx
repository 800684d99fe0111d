import { act, createElement, type ReactNode, startTransition, useLayoutEffect } from "react";
import { createRoot } from "react-dom/client";
import type { Bus } from "eventdeck";
import { timeTravel } from "eventdeck/projection";
import { BusProvider, useLatest, useProjection, useTimeTravel } from "eventdeck/react";
import { expect, it, onTestFinished, vi } from "vitest";
import { openBus } from "../scheduling/virtual-bus.ts";
import { counted, createCounter } from "./counter.ts";
import { addContainer, watchConsole } from "./mount.tsx";

/** Time stands still, save for what `spend` makes of it: whether React goes on or lets the page have a turn follows from this alone. */
function stopTime() {
  let now = performance.now();
  const spy = vi.spyOn(performance, "now").mockImplementation(() => now);
  onTestFinished(() => spy.mockRestore());
  return {
    spend: (ms: number) => {
      now += ms;
    },
  };
}

/** Renders as in an application, where React takes turns with the page. */
function openRoot() {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
  const complaints = watchConsole();
  const container = addContainer();
  const root = createRoot(container);
  onTestFinished(() => {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
    act(() => root.unmount());
    expect(complaints).toEqual([]);
  });
  return { container, root };
}

const eventsPerFlood = 50;

/** Mounts many readers in one transition, and floods the bus whenever React pauses. Returns what the page showed with each commit. */
async function floodTransition(bus: Bus, useText: () => string) {
  const { spend } = stopTime();
  const { container, root } = openRoot();
  const committed: string[][] = [];
  /** How many readers were shown when a flood began. */
  const floods: number[] = [];
  function flood(): void {
    if (floods.length === 3) return;
    floods.push(committed.at(-1)?.length ?? 0);
    for (let n = 0; n < eventsPerFlood; n++) bus.emit(counted("a"));
  }
  function note(): void {
    committed.push([...container.querySelectorAll("output")].map(({ textContent }) => textContent));
  }
  function Reader() {
    const text = useText();
    useLayoutEffect(note);
    return <output>{text}</output>;
  }
  /** Takes longer than React goes on for: what is queued here runs before the next component renders. */
  function Slow() {
    spend(30);
    queueMicrotask(flood);
    return null;
  }
  function Pair() {
    return (
      <>
        <Reader />
        <Slow />
        <Reader />
      </>
    );
  }
  const render = (...children: ReactNode[]) =>
    new Promise<void>((resolve) => {
      const view = createElement(BusProvider, { bus }, ...children, <Mounted key={children.length} onMount={resolve} />);
      startTransition(() => root.render(view));
    });
  await render(<Reader />);
  await render(<Reader />, <Pair />, <Pair />, <Pair />);
  return { committed, floods };
}
function Mounted({ onMount }: { onMount: () => void }) {
  useLayoutEffect(() => onMount(), [onMount]);
  return null;
}

it("components that read a projection show the same in every commit, also of a transition that a flood interrupts", async () => {
  const { bus } = openBus();
  const { projection } = createCounter(bus);
  const { committed, floods } = await floodTransition(bus, () => String(useProjection(projection, ({ a }) => a)));
  expect(floods).toEqual([1, 1, 1]);
  expect(committed.at(-1)).toEqual(Array.from({ length: 7 }, () => String(3 * eventsPerFlood)));
  expect(committed.filter((texts) => new Set(texts).size > 1)).toEqual([]);
});

it("a component that reads two projections never sees one without the other", async () => {
  const { bus } = openBus();
  const one = createCounter(bus, { a: 0, b: 0 }, "one").projection;
  const other = createCounter(bus, { a: 0, b: 0 }, "other").projection;
  const { committed, floods } = await floodTransition(bus, () => `${useProjection(one).a}=${useProjection(other).a}`);
  expect(floods).toEqual([1, 1, 1]);
  expect(committed.filter((texts) => new Set(texts).size > 1)).toEqual([]);
  expect(committed.flat().filter((text) => !/^(\d+)=\1$/.test(text))).toEqual([]);
});

it("components that read the latest event show the same in every commit, also of a transition that a flood interrupts", async () => {
  const { bus } = openBus();
  const { committed, floods } = await floodTransition(bus, () => useLatest(counted)?.id ?? "none");
  expect(floods).toEqual([1, 1, 1]);
  expect(committed.at(-1)).toEqual(Array.from({ length: 7 }, () => bus.history.get(3 * eventsPerFlood)?.event.id));
  expect(committed.filter((texts) => new Set(texts).size > 1)).toEqual([]);
});

it("components show where the projections stand and the state of that very moment", async () => {
  const { bus } = openBus();
  const { projection } = createCounter(bus);
  for (let n = 0; n < 5; n++) bus.emit(counted("b"));
  const travel = timeTravel(bus);
  // With every event of a flood, somewhere else.
  bus.subscribe(counted, ({ id }) => travel.seek(1 + ((id.length + bus.history.lastPosition) % 5)));
  const { committed, floods } = await floodTransition(bus, () => `${useTimeTravel().position}:${useProjection(projection, ({ b }) => b)}`);
  expect(floods).toEqual([1, 1, 1]);
  expect(committed.filter((texts) => new Set(texts).size > 1)).toEqual([]);
  expect(committed.flat().filter((text) => text !== "live:5" && !/^(\d):\1$/.test(text))).toEqual([]);
});

it("components that read the state past the hook are torn, which these tests would notice", async () => {
  const { bus } = openBus();
  const { projection } = createCounter(bus);
  const { committed } = await floodTransition(bus, () => String(projection.state.a));
  expect(committed.filter((texts) => new Set(texts).size > 1)).not.toEqual([]);
});
