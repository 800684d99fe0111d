import { act, useLayoutEffect } from "react";
import { createProjection, type Projection, timeTravel } from "eventdeck/projection";
import { BusProvider, useEvent, useProjection } from "eventdeck/react";
import { describe, expect, it } from "vitest";
import { openBus } from "../scheduling/virtual-bus.ts";
import { counted, type Counts, createCounter } from "./counter.ts";
import { mount, mountCatching, strictly } from "./mount.tsx";

interface Choice<Part> {
  readonly select?: (state: Counts) => Part;
  readonly equal?: (a: Part, b: Part) => boolean;
}

/** A component that reads a counter; what it committed, and how often it rendered. */
function reader<Part = Counts>(projection: Projection<Counts>) {
  const committed: Part[] = [];
  const rendered = { count: 0 };
  function Reader({ select, equal }: Choice<Part>) {
    rendered.count++;
    const part = useProjection(projection, select, equal);
    useLayoutEffect(() => void committed.push(part));
    return <>{JSON.stringify(part)}</>;
  }
  return { Reader, committed, rendered };
}
function openCounter() {
  const { bus, ...rest } = openBus();
  const count = (...which: ("a" | "b")[]) => act(() => which.forEach((one) => bus.emit(counted(one))));
  return { bus, count, ...createCounter(bus), ...rest };
}

