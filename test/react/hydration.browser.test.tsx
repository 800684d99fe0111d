import { act, lazy, type ReactNode, StrictMode, Suspense } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import type { Bus } from "eventdeck";
import { type Projection, timeTravel } from "eventdeck/projection";
import { BusProvider, useEvent, useLatest, useProjection, useTimeTravel } from "eventdeck/react";
import { expect, it, onTestFinished, vi } from "vitest";
import { openBus } from "../scheduling/virtual-bus.ts";
import { counted, type Counts, createCounter } from "./counter.ts";
import { addContainer, watchConsole } from "./mount.tsx";
import { listeners } from "./subscribed.ts";

interface PageProps {
  readonly bus: Bus;
  readonly projection: Projection<Counts>;
  readonly serverPosition?: number;
  readonly children?: ReactNode;
}
function Page({ bus, projection, serverPosition, children }: PageProps) {
  return (
    <StrictMode>
      <BusProvider bus={bus} serverPosition={serverPosition}>
        <Counter projection={projection} />
        {children}
      </BusProvider>
    </StrictMode>
  );
}
function Counter({ projection }: { readonly projection: Projection<Counts> }) {
  useEvent(counted, () => {});
  const latest = useLatest(counted);
  // An object made anew each time, which React must not take for a state that changes all the time.
  const { count } = useProjection(projection, ({ a }) => ({ count: a }));
  return <p>{`${useTimeTravel().position} ${count} ${latest?.subject ?? "none"}`}</p>;
}

function open(initial?: Counts) {
  const { bus } = openBus();
  let published = 0;
  const publish = (times: number) => {
    for (let n = 0; n < times; n++) bus.emit(counted("a", { subject: `event ${++published}` }));
  };
  return { bus, publish, ...createCounter(bus, initial) };
}
/** A server that has seen two events when it renders: its markup, and the session up to then. */
function renderOnServer() {
  const { bus, projection, publish } = open();
  publish(2);
  const position = bus.history.lastPosition;
  const html = renderToString(<Page bus={bus} projection={projection} serverPosition={position} />);
  publish(1);
  return { html, session: [...bus.history.export(`position:..${position}`)] };
}
/** A client that was given the session, and the position that it ends at. */
async function openClient(session: readonly string[]) {
  const client = open();
  await client.bus.history.import(session);
  return { ...client, position: client.bus.history.lastPosition };
}
/** Puts the server's markup into the page and hydrates it. */
async function hydrate(html: string, element: ReactNode) {
  const container = addContainer();
  container.innerHTML = html;
  const server = container.querySelector("p");
  const complaints = watchConsole();
  const recovered: unknown[] = [];
  const root = await act(async () => hydrateRoot(container, element, { onRecoverableError: (error) => recovered.push(error) }));
  onTestFinished(() => act(() => root.unmount()));
  const texts = () => [...container.querySelectorAll("p")].map(({ textContent }) => textContent);
  const keptMarkup = () => container.querySelector("p") === server;
  return { texts, keptMarkup, complaints, recovered, root };
}

it("finds what the server rendered in a bus that was given the server's session, and goes on from there", async () => {
  const { html, session } = renderOnServer();
  const { bus, projection, publish, listening } = await openClient(session);
  const { texts, keptMarkup, complaints, recovered, root } = await hydrate(html, <Page bus={bus} projection={projection} />);
  expect(texts()).toEqual(["live 2 event 2"]);
  act(() => publish(1));
  expect(texts()).toEqual(["live 3 event 1"]);
  expect(keptMarkup()).toBe(true);
  expect([complaints, recovered]).toEqual([[], []]);
  expect([listeners(bus), listening()]).toEqual([["useEvent(counted)", "useLatest(counted)"], 1]);
  act(() => root.unmount());
  expect([listeners(bus), listening()]).toEqual([[], 0]);
});

