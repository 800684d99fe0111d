import { act, useLayoutEffect } from "react";
import { BusClosedError, defineRequest, NoResponderError, payload, type RequestDraft, TimeoutError } from "eventdeck";
import { BusProvider, type RequestState, useRequest } from "eventdeck/react";
import { describe, expect, it, onTestFinished } from "vitest";
import { gate, openBus } from "../scheduling/virtual-bus.ts";
import { mount, strictly } from "./mount.tsx";

const priceAsked = defineRequest("price.asked", payload<string>(), payload<number>(), { priority: "immediate" });

/** A component that requests, everything it committed, and a responder whose answers are held back until they are let go. */
function renderRequest(wrap = (element: React.ReactNode) => element) {
  const { bus, clock, failures } = openBus();
  const committed: RequestState<number>[] = [];
  const answers: Record<string, ReturnType<typeof gate>> = {};
  bus.respond(priceAsked, async ({ payload: sku }) => {
    await (answers[sku] = gate()).opened;
    if (sku === "broken") throw new Error("no price");
    return sku.length;
  });
  function Requester() {
    const request = useRequest<number>();
    useLayoutEffect(() => void committed.push(request));
    return null;
  }
  const view = () =>
    wrap(
      <BusProvider bus={bus}>
        <Requester />
      </BusProvider>,
    );
  const shown = () => {
    const { pending, reply, error } = committed.at(-1)!;
    return { pending, reply, error };
  };
  const send = (draft: RequestDraft<string, unknown, number>) => {
    let reply!: Promise<number>;
    act(() => void (reply = committed.at(-1)!.send(draft)));
    return reply;
  };
  const answer = (sku: string) => act(async () => answers[sku]!.open());
  return { bus, clock, failures, committed, shown, send, answer, view, ...mount(view()) };
}

describe.each([
  ["", (element: React.ReactNode) => element],
  [" under StrictMode", strictly],
])("useRequest%s", (_, wrap) => {
  it("is idle, then pending, then shows the reply", async () => {
    const { shown, send, answer } = renderRequest(wrap);
    expect(shown()).toEqual({ pending: false, reply: undefined, error: undefined });
    const reply = send(priceAsked("A-1"));
    expect(shown()).toEqual({ pending: true, reply: undefined, error: undefined });
    await answer("A-1");
    expect(shown()).toEqual({ pending: false, reply: 3, error: undefined });
    expect(await reply).toBe(3);
  });

  it("shows the error, and rejects with it", async () => {
    const { shown, send, answer } = renderRequest(wrap);
    const reply = send(priceAsked("broken"));
    await answer("broken");
    expect(shown()).toEqual({ pending: false, reply: undefined, error: new Error("no price") });
    await expect(reply).rejects.toThrow("no price");
  });

  it("asks once", async () => {
    const { bus, send, answer } = renderRequest(wrap);
    void send(priceAsked("A-1"));
    await answer("A-1");
    expect(bus.history.query("type:price.asked")).toHaveLength(1);
  });

  it("shows the newest request's answer, whatever comes when", async () => {
    const { shown, send, answer } = renderRequest(wrap);
    const first = send(priceAsked("first"));
    const second = send(priceAsked("second!"));
    await answer("second!");
    expect(shown()).toEqual({ pending: false, reply: 7, error: undefined });
    await answer("first");
    expect(shown()).toEqual({ pending: false, reply: 7, error: undefined });
    expect(await Promise.all([first, second])).toEqual([5, 7]);
  });

  it("stays pending while an older request is answered first", async () => {
    const { shown, send, answer } = renderRequest(wrap);
    void send(priceAsked("first"));
    void send(priceAsked("second!"));
    await answer("first");
    expect(shown()).toEqual({ pending: true, reply: undefined, error: undefined });
    await answer("second!");
    expect(shown()).toEqual({ pending: false, reply: 7, error: undefined });
  });

  it("keeps the last answer until the next one comes, and then only that", async () => {
    const { shown, send, answer } = renderRequest(wrap);
    void send(priceAsked("A-1"));
    await answer("A-1");
    void send(priceAsked("broken"));
    expect(shown()).toEqual({ pending: true, reply: 3, error: undefined });
    await answer("broken");
    expect(shown()).toEqual({ pending: false, reply: undefined, error: new Error("no price") });
    void send(priceAsked("A-10"));
    expect(shown()).toEqual({ pending: true, reply: undefined, error: new Error("no price") });
    await answer("A-10");
    expect(shown()).toEqual({ pending: false, reply: 4, error: undefined });
  });

  it("ignores what comes after unmounting, and still resolves", async () => {
    const { committed, send, answer, unmount } = renderRequest(wrap);
    const reply = send(priceAsked("A-1"));
    unmount();
    const before = committed.length;
    await answer("A-1");
    expect(await reply).toBe(3);
    expect(committed).toHaveLength(before);
  });

  it("has a stable send", () => {
    const { committed, render, view } = renderRequest(wrap);
    render(view());
    render(view());
    expect(new Set(committed.map(({ send }) => send)).size).toBe(1);
  });
});

it("asks the bus that its provider has by now", async () => {
  const buses = ["first", "second"].map((source) => {
    const { bus } = openBus({ source });
    bus.respond(priceAsked, () => source.length);
    return bus;
  });
  const committed: RequestState<number>[] = [];
  function Requester() {
    const request = useRequest<number>();
    useLayoutEffect(() => void committed.push(request));
    return null;
  }
  const [first, second] = buses.map((bus) => (
    <BusProvider key="provider" bus={bus}>
      <Requester />
    </BusProvider>
  ));
  const { render } = mount(first);
  render(second);
  await act(() => committed.at(-1)!.send(priceAsked("A-1")));
  expect(committed.at(-1)).toMatchObject({ pending: false, reply: 6 });
});

describe("a request that fails", () => {
  it("and that nobody awaits is shown, and not reported as unhandled", async () => {
    const unhandled: unknown[] = [];
    const note = ({ reason }: PromiseRejectionEvent) => unhandled.push(reason);
    addEventListener("unhandledrejection", note);
    onTestFinished(() => removeEventListener("unhandledrejection", note));
    const { shown, send } = renderRequest();
    void send({ type: "nobody.answers", input: 1 } as unknown as RequestDraft<string, unknown, number>);
    // A task later: only then does the page say what was unhandled.
    await act(() => new Promise((resolve) => setTimeout(resolve)));
    expect(shown().error).toBeInstanceOf(NoResponderError);
    expect(unhandled).toEqual([]);
  });

  it("by its timeout or its signal is shown too", async () => {
    const { committed, clock, shown } = renderRequest();
    const { send } = committed[0]!;
    await act(async () => {
      send(priceAsked("slow"), { timeoutMs: 100 }).catch(() => {});
      await clock.advance(100);
    });
    expect(shown().error).toBeInstanceOf(TimeoutError);
    const controller = new AbortController();
    await act(async () => {
      send(priceAsked("slow"), { signal: controller.signal }).catch(() => {});
      controller.abort(new Error("called off"));
    });
    expect(shown().error).toEqual(new Error("called off"));
  });

  it("since its bus closes is shown too", async () => {
    const { bus, shown, send, clock } = renderRequest();
    void send(priceAsked("A-1"));
    await act(async () => {
      const closed = bus.close({ timeoutMs: 0 });
      await clock.advance();
      await closed;
    });
    expect(shown()).toEqual({ pending: false, reply: undefined, error: expect.any(BusClosedError) });
  });
});