describe("useProjection", () => {
  it("shows the state as events come, without a provider", () => {
    const { projection, count } = openCounter();
    const { Reader } = reader(projection);
    const { text } = mount(<Reader />);
    expect(text()).toBe('{"a":0,"b":0}');
    count("a", "a", "b");
    expect(text()).toBe('{"a":2,"b":1}');
  });

  it("renders once for many changes, and again only when the selected part is another", () => {
    const { projection, count } = openCounter();
    const { Reader, rendered, committed } = reader<number>(projection);
    mount(<Reader select={({ a }) => a} />);
    count("b", "b", "b");
    expect(rendered.count).toBe(1);
    count("a", "a", "b", "a");
    expect(rendered.count).toBe(2);
    expect(committed).toEqual([0, 3]);
  });

  it("takes another select and another projection with the next render", () => {
    const { bus, projection, count } = openCounter();
    const other = createCounter(bus, { a: 10, b: 10 }, "other");
    function Reader({ from, which }: { from: Projection<Counts>; which: "a" | "b" }) {
      return <>{useProjection(from, (state) => state[which])}</>;
    }
    const { render, text } = mount(<Reader from={projection} which="a" />);
    count("b");
    render(<Reader from={projection} which="b" />);
    expect(text()).toBe("1");
    render(<Reader from={other.projection} which="b" />);
    expect(text()).toBe("11");
    count("b");
    expect(text()).toBe("12");
  });

  it("does not render without end when select makes a new object each time", () => {
    const { projection, count } = openCounter();
    const { Reader, rendered, committed } = reader<{ a: number }>(projection);
    const view = () => strictly(<Reader select={({ a }) => ({ a })} />);
    const { render } = mount(view());
    const perRender = rendered.count;
    count("b");
    render(view());
    count("a");
    expect(committed.at(-1)).toEqual({ a: 1 });
    // Not more than a render for each thing that happened.
    expect(rendered.count).toBeLessThanOrEqual(perRender * 4);
  });

  it("keeps the part while equal says that it is the same, however often it renders", () => {
    const { projection, count } = openCounter();
    const { Reader, rendered, committed } = reader<{ a: number }>(projection);
    const view = () => <Reader select={({ a }) => ({ a })} equal={(x, y) => x.a === y.a} />;
    const { render } = mount(view());
    count("b");
    expect(rendered.count).toBe(1);
    render(view());
    count("b");
    render(view());
    expect(new Set(committed)).toEqual(new Set([{ a: 0 }]));
    expect(committed.every((part) => part === committed[0])).toBe(true);
    count("a");
    expect(committed.at(-1)).toEqual({ a: 1 });
  });

  it("selects once for a state, with the same select", () => {
    const { projection, count } = openCounter();
    const { Reader } = reader<number>(projection);
    let selections = 0;
    const select = ({ a }: Counts) => {
      selections++;
      return a;
    };
    const { render } = mount(<Reader select={select} />);
    render(<Reader select={select} />);
    expect(selections).toBe(1);
    count("b");
    render(<Reader select={select} />);
    expect(selections).toBe(2);
  });

  it.each(["first render", "later state"] as const)("lets what select throws for a %s reach the error boundary", (when) => {
    const { projection, count, listening } = openCounter();
    const { Reader } = reader<number>(projection);
    const bad = when === "first render" ? 0 : 1;
    const { text } = mountCatching(
      <Reader
        select={({ a }) => {
          if (a === bad) throw new Error("no such item");
          return a;
        }}
      />,
    );
    count("a");
    expect(text()).toBe("caught: no such item");
    expect(listening()).toBe(0);
  });

  it("listens once under StrictMode, and not after unmounting", () => {
    const { projection, count, listening } = openCounter();
    const { Reader } = reader(projection);
    const { text, unmount } = mount(strictly(<Reader select={(state) => state} />));
    expect(listening()).toBe(1);
    count("a");
    expect(text()).toBe('{"a":1,"b":0}');
    unmount();
    expect(listening()).toBe(0);
  });

  it("does not listen again for another select", () => {
    const { projection } = openCounter();
    const { Reader } = reader<number>(projection);
    const { render } = mount(<Reader select={({ a }) => a} />);
    render(<Reader select={({ b }) => b} />);
    expect(projection.subscribe).toHaveBeenCalledTimes(1);
  });

  it("misses nothing between the render and the effect that listens", () => {
    const { bus, projection } = openCounter();
    const { Reader } = reader(projection);
    function Emitter() {
      useLayoutEffect(() => void bus.emit(counted("a")), []);
      return null;
    }
    const { text } = mount([<Reader key="reader" />, <Emitter key="emitter" />]);
    expect(text()).toBe('{"a":1,"b":0}');
  });

  it("keeps the last state of a projection that is disposed, mounted or not", () => {
    const { projection, count } = openCounter();
    const { Reader } = reader(projection);
    const { render, text } = mount(<Reader />);
    count("a");
    projection[Symbol.dispose]();
    count("a");
    render([<Reader key="1" />, <Reader key="2" />]);
    expect(text()).toBe('{"a":1,"b":0}{"a":1,"b":0}');
  });

  it("keeps the last state when the bus is closed", async () => {
    const { bus, projection, count } = openCounter();
    const { Reader } = reader(projection);
    const { render, text } = mount(<Reader />);
    count("a");
    await act(() => bus.close());
    render(<Reader />);
    expect(text()).toBe('{"a":1,"b":0}');
  });

  it("shows the past while somebody travels in time", () => {
    const { bus, projection, count } = openCounter();
    const { Reader } = reader<number>(projection);
    const { text } = mount(<Reader select={({ a }) => a} />);
    count("a", "a", "a");
    act(() => timeTravel(bus).seek(1));
    expect(text()).toBe("1");
    count("a");
    expect(text()).toBe("1");
    act(() => timeTravel(bus).live());
    expect(text()).toBe("4");
  });

  it("is up to date in the handler of the same event", () => {
    const { bus, projection, count } = openCounter();
    const seen: number[] = [];
    function Both() {
      useEvent(counted, () => seen.push(projection.state.a));
      return <>{useProjection(projection, ({ a }) => a)}</>;
    }
    mount(
      <BusProvider bus={bus}>
        <Both />
      </BusProvider>,
    );
    count("a", "a");
    expect(seen).toEqual([1, 2]);
  });

  it("takes a state that is no object, and one that is undefined", () => {
    const { bus, count } = openCounter();
    const last = createProjection(bus, {
      name: "last",
      initial: undefined as string | undefined,
      reducers: (on) => on(counted, (_draft, event) => event.payload),
    });
    function Last() {
      return <>{useProjection(last) ?? "none"}</>;
    }
    const { text } = mount(<Last />);
    expect(text()).toBe("none");
    count("b");
    expect(text()).toBe("b");
  });
});
