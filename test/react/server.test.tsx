import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { lazy, Suspense } from "react";
import { renderToPipeableStream, renderToString } from "react-dom/server";
import type { Bus } from "eventdeck";
import type { Projection } from "eventdeck/projection";
import { BusProvider, useEmit, useEvent, useLatest, useProjection, useRequest, useTimeTravel } from "eventdeck/react";
import { expect, it, onTestFinished, vi } from "vitest";
import { openBus } from "../scheduling/virtual-bus.ts";
import { counted, type Counts, createCounter } from "./counter.ts";

/** The bus of one request, with what happened before it is rendered. */
function openRequest(events: number) {
  const complaints = vi.spyOn(console, "error");
  onTestFinished(() => {
    expect(complaints).not.toHaveBeenCalled();
    complaints.mockRestore();
  });
  const { bus } = openBus();
  const { projection, listening } = createCounter(bus);
  for (let n = 1; n <= events; n++) bus.emit(counted("a", { subject: `event ${n}` }));
  return { bus, projection, listening };
}
function Everything({ projection }: { projection: Projection<Counts> }) {
  useEvent(counted, () => {});
  useEmit(counted);
  useRequest();
  const latest = useLatest(counted);
  const a = useProjection(projection, (state) => state.a);
  const { position } = useTimeTravel();
  return <p>{`${latest?.subject} ${a} ${position}`}</p>;
}
function Page({ bus, projection, at, children }: { bus: Bus; projection: Projection<Counts>; at?: number; children?: React.ReactNode }) {
  return (
    <BusProvider bus={bus} serverPosition={at}>
      <Everything projection={projection} />
      {children}
    </BusProvider>
  );
}

it("renders the state of each request's own bus, and subscribes to nothing", () => {
  const requests = [openRequest(1), openRequest(3)];
  const pages = requests.map(({ bus, projection }) => renderToString(<Page bus={bus} projection={projection} />));
  expect(pages).toEqual(["<p>event 1 1 live</p>", "<p>event 3 3 live</p>"]);
  for (const { bus, listening } of requests) expect([bus.subscriptions(), listening()]).toEqual([[], 0]);
});

it("renders as of a position, whatever has happened since", () => {
  const { bus, projection } = openRequest(2);
  const before = renderToString(<Page bus={bus} projection={projection} />);
  for (let n = 0; n < 3; n++) bus.emit(counted("a"));
  expect(renderToString(<Page bus={bus} projection={projection} at={2} />)).toBe(before);
  expect(renderToString(<Page bus={bus} projection={projection} />)).not.toBe(before);
});

it("streams a page whose parts come at different times and show the same moment, and subscribes to nothing", async () => {
  const { bus, projection, listening } = openRequest(2);
  let load!: () => void;
  const Late = lazy(
    () =>
      new Promise<{ default: () => React.ReactNode }>((resolve) => {
        load = () => resolve({ default: () => <Everything projection={projection} /> });
      }),
  );
  const html = await new Promise<string>((resolve, reject) => {
    const { pipe } = renderToPipeableStream(
      <Page bus={bus} projection={projection} at={bus.history.lastPosition}>
        <Suspense fallback="waiting">
          <Late />
        </Suspense>
      </Page>,
      {
        onShellReady() {
          text(pipe(new PassThrough())).then(resolve, reject);
          // The first part has been rendered, the second has not even been loaded.
          bus.emit(counted("a"));
          load();
        },
        onError: reject,
      },
    );
  });
  const shown = [...html.matchAll(/<p>(.*?)<\/p>/g)].map(([, content]) => content);
  expect(shown).toEqual(["event 2 2 live", "event 2 2 live"]);
  expect([bus.subscriptions(), listening()]).toEqual([[], 0]);
});

it("refuses a position that history does not know", () => {
  const { bus, projection } = openRequest(2);
  expect(() => renderToString(<Page bus={bus} projection={projection} at={9} />)).toThrow(RangeError);
});