it("finds it also when the bus has moved on, given the server's position, and catches up", async () => {
  const { html, session } = renderOnServer();
  const { bus, projection, publish, position } = await openClient(session);
  publish(5);
  const { texts, keptMarkup, complaints, recovered } = await hydrate(html, <Page bus={bus} projection={projection} serverPosition={position} />);
  expect(texts()).toEqual(["live 7 event 5"]);
  expect(keptMarkup()).toBe(true);
  expect([complaints, recovered]).toEqual([[], []]);
});

it("asks a projection once for the state that the server rendered, for all its readers", async () => {
  const { html, session } = renderOnServer();
  const { bus, projection, publish, position } = await openClient(session);
  publish(1);
  // A state that is put together anew for each who asks.
  const at = vi.spyOn(projection, "at").mockImplementation(() => ({ a: 2, b: 0 }));
  const { complaints } = await hydrate(
    html + html,
    <BusProvider bus={bus} serverPosition={position}>
      <Counter projection={projection} />
      <Counter projection={projection} />
    </BusProvider>,
  );
  expect(complaints).toEqual([]);
  expect(at.mock.calls).toEqual([[position]]);
});

it("finds it in a projection that began with the server's state, at position 0", async () => {
  const { bus: serverBus, projection: serverProjection } = open({ a: 7, b: 0 });
  const html = renderToString(<Page bus={serverBus} projection={serverProjection} />);
  const { bus, projection, publish } = open({ a: 7, b: 0 });
  publish(2);
  const { texts, keptMarkup, complaints, recovered } = await hydrate(html, <Page bus={bus} projection={projection} serverPosition={0} />);
  expect(texts()).toEqual(["live 9 event 2"]);
  expect(keptMarkup()).toBe(true);
  expect([complaints, recovered]).toEqual([[], []]);
});

it("finds it while somebody looks at the past", async () => {
  const { html, session } = renderOnServer();
  const { bus, projection, position } = await openClient(session);
  timeTravel(bus).seek(1);
  const { texts, keptMarkup, complaints, recovered } = await hydrate(html, <Page bus={bus} projection={projection} serverPosition={position} />);
  expect(texts()).toEqual(["1 1 event 2"]);
  expect(keptMarkup()).toBe(true);
  expect([complaints, recovered]).toEqual([[], []]);
});

it("finds it in a part of the page that is loaded later, while the rest has moved on", async () => {
  const server = open();
  server.publish(2);
  const html = renderToString(
    <Page bus={server.bus} projection={server.projection}>
      <Suspense>
        <Counter projection={server.projection} />
      </Suspense>
    </Page>,
  );
  const { bus, projection, publish, position } = await openClient([...server.bus.history.export()]);
  let load!: () => void;
  const Late = lazy(
    () =>
      new Promise<{ default: () => ReactNode }>((resolve) => {
        load = () => resolve({ default: () => <Counter projection={projection} /> });
      }),
  );
  const { texts, keptMarkup, complaints, recovered } = await hydrate(
    html,
    <Page bus={bus} projection={projection} serverPosition={position}>
      <Suspense>
        <Late />
      </Suspense>
    </Page>,
  );
  await act(async () => publish(1));
  expect(texts()).toEqual(["live 3 event 1", "live 2 event 2"]);
  await act(async () => load());
  expect(texts()).toEqual(["live 3 event 1", "live 3 event 1"]);
  expect(keptMarkup()).toBe(true);
  expect([complaints, recovered]).toEqual([[], []]);
});

it.each([
  ["that is not given", undefined],
  ["that history does not know", 99],
])("renders anew, and says so, for a bus that has moved on from a position %s", async (_, serverPosition) => {
  const { html, session } = renderOnServer();
  const { bus, projection, publish } = await openClient(session);
  publish(5);
  const { texts, recovered } = await hydrate(html, <Page bus={bus} projection={projection} serverPosition={serverPosition} />);
  expect(texts()).toEqual(["live 7 event 5"]);
  expect(recovered.length).toBeGreaterThan(0);
});
