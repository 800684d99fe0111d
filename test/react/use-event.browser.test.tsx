import { act, useEffect, useLayoutEffect } from "react";
import { flushSync } from "react-dom";
import { type Bus, type BusEvent, defineEvent, glob, payload, type Selector, type SubscribeOptions } from "eventdeck";
import { BusProvider, useEvent } from "eventdeck/react";
import { describe, expect, it } from "vitest";
import { immediate, openBus } from "../scheduling/virtual-bus.ts";
import { mount, mountCatching, strictly } from "./mount.tsx";
import { listeners, watchSubscriptions } from "./subscribed.ts";

const added = defineEvent("cart.added", payload<{ readonly sku: string }>(), { priority: "immediate" });

/** Notes what it hears with the mark of the render that hears it. */
function Listener({
  selector = "#",
  mark = "",
  heard,
  options,
}: {
  selector?: Selector;
  mark?: string;
  heard: string[];
  options?: SubscribeOptions<BusEvent>;
}) {
  useEvent(selector, (event) => heard.push(`${event.topic}${mark}`), options);
  return null;
}
function emit(bus: Bus, ...topics: string[]): void {
  act(() => topics.forEach((topic) => bus.emit(immediate(topic))));
}

describe("useEvent", () => {
  it("subscribes while the component is mounted", () => {
    const { bus } = openBus();
    const heard: string[] = [];
    const { unmount } = mount(
      <BusProvider bus={bus}>
        <Listener selector="cart.*" heard={heard} />
      </BusProvider>,
    );
    emit(bus, "cart.a", "other");
    expect(listeners(bus)).toEqual(["useEvent(cart.*)"]);
    unmount();
    emit(bus, "cart.b");
    expect(listeners(bus)).toEqual([]);
    expect(heard).toEqual(["cart.a"]);
  });

  it("calls the newest handler without subscribing again", () => {
    const { bus } = openBus();
    const seen = watchSubscriptions(bus);
    const heard: string[] = [];
    const view = (mark: string) => (
      <BusProvider bus={bus}>
        <Listener heard={heard} mark={mark} />
      </BusProvider>
    );
    const { render } = mount(view("1"));
    for (const mark of ["2", "3", "4"]) {
      render(view(mark));
      emit(bus, "x");
    }
    expect(heard).toEqual(["x2", "x3", "x4"]);
    expect(seen).toEqual(["+ useEvent(#)"]);
  });

  it("tells a selector by its content, however it is written", () => {
    const { bus } = openBus();
    const seen = watchSubscriptions(bus);
    const heard: string[] = [];
    const selectors = () => ["a.*", [/^b/i, glob("c?"), [added]], { glob: "d*" }] satisfies Selector;
    const view = () => (
      <BusProvider bus={bus}>
        <Listener heard={heard} selector={selectors()} />
      </BusProvider>
    );
    const { render } = mount(view());
    for (let round = 0; round < 3; round++) render(view());
    emit(bus, "a.1", "B", "c1", "cart.added", "dd", "e");
    expect(heard).toEqual(["a.1", "B", "c1", "cart.added", "dd"]);
    expect(seen).toEqual(["+ useEvent(a.* | /^b/i | glob(c?) | cart.added | glob(d*))"]);
  });

  it.each<[Selector, Selector]>([
    ["a", "b"],
    [/a/, /a/i],
    ["cart.added", added],
    [glob("a"), "a"],
    [["a"], ["a", "b"]],
    ["/a/", /a/],
  ])("subscribes anew when the selector changes from %s to %s", (before, after) => {
    const { bus } = openBus();
    const seen = watchSubscriptions(bus);
    const view = (selector: Selector) => (
      <BusProvider bus={bus}>
        <Listener heard={[]} selector={selector} options={{ name: "it" }} />
      </BusProvider>
    );
    const { render } = mount(view(before));
    render(view(after));
    expect(seen).toEqual(["+ it", "- it", "+ it"]);
    expect(bus.subscriptions().map(({ selector }) => selector)).toEqual([after]);
  });

  it("is one subscription and one call under StrictMode", () => {
    const { bus } = openBus();
    const heard: string[] = [];
    const { unmount } = mount(
      strictly(
        <BusProvider bus={bus}>
          <Listener heard={heard} />
        </BusProvider>,
      ),
    );
    emit(bus, "x");
    expect(listeners(bus)).toHaveLength(1);
    expect(heard).toEqual(["x"]);
    unmount();
    expect(listeners(bus)).toEqual([]);
  });

  it("moves to another bus with its provider", () => {
    const [first, second] = [openBus().bus, openBus().bus];
    const heard: string[] = [];
    const view = (bus: Bus) => (
      <BusProvider bus={bus}>
        <Listener heard={heard} />
      </BusProvider>
    );
    const { render } = mount(view(first));
    render(view(second));
    emit(first, "first");
    emit(second, "second");
    expect(heard).toEqual(["second"]);
    expect(listeners(first)).toEqual([]);
  });

  it("takes a bus that is closed, or closes, for one where nothing happens any more", async () => {
    const { bus } = openBus();
    const heard: string[] = [];
    const view = (selector: Selector) => (
      <BusProvider bus={bus}>
        <Listener heard={heard} selector={selector} />
      </BusProvider>
    );
    const { render, unmount } = mount(view("a"));
    await bus.close();
    render(view("b"));
    unmount();
    mount(view("a"));
    expect(heard).toEqual([]);
    expect(listeners(bus)).toEqual([]);
  });

  it("throws what names the cure where there is no provider", () => {
    const { text } = mountCatching(<Listener heard={[]} />);
    expect(text()).toBe("caught: There is no bus here: render the component inside <BusProvider bus={bus}>.");
  });

  it("refuses what is no handler, as the bus does", () => {
    const { bus } = openBus();
    function Listening() {
      useEvent("cart.*", JSON.parse("null"));
      return null;
    }
    const { text } = mountCatching(
      <BusProvider bus={bus}>
        <Listening />
      </BusProvider>,
    );
    expect(text()).toBe("caught: The handler of useEvent is null: pass a function.");
    expect(listeners(bus)).toEqual([]);
  });

  it("leaves what its handler throws to the bus, and the component stays", () => {
    const { bus, failures } = openBus();
    function Failing() {
      useEvent("#", () => {
        throw new Error("no printer");
      });
      return "here";
    }
    const { text } = mount(
      <BusProvider bus={bus}>
        <Failing />
      </BusProvider>,
    );
    emit(bus, "x");
    expect(failures.map(({ error, subscription }) => [String(error), subscription?.name])).toEqual([["Error: no printer", "useEvent(#)"]]);
    expect(text()).toBe("here");
  });

  it("hands its handler the context, whose emits carry their cause", () => {
    const { bus } = openBus();
    function Forwarder() {
      useEvent("in", (event, { emit: emitFrom }) => emitFrom(immediate(`out-of-${event.topic}`)));
      return null;
    }
    mount(
      <BusProvider bus={bus}>
        <Forwarder />
      </BusProvider>,
    );
    emit(bus, "in");
    expect(bus.history.get(2)?.event.causationId).toBe(bus.history.get(1)?.event.id);
  });
});

