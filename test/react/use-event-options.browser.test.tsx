import { act } from "react";
import { type Bus, type BusEvent, type HandlerFailure, type SubscribeOptions } from "eventdeck";
import { BusProvider, useEvent } from "eventdeck/react";
import { expect, it } from "vitest";
import { immediate, normal, openBus } from "../scheduling/virtual-bus.ts";
import { mount, strictly } from "./mount.tsx";
import { listeners, watchSubscriptions } from "./subscribed.ts";

interface ListenerProps {
  readonly options?: SubscribeOptions<BusEvent>;
  readonly handler?: (event: { readonly topic: string }) => unknown;
}
function Listener({ options, handler = () => {} }: ListenerProps) {
  useEvent("#", handler, options);
  return null;
}
const view = (bus: Bus, props: ListenerProps) => (
  <BusProvider bus={bus}>
    <Listener {...props} />
  </BusProvider>
);
function emit(bus: Bus, ...topics: string[]): void {
  act(() => topics.forEach((topic) => bus.emit(immediate(topic))));
}
const [{ signal: here }, { signal: there }] = [new AbortController(), new AbortController()];

it.each<[SubscribeOptions<BusEvent>, SubscribeOptions<BusEvent>]>([
  [{}, { name: "it" }],
  [{ name: "a" }, { name: "b" }],
  [{ priority: "normal" }, { priority: "immediate" }],
  [{ priority: ["normal"] }, { priority: ["normal", "deferred"] }],
  [{ concurrency: "serial" }, { concurrency: "latest" }],
  [{ maxPending: 1 }, { maxPending: Infinity }],
  [{ timeoutMs: 1 }, { timeoutMs: 2 }],
  [{}, { replayLast: 1 }],
  [{ replays: true }, { replays: false }],
  [{}, { once: true }],
  [{ signal: here }, { signal: there }],
  [{}, { filter: () => true }],
  [{ onError: () => {} }, {}],
])("subscribes anew when the options change from %o to %o", (before, after) => {
  const { bus } = openBus();
  const seen = watchSubscriptions(bus);
  const { render } = mount(view(bus, { options: before }));
  render(view(bus, { options: after }));
  expect(seen.map((one) => one[0])).toEqual(["+", "-", "+"]);
});

it.each<[string, () => SubscribeOptions<BusEvent>]>([
  ["no options", () => ({})],
  ["the same values", () => ({ name: "it", concurrency: "serial", maxPending: 5, timeoutMs: 5, replayLast: 1, replays: false, signal: here })],
  ["an array of the same priorities", () => ({ priority: ["normal", "immediate"] })],
  ["another filter", () => ({ filter: () => true })],
  ["another onError", () => ({ onError: () => {} })],
])("does not subscribe again for %s", (_, options) => {
  const { bus } = openBus();
  const seen = watchSubscriptions(bus);
  const { render } = mount(view(bus, { options: options() }));
  render(view(bus, { options: options() }));
  expect(seen).toHaveLength(1);
});

it("asks the newest filter", () => {
  const { bus } = openBus();
  const heard: string[] = [];
  const handler = ({ topic }: { readonly topic: string }) => heard.push(topic);
  const wanting = (wanted: string) => view(bus, { handler, options: { filter: ({ topic }: { topic: string }) => topic === wanted } });
  const { render } = mount(wanting("a"));
  emit(bus, "a", "b");
  render(wanting("b"));
  emit(bus, "a", "b");
  expect(heard).toEqual(["a", "b"]);
});

it("tells the newest onError", () => {
  const { bus, failures } = openBus();
  const told: string[] = [];
  const handler = () => {
    throw new Error("no printer");
  };
  const telling = (mark: string) => view(bus, { handler, options: { onError: ({ error }: HandlerFailure) => told.push(`${mark}: ${String(error)}`) } });
  const { render } = mount(telling("1"));
  render(telling("2"));
  emit(bus, "x");
  expect(told).toEqual(["2: Error: no printer"]);
  expect(failures).toEqual([]);
});

it("names the subscription as it is told, else after the handler, else after the selector", () => {
  const { bus } = openBus();
  function printReceipt() {}
  const { render } = mount(view(bus, { handler: printReceipt, options: { name: "receipts" } }));
  expect(listeners(bus)).toEqual(["receipts"]);
  render(view(bus, { handler: printReceipt }));
  expect(listeners(bus)).toEqual(["printReceipt"]);
  mount(
    <BusProvider bus={bus}>
      <Anonymous />
    </BusProvider>,
  );
  expect(listeners(bus)).toEqual(["printReceipt", "useEvent(cart.* | /x/)"]);
});
function Anonymous() {
  useEvent(["cart.*", /x/], () => {});
  return null;
}

it("takes a handler of another name without subscribing again", () => {
  const { bus } = openBus();
  const { render } = mount(view(bus, { handler: function first() {} }));
  const heard: string[] = [];
  render(
    view(bus, {
      handler: function second({ topic }) {
        heard.push(topic);
      },
    }),
  );
  emit(bus, "x");
  expect(heard).toEqual(["x"]);
  expect(listeners(bus)).toEqual(["first"]);
});

it("hears the newest events of history first when it is asked to", async () => {
  const { bus, clock } = openBus();
  for (const topic of ["a", "b", "c"]) bus.emit(normal(topic));
  await clock.advance();
  const heard: string[] = [];
  mount(view(bus, { handler: ({ topic }) => heard.push(topic), options: { replayLast: 2 } }));
  emit(bus, "d");
  expect(heard).toEqual(["b", "c", "d"]);
});

it("is done after one event with once, also under StrictMode", () => {
  const { bus } = openBus();
  const heard: string[] = [];
  const element = () => strictly(view(bus, { handler: ({ topic }) => heard.push(topic), options: { once: true } }));
  const { render } = mount(element());
  emit(bus, "a", "b");
  render(element());
  emit(bus, "c");
  expect(heard).toEqual(["a"]);
});

it("ends with its signal", () => {
  const { bus } = openBus();
  const controller = new AbortController();
  const { render } = mount(view(bus, { options: { signal: controller.signal } }));
  controller.abort();
  render(view(bus, { options: { signal: controller.signal } }));
  expect(listeners(bus)).toEqual([]);
});
