import { act, lazy, type ReactNode, Suspense } from "react";
import { BusProvider, useEvent, useLatest, useProjection, useRequest, useTimeTravel } from "eventdeck/react";
import { expect, it } from "vitest";
import { openBus } from "../scheduling/virtual-bus.ts";
import { counted, createCounter } from "./counter.ts";
import { mount, strictly } from "./mount.tsx";
import { listeners, watchSubscriptions } from "./subscribed.ts";

/** A component that is still loading, and what ends that. */
function createLoading() {
  let finish!: () => void;
  const loaded = new Promise<{ default: () => ReactNode }>((resolve) => {
    finish = () => resolve({ default: () => "loaded " });
  });
  return { Loading: lazy(() => loaded), finish: () => act(async () => finish()) };
}
function openScene() {
  const { bus } = openBus();
  const { projection, listening } = createCounter(bus);
  const heard: string[] = [];
  /** Uses every hook, and suspends after that if its child does. */
  function Everything({ children }: { children?: ReactNode }) {
    useEvent(counted, (event) => heard.push(event.payload));
    const latest = useLatest(counted);
    const { a } = useProjection(projection);
    const { position } = useTimeTravel();
    const { pending } = useRequest();
    return (
      <>
        {children}
        {`${latest?.payload} ${a} ${position} ${pending}`}
      </>
    );
  }
  const view = (content: ReactNode) =>
    strictly(
      <BusProvider bus={bus}>
        <Suspense fallback="waiting">{content}</Suspense>
      </BusProvider>,
    );
  const count = () => act(() => void bus.emit(counted("a")));
  return { bus, Everything, heard, listening, view, count };
}

it("a tree that suspends before it mounted subscribes to nothing until it has", async () => {
  const { bus, Everything, heard, listening, view, count } = openScene();
  const { Loading, finish } = createLoading();
  const seen = watchSubscriptions(bus);
  const { text, unmount } = mount(
    view(
      <Everything>
        <Loading />
      </Everything>,
    ),
  );
  count();
  expect(text()).toBe("waiting");
  expect([seen, heard, listening()]).toEqual([[], [], 0]);
  await finish();
  expect(text()).toBe("loaded a 1 live false");
  expect(listeners(bus)).toEqual(["useEvent(counted)", "useLatest(counted)"]);
  expect(listening()).toBe(1);
  count();
  expect(heard).toEqual(["a"]);
  unmount();
  expect([listeners(bus), listening()]).toEqual([[], 0]);
});

it("a suspended tree that is given up leaves nothing behind", async () => {
  const { bus, Everything, listening, view } = openScene();
  const { Loading, finish } = createLoading();
  const seen = watchSubscriptions(bus);
  const { render, text } = mount(
    view(
      <Everything>
        <Loading />
      </Everything>,
    ),
  );
  render(view("elsewhere"));
  await finish();
  expect(text()).toBe("elsewhere");
  expect([seen, listening()]).toEqual([[], 0]);
});

it("a mounted tree that suspends again goes on hearing, and shows the newest when it is back", async () => {
  const { bus, Everything, heard, listening, view, count } = openScene();
  const { Loading, finish } = createLoading();
  const { render, text } = mount(view(<Everything />));
  const tree = view(
    <Everything>
      <Loading />
    </Everything>,
  );
  render(tree);
  count();
  expect(listeners(bus)).toHaveLength(2);
  expect(heard).toEqual(["a"]);
  await finish();
  expect(text()).toBe("loaded a 1 live false");
  expect([listeners(bus).length, listening()]).toEqual([2, 1]);
});
