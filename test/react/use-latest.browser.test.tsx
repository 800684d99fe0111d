import { act, useEffect, useLayoutEffect, useState } from "react";
import { type Bus, defineEvent, glob, payload, type Selector } from "eventdeck";
import { redact } from "eventdeck/middleware";
import { BusProvider, useLatest } from "eventdeck/react";
import { expect, it, vi } from "vitest";
import { immediate, normal, openBus } from "../scheduling/virtual-bus.ts";
import { mount, strictly } from "./mount.tsx";
import { listeners, watchSubscriptions } from "./subscribed.ts";

const priced = defineEvent("price.changed", payload<{ readonly cents: number; readonly secret?: string }>(), { priority: "immediate" });

function Latest({ selector = "#" }: { selector?: Selector }) {
  return <>{useLatest(selector)?.topic ?? "none"};</>;
}
function Price() {
  const event = useLatest(priced);
  return <>{event ? `${event.payload.cents} ${event.payload.secret}` : "none"}</>;
}
function provide(bus: Bus, ...children: React.ReactNode[]) {
  return <BusProvider bus={bus}>{children.map((child, index) => [<span key={index}>{child}</span>])}</BusProvider>;
}
function emit(bus: Bus, ...topics: string[]): void {
  act(() => topics.forEach((topic) => bus.emit(immediate(topic))));
}

it("is nothing before there is a matching event, then the newest", () => {
  const { bus } = openBus();
  const { text } = mount(provide(bus, <Latest selector="a.*" />));
  expect(text()).toBe("none;");
  emit(bus, "a.1", "b.1");
  expect(text()).toBe("a.1;");
  emit(bus, "a.2", "a.3");
  expect(text()).toBe("a.3;");
});

it("is the newest of history when the component mounts", () => {
  const { bus } = openBus();
  for (const topic of ["a.1", "a.2", "b.1"]) bus.emit(immediate(topic));
  const { text } = mount(provide(bus, <Latest selector="a.*" />, <Latest selector={[/b/, glob("c*")]} />, <Latest selector="d" />));
  expect(text()).toBe("a.2;b.1;none;");
});

it("misses nothing between the render and the effect that subscribes", () => {
  const { bus } = openBus();
  function Emitter({ topic }: { topic: string }) {
    // After the render of its sibling, before its effects.
    useLayoutEffect(() => void bus.emit(immediate(topic)), [topic]);
    return null;
  }
  const { text } = mount(strictly(provide(bus, <Latest />, <Emitter topic="layout" />)));
  expect(text()).toBe("layout;");
});

it("looks into history once, however often it renders", () => {
  const { bus } = openBus();
  for (let n = 0; n < 100; n++) bus.emit(immediate("noise"));
  const query = vi.spyOn(bus.history, "query");
  const view = () => provide(bus, <Latest selector="a" />);
  const { render, text } = mount(view());
  const looks = query.mock.calls.length;
  emit(bus, "a", "noise");
  for (let n = 0; n < 5; n++) render(view());
  expect(text()).toBe("a;");
  expect(looks).toBe(1);
  expect(query).toHaveBeenCalledTimes(1);
});

it("catches up with what was published while its effects were undone", () => {
  const { bus } = openBus();
  /** Below a StrictMode effects are undone and done again; its sibling's above it are undone first. */
  function Emitter() {
    useEffect(
      () => () => {
        if (listeners(bus).length === 0) bus.emit(immediate("meanwhile"));
      },
      [],
    );
    return null;
  }
  const { text } = mount(strictly(provide(bus, <Latest />, <Emitter />)));
  expect(bus.history.size).toBe(1);
  expect(text()).toBe("meanwhile;");
});

it("is one subscription under StrictMode, and none after unmounting", () => {
  const { bus } = openBus();
  const { unmount } = mount(strictly(provide(bus, <Latest selector="a.*" />)));
  expect(listeners(bus)).toEqual(["useLatest(a.*)"]);
  unmount();
  expect(listeners(bus)).toEqual([]);
});

it("does not subscribe again for a selector that only looks new, and does for another", () => {
  const { bus } = openBus();
  bus.emit(immediate("b"));
  const seen = watchSubscriptions(bus);
  const view = (text: string) => provide(bus, <Latest selector={[new RegExp(text), { glob: text }]} />);
  const { render, text } = mount(view("a"));
  render(view("a"));
  expect(seen).toHaveLength(1);
  expect(text()).toBe("none;");
  render(view("b"));
  expect(seen).toEqual(["+ useLatest(/a/ | glob(a))", "- useLatest(/a/ | glob(a))", "+ useLatest(/b/ | glob(b))"]);
  expect(text()).toBe("b;");
});

it("follows its provider to another bus", () => {
  const [first, second] = [openBus().bus, openBus().bus];
  first.emit(immediate("first"));
  const view = (bus: Bus) => provide(bus, <Latest />);
  const { render, text } = mount(view(first));
  render(view(second));
  expect(text()).toBe("none;");
  emit(second, "second");
  expect(text()).toBe("second;");
  expect(listeners(first)).toEqual([]);
});

it("keeps what it shows when its bus closes, and finds it in the history of one that is closed", async () => {
  const { bus } = openBus();
  bus.emit(immediate("last"));
  const { render, text } = mount(provide(bus, <Latest />));
  await bus.close();
  render(provide(bus, <Latest />, <Latest selector="last" />));
  expect(text()).toBe("last;last;");
});

it("leaves replays out", async () => {
  const { bus, clock } = openBus();
  const { text } = mount(provide(bus, <Latest />));
  emit(bus, "a", "b");
  const replay = bus.history.replay({ to: 1, speed: "max" });
  await act(() => clock.advance(10));
  await replay.done;
  expect(replay.state.emitted).toBe(1);
  expect(text()).toBe("b;");
});

it("sees of old events what history keeps, of new ones what handlers get", () => {
  const { bus } = openBus({ middleware: [redact({ keys: ["secret"] })] });
  bus.emit(priced({ cents: 1, secret: "old" }));
  const { text } = mount(strictly(provide(bus, <Price />)));
  expect(text()).toBe("1 [redacted]");
  act(() => void bus.emit(priced({ cents: 2, secret: "new" })));
  expect(text()).toBe("2 new");
});

it("follows a bus without history from mounting on", () => {
  const { bus } = openBus({ history: false });
  bus.emit(immediate("before"));
  const { text } = mount(strictly(provide(bus, <Latest />)));
  expect(text()).toBe("none;");
  emit(bus, "after");
  expect(text()).toBe("after;");
});

it("renders once for the many events of a batch", async () => {
  const { bus, clock } = openBus();
  let renders = 0;
  function Counting() {
    renders++;
    return <>{useLatest("#")?.topic}</>;
  }
  const { text } = mount(provide(bus, <Counting />));
  const before = renders;
  bus.emitMany(Array.from({ length: 500 }, (_, n) => normal(`n${n}`)));
  await act(() => clock.advance());
  expect(text()).toBe("n499");
  expect(renders - before).toBe(1);
});

it("shows the same to a component that mounts in the handler of the very event", () => {
  const { bus } = openBus();
  function Parent() {
    const [shown, show] = useState(false);
    const latest = useLatest("#");
    useLayoutEffect(() => {
      const subscription = bus.subscribe("#", () => show(true));
      return () => subscription.unsubscribe();
    }, []);
    return (
      <>
        {latest?.topic ?? "none"};{shown && <Latest />}
      </>
    );
  }
  const { text } = mount(provide(bus, <Parent />));
  emit(bus, "a");
  expect(text()).toBe("a;a;");
});