describe("between a commit and its effects", () => {
  it("what a layout effect emits is heard by the handler of this very render", () => {
    const { bus } = openBus();
    const heard: string[] = [];
    function Emitter({ mark }: { mark: string }) {
      useLayoutEffect(() => void bus.emit(immediate("x", { subject: mark })), [mark]);
      return <Listener heard={heard} mark={mark} />;
    }
    const view = (mark: string) => (
      <BusProvider bus={bus}>
        <Emitter mark={mark} />
      </BusProvider>
    );
    const { render } = mount(view("1"));
    render(view("2"));
    expect(heard).toEqual(["x2"]);
  });

  it("a handler is never called with an event of the selector before", () => {
    const { bus } = openBus();
    const heard: string[] = [];
    function Emitter({ topic }: { topic: string }) {
      useLayoutEffect(() => void bus.emit(immediate("a", { subject: topic })), [topic]);
      return <Listener selector={topic} heard={heard} mark={` for ${topic}`} />;
    }
    const view = (topic: string) => (
      <BusProvider bus={bus}>
        <Emitter topic={topic} />
      </BusProvider>
    );
    const { render } = mount(view("a"));
    render(view("b"));
    emit(bus, "a", "b");
    expect(heard).toEqual(["b for b"]);
  });

  it("a normal event that a child emits when it mounts is heard by its parent", async () => {
    const { bus, clock } = openBus();
    const heard: string[] = [];
    function Child() {
      useEffect(() => void bus.emit({ type: "mounted", input: undefined }), []);
      return null;
    }
    function Parent() {
      useEvent("mounted", ({ topic }) => heard.push(topic));
      return <Child />;
    }
    mount(
      <BusProvider bus={bus}>
        <Parent />
      </BusProvider>,
    );
    await clock.advance();
    expect(heard).toEqual(["mounted"]);
  });
});

describe("unmounting during a delivery", () => {
  it("keeps the event from the handler that was still to come", () => {
    const { bus } = openBus();
    const heard: string[] = [];
    bus.subscribe("leave", () => flushSync(() => show(false)));
    let show!: (shown: boolean) => void;
    const view = (shown: boolean) => <BusProvider bus={bus}>{shown && <Listener heard={heard} />}</BusProvider>;
    const { render } = mount(view(true));
    show = (shown) => render(view(shown));
    emit(bus, "stay", "leave");
    expect(heard).toEqual(["stay"]);
  });

  it("does so from the commit on, when the effects have not been cleaned up yet", () => {
    const { bus } = openBus();
    const heard: string[] = [];
    function Goodbye() {
      useLayoutEffect(() => () => void bus.emit(immediate("goodbye")), []);
      return null;
    }
    const { unmount } = mount(
      <BusProvider bus={bus}>
        <Listener heard={heard} />
        <Goodbye />
      </BusProvider>,
    );
    expect(listeners(bus)).toHaveLength(1);
    unmount();
    expect(heard).toEqual([]);
  });
});
